package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.EngineFacts.Swarm;
import io.jsec.rules.Fact;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.function.Function;

/** A rule over an engine's part in a swarm. */
abstract class SwarmRule implements Rule<EngineFacts> {
    /** What an engine is to no swarm. */
    static final Swarm NONE =
            new Swarm(
                    "inactive",
                    false,
                    Fact.unknown("no swarm"),
                    Fact.unknown("no swarm"),
                    Fact.unknown("no swarm"),
                    Fact.unknown("no swarm"));

    private final RuleCard card;

    SwarmRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-S-%03d".formatted(number), severity, Section.SWARM);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<EngineFacts> subject() {
        return EngineFacts.class;
    }

    /** The verdict over a manager; workers do not know what the swarm is told. */
    static Verdict manager(EngineFacts facts, Function<Swarm, Verdict> rule) {
        return facts.swarm()
                .judge(
                        NONE,
                        (swarm, at) ->
                                swarm.manager()
                                        ? rule.apply(swarm)
                                        : new Verdict.NotApplicable("no manager of a swarm"));
    }
}
