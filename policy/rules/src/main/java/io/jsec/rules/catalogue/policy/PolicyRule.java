package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** A rule over the waivers of a run. */
abstract class PolicyRule implements Rule<PolicyFacts> {
    private final RuleCard card;

    PolicyRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-W-%03d".formatted(number), severity, Section.POLICY);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<PolicyFacts> subject() {
        return PolicyFacts.class;
    }

    @Override
    public final Verdict judge(PolicyFacts facts) {
        return Verdict.failing(find(facts));
    }

    abstract List<Evidence> find(PolicyFacts facts);
}
