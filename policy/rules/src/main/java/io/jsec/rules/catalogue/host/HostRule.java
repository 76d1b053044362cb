package io.jsec.rules.catalogue.host;

import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.Set;

/** A rule over a host. */
abstract class HostRule implements Rule<HostFacts> {
    private final RuleCard card;

    HostRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<HostFacts> subject() {
        return HostFacts.class;
    }

    /** Broken where a switch of the kernel has one of some values. */
    static Verdict sysctl(HostFacts facts, String name, Set<String> broken) {
        return switch (facts.sysctl(name)) {
            case Fact.Present<String>(String value, SourceLocation at) ->
                    Verdict.failIf(broken.contains(value), at, name + " is " + value);
            case Fact.Absent<String> none ->
                    new Verdict.NotApplicable("this kernel has no " + name);
            case Fact.Unknown<String>(String why) -> new Verdict.Unknown(why);
        };
    }
}
