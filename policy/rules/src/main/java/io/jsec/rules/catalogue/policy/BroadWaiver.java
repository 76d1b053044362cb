package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Evidence;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Severity;
import java.util.List;

/** A waiver covers every file. */
final class BroadWaiver extends PolicyRule {
    BroadWaiver() {
        super(
                card(5, Severity.MEDIUM)
                        .title("A waiver covers every file")
                        .sees("Paths of waivers; fails for those that match anything.")
                        .why("It silences the rule for files nobody has looked at.")
                        .fix("Name the file or folder, or the fingerprint of the finding."));
    }

    @Override
    List<Evidence> find(PolicyFacts facts) {
        return facts.waivers().stream()
                .filter(waiver ->
                        waiver.path().filter(path -> path.matches("[/*.]*")).isPresent()
                                && waiver.fingerprint().isEmpty())
                .map(waiver ->
                        Evidence.of(
                                waiver.at(),
                                "the path of the waiver "
                                        + "of "
                                        + waiver.rule()
                                        + " matches every file"))
                .toList();
    }
}
