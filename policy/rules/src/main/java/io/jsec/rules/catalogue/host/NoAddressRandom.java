package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Addresses of programs are not random. */
final class NoAddressRandom extends HostRule {
    NoAddressRandom() {
        super(
                RuleCard.of("JSEC-H-027", Severity.MEDIUM, Section.HOST)
                        .title("Addresses of programs are not random")
                        .sees(
                                "The switch kernel.randomize_va_space of the kernel; fails for 0 "
                                        + "and 1.")
                        .why("Flaws of memory are easy to use where addresses are known.")
                        .fix("sysctl -w kernel.randomize_va_space=2, and keep it in /etc/sysctl.d.")
                        .example("kernel.randomize_va_space = 2")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.randomize_va_space", Set.of("0", "1"));
    }
}
