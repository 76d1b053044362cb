package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The processes of the host are visible. */
final class HostPid extends ContainerRule {
    HostPid() {
        super(
                card(506, Severity.HIGH)
                        .title("The processes of the host are visible")
                        .sees("Pid mode; fails for host.")
                        .why(
                                "Processes of the host can be seen, and by root be traced and "
                                        + "killed.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.16")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "host process namespace"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.PID_MODE, "", "host"::equals, "pid mode host");
    }
}
