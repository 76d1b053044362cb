package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Files of others can be linked. */
final class HardLinksAllowed extends HostRule {
    HardLinksAllowed() {
        super(
                RuleCard.of("JSEC-H-025", Severity.LOW, Section.HOST)
                        .title("Files of others can be linked")
                        .sees("The switch fs.protected_hardlinks of the kernel; fails for 0.")
                        .why("An old setuid program is kept by a link until its flaw is known.")
                        .fix("sysctl -w fs.protected_hardlinks=1, and keep it in /etc/sysctl.d.")
                        .example("fs.protected_hardlinks = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "fs.protected_hardlinks", Set.of("0"));
    }
}
