package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The root file system can be written. */
final class WritableRoot extends ContainerRule {
    WritableRoot() {
        super(
                card(520, Severity.LOW)
                        .title("The root file system can be written")
                        .sees("Whether the root is read-only.")
                        .why(
                                "An intruder can leave programs behind, and what is written is "
                                        + "lost with the container.")
                        .fix("Set read_only, with tmpfs where the program writes.")
                        .example("read_only: true")
                        .maps(Framework.CIS_1_6, "5.13")
                        .maps(Framework.OWASP_DOCKER, "D09")
                        .maps(Framework.OWASP_CHEATSHEET, "8")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "immutable fs"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts, ContainerSetting.READ_ONLY, false, on -> !on, "the root can be written");
    }
}
