package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Every account may use io_uring. */
final class RingsForAll extends HostRule {
    RingsForAll() {
        super(
                RuleCard.of("JSEC-H-034", Severity.INFO, Section.HOST)
                        .title("Every account may use io_uring")
                        .sees("The switch kernel.io_uring_disabled of the kernel; fails for 0.")
                        .why("Many exploits of the kernel have come through it.")
                        .fix("sysctl -w kernel.io_uring_disabled=1, and keep it in /etc/sysctl.d.")
                        .example("kernel.io_uring_disabled = 1")
                        .strict()
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.io_uring_disabled", Set.of("0"));
    }
}
