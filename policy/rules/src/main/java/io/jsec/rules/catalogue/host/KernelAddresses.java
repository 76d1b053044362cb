package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Addresses of the kernel can be read. */
final class KernelAddresses extends HostRule {
    KernelAddresses() {
        super(
                RuleCard.of("JSEC-H-021", Severity.LOW, Section.HOST)
                        .title("Addresses of the kernel can be read")
                        .sees(
                                "The switches kernel.kptr_restrict and "
                                        + "kernel.perf_event_paranoid of the "
                                        + "kernel; fails where the first is 0 and the second "
                                        + "less than 2.")
                        .why("An exploit of the kernel needs them.")
                        .fix("sysctl -w kernel.kptr_restrict=1, and keep it in /etc/sysctl.d.")
                        .example("kernel.kptr_restrict = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        // With 0 the kernel shows them to those who may profile it (kallsyms_show_value).
        return facts.sysctl("kernel.perf_event_paranoid").orElse("").matches("-1|0|1")
                ? sysctl(facts, "kernel.kptr_restrict", Set.of("0"))
                : sysctl(facts, "kernel.kptr_restrict", Set.of());
    }
}
