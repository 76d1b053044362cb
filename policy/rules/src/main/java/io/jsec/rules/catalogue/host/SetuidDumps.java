package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Programs with privileges leave memory dumps. */
final class SetuidDumps extends HostRule {
    SetuidDumps() {
        super(
                RuleCard.of("JSEC-H-026", Severity.LOW, Section.HOST)
                        .title("Programs with privileges leave memory dumps")
                        .sees("The switch fs.suid_dumpable of the kernel; fails for 1.")
                        .why("A dump holds passwords and keys.")
                        .fix("sysctl -w fs.suid_dumpable=0, and keep it in /etc/sysctl.d.")
                        .example("fs.suid_dumpable = 0")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "fs.suid_dumpable", Set.of("1"));
    }
}
