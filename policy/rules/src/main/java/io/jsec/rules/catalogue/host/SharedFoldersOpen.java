package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Set;

/** Files of others are opened in shared folders. */
final class SharedFoldersOpen extends HostRule {
    SharedFoldersOpen() {
        super(
                RuleCard.of("JSEC-H-032", Severity.LOW, Section.HOST)
                        .title("Files of others are opened in shared folders")
                        .sees(
                                "The switches fs.protected_regular and fs.protected_fifos of "
                                        + "the kernel; fails for 0.")
                        .why(
                                "A file that another account has put into /tmp catches what a "
                                        + "program of root writes.")
                        .fix(
                                "sysctl -w fs.protected_regular=2 fs.protected_fifos=1, and "
                                        + "keep it in /etc/sysctl.d.")
                        .example("fs.protected_regular = 2")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return Verdict.all(
                List.of(
                        sysctl(facts, "fs.protected_regular", Set.of("0")),
                        sysctl(facts, "fs.protected_fifos", Set.of("0"))));
    }
}
