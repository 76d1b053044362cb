package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The name of the host can be changed. */
final class HostUts extends ContainerRule {
    HostUts() {
        super(
                card(508, Severity.MEDIUM)
                        .title("The name of the host can be changed")
                        .sees("UTS mode; fails for host.")
                        .why("The container can rename the host.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.21")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.UTS_MODE, "", "host"::equals, "uts mode host");
    }
}
