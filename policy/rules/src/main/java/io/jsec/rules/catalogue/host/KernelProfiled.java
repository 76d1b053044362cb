package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Every account may profile the kernel. */
final class KernelProfiled extends HostRule {
    KernelProfiled() {
        super(
                RuleCard.of("JSEC-H-030", Severity.LOW, Section.HOST)
                        .title("Every account may profile the kernel")
                        .sees(
                                "The switch kernel.perf_event_paranoid of the kernel; fails "
                                        + "for -1, 0 and 1.")
                        .why(
                                "Profiles show addresses of the kernel, and their code has "
                                        + "had many flaws.")
                        .fix(
                                "sysctl -w kernel.perf_event_paranoid=2, and keep it in "
                                        + "/etc/sysctl.d.")
                        .example("kernel.perf_event_paranoid = 2")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.perf_event_paranoid", Set.of("-1", "0", "1"));
    }
}
