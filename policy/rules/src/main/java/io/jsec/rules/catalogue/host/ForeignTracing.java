package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Processes may trace each other. */
final class ForeignTracing extends HostRule {
    ForeignTracing() {
        super(
                RuleCard.of("JSEC-H-023", Severity.LOW, Section.HOST)
                        .title("Processes may trace each other")
                        .sees("The switch kernel.yama.ptrace_scope of the kernel; fails for 0.")
                        .why(
                                "One process of an account that is taken over reads the memory of "
                                        + "its others.")
                        .fix("sysctl -w kernel.yama.ptrace_scope=1, and keep it in /etc/sysctl.d.")
                        .example("kernel.yama.ptrace_scope = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.yama.ptrace_scope", Set.of("0"));
    }
}
