package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Severity;
import java.util.List;

/** A waiver is not complete. */
final class BrokenWaiver extends PolicyRule {
    BrokenWaiver() {
        super(
                card(3, Severity.MEDIUM)
                        .title("A waiver is not complete")
                        .sees(
                                "Waivers without a rule, owner, reason or last day, or with "
                                        + "unknown words.")
                        .why("It is not applied, as nobody answers for it.")
                        .fix("Write what is missing."));
    }

    @Override
    List<Evidence> find(PolicyFacts facts) {
        return facts.defects();
    }
}
