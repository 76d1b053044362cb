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
                        .sees("The switch kernel.kptr_restrict of the kernel; fails for 0.")
                        .why("An exploit of the kernel needs them.")
                        .fix("sysctl -w kernel.kptr_restrict=1, and keep it in /etc/sysctl.d.")
                        .example("kernel.kptr_restrict = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.kptr_restrict", Set.of("0"));
    }
}
