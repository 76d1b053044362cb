package io.jsec.rules.catalogue.host;

import io.jsec.rules.HostFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
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

    /** Broken where a switch of the kernel has one of some values; a kernel without it passes. */
    static Verdict sysctl(HostFacts facts, String name, Set<String> broken) {
        return facts.sysctl(name)
                .judge(
                        "",
                        (value, at) ->
                                Verdict.failIf(broken.contains(value), at, name + " is " + value));
    }
}
