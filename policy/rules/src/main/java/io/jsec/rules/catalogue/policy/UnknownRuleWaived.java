package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Severity;
import java.util.List;

/** A waiver names a rule that does not exist. */
final class UnknownRuleWaived extends PolicyRule {
    UnknownRuleWaived() {
        super(
                card(4, Severity.LOW)
                        .title("A waiver names a rule that does not exist")
                        .sees("The rule of each waiver.")
                        .why("It was mistyped, and the finding it was meant for counts.")
                        .fix("Write the rule as reports show it."));
    }

    @Override
    List<Evidence> find(PolicyFacts facts) {
        return facts.waivers().stream()
                .filter(waiver -> !facts.known().contains(waiver.rule()))
                .map(waiver -> Evidence.of(waiver.at(), "there is no rule " + waiver.rule()))
                .toList();
    }
}
