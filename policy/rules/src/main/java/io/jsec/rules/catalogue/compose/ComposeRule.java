package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** A rule that looks for places where a compose file breaks it. */
abstract class ComposeRule implements Rule<ComposeFacts> {
    private final RuleCard card;

    ComposeRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-Y-%03d".formatted(number), severity, Section.COMPOSE);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<ComposeFacts> subject() {
        return ComposeFacts.class;
    }

    @Override
    public final Verdict judge(ComposeFacts facts) {
        return Verdict.failing(find(facts));
    }

    abstract List<Evidence> find(ComposeFacts facts);
}
