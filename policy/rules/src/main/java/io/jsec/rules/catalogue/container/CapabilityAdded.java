package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** A capability that leads to the host is added. */
final class CapabilityAdded extends ContainerRule {
    private static final Set<String> DANGEROUS =
            Set.of(
                    "ALL",
                    "SYS_ADMIN",
                    "SYS_MODULE",
                    "SYS_PTRACE",
                    "SYS_RAWIO",
                    "SYS_BOOT",
                    "SYS_TIME",
                    "DAC_READ_SEARCH",
                    "BPF",
                    "PERFMON",
                    "MAC_ADMIN",
                    "MAC_OVERRIDE",
                    "SYSLOG",
                    "CHECKPOINT_RESTORE");

    CapabilityAdded() {
        super(
                card(303, Severity.HIGH)
                        .title("A capability that leads to the host is added")
                        .sees(
                                "Added capabilities; fails for those with which a container is "
                                        + "left, such as SYS_ADMIN, SYS_MODULE, SYS_PTRACE, "
                                        + "and ALL.")
                        .why("With one of them root in the container becomes root of the host.")
                        .fix("Remove it; most programs need none.")
                        .maps(Framework.CIS_1_6, "5.4")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "3")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "privileged"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(facts, ContainerSetting.CAP_ADD, DANGEROUS::contains, "{} is added");
    }
}
