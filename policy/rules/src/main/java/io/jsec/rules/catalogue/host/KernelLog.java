package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Every account may read the kernel's log. */
final class KernelLog extends HostRule {
    KernelLog() {
        super(
                RuleCard.of("JSEC-H-022", Severity.LOW, Section.HOST)
                        .title("Every account may read the kernel's log")
                        .sees("The switch kernel.dmesg_restrict of the kernel; fails for 0.")
                        .why("It shows addresses, and what happens on the host, to containers too.")
                        .fix("sysctl -w kernel.dmesg_restrict=1, and keep it in /etc/sysctl.d.")
                        .example("kernel.dmesg_restrict = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.dmesg_restrict", Set.of("0"));
    }
}
