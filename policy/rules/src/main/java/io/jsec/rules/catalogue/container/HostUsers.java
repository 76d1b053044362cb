package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** User ids are those of the host. */
final class HostUsers extends ContainerRule {
    HostUsers() {
        super(
                card(509, Severity.HIGH)
                        .title("User ids are those of the host")
                        .sees("User namespace mode; fails for host.")
                        .why(
                                "Root inside is the root of the host, where the engine would have "
                                        + "mapped it away.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.31")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.USERNS_MODE, "", "host"::equals, "userns mode host");
    }
}
