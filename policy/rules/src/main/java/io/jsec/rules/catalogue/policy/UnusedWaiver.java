package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Severity;
import java.util.List;

/** A waiver covers nothing. */
final class UnusedWaiver extends PolicyRule {
    UnusedWaiver() {
        super(
                card(2, Severity.LOW)
                        .title("A waiver covers nothing")
                        .sees("Whether a finding of this run is covered by the waiver.")
                        .why(
                                "What it was for is mended, or was renamed; it may hide another "
                                        + "finding later.")
                        .fix("Remove it."));
    }

    @Override
    List<Evidence> find(PolicyFacts facts) {
        return facts.waivers().stream()
                .filter(waiver -> !facts.used().contains(waiver) && !waiver.expired(facts.today()))
                .map(waiver ->
                        Evidence.of(
                                waiver.at(),
                                "no finding is covered by the waiver of " + waiver.rule()))
                .toList();
    }
}
