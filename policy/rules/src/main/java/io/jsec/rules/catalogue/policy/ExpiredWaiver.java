package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Severity;
import java.util.List;

/** A waiver has expired. */
final class ExpiredWaiver extends PolicyRule {
    ExpiredWaiver() {
        super(
                card(1, Severity.MEDIUM)
                        .title("A waiver has expired")
                        .sees("The last day of each waiver that covers a finding.")
                        .why(
                                "The finding counts again; the waiver only hides that somebody "
                                        + "once accepted it.")
                        .fix("Mend the finding, or decide again and write a new day."));
    }

    @Override
    List<Evidence> find(PolicyFacts facts) {
        return facts.waivers().stream()
                .filter(waiver -> waiver.expired(facts.today()))
                .map(waiver ->
                        Evidence.of(
                                waiver.at(),
                                "the waiver of " + waiver.rule() + " held until " + waiver.until()))
                .toList();
    }
}
