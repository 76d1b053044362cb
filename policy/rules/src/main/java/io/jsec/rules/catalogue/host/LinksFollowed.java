package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Links of others are followed in shared folders. */
final class LinksFollowed extends HostRule {
    LinksFollowed() {
        super(
                RuleCard.of("JSEC-H-024", Severity.LOW, Section.HOST)
                        .title("Links of others are followed in shared folders")
                        .sees("The switch fs.protected_symlinks of the kernel; fails for 0.")
                        .why("A link in /tmp sends a program of root to another file.")
                        .fix("sysctl -w fs.protected_symlinks=1, and keep it in /etc/sysctl.d.")
                        .example("fs.protected_symlinks = 1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "fs.protected_symlinks", Set.of("0"));
    }
}
