package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** A program may type into the terminal that it was given. */
final class TypedIntoTerminal extends HostRule {
    TypedIntoTerminal() {
        super(
                RuleCard.of("JSEC-H-033", Severity.LOW, Section.HOST)
                        .title("A program may type into the terminal that it was given")
                        .sees("The switch dev.tty.legacy_tiocsti of the kernel; fails for 1.")
                        .why(
                                "A program started with fewer rights types commands into the "
                                        + "shell of who started it.")
                        .fix("sysctl -w dev.tty.legacy_tiocsti=0, and keep it in /etc/sysctl.d.")
                        .example("dev.tty.legacy_tiocsti = 0")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "dev.tty.legacy_tiocsti", Set.of("1"));
    }
}
