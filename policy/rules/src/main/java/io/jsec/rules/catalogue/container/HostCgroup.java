package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Control groups of the host are visible. */
final class HostCgroup extends ContainerRule {
    HostCgroup() {
        super(
                card(510, Severity.MEDIUM)
                        .title("Control groups of the host are visible")
                        .sees("Cgroup namespace; fails for host.")
                        .why(
                                "The container sees the tree of the host, and a flaw there is "
                                        + "closer.")
                        .fix("Use private.")
                        .maps(Framework.CIS_1_6, "5.25")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts, ContainerSetting.CGROUPNS_MODE, "", "host"::equals, "cgroup namespace host");
    }
}
