package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Every account may hold the kernel at a page fault. */
final class FaultsHeld extends HostRule {
    FaultsHeld() {
        super(
                RuleCard.of("JSEC-H-029", Severity.LOW, Section.HOST)
                        .title("Every account may hold the kernel at a page fault")
                        .sees("The switch vm.unprivileged_userfaultfd of the kernel; fails for 1.")
                        .why("Exploits of the kernel win races with it.")
                        .fix(
                                "sysctl -w vm.unprivileged_userfaultfd=0, and keep it in "
                                        + "/etc/sysctl.d.")
                        .example("vm.unprivileged_userfaultfd = 0")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "vm.unprivileged_userfaultfd", Set.of("1"));
    }
}
