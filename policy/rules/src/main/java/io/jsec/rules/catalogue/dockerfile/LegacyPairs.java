package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** A name and its value have no equals sign. */
final class LegacyPairs extends DockerfileRule {
    LegacyPairs() {
        super(
                card(64, Severity.INFO)
                        .title("A name and its value have no equals sign")
                        .sees("ENV and LABEL in their old form.")
                        .why(
                                "It is deprecated, takes one name only, and a forgotten quote "
                                        + "becomes part of the value.")
                        .fix("Write name=value.")
                        .example("ENV NAME=value"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction each : facts.file().instructions()) {
            if (each.body() instanceof Body.Pairs pairs
                    && pairs.legacy()
                    && !pairs.pairs().isEmpty()) {
                Body.Pair pair = pairs.pairs().getFirst();
                String value = pair.value().map(Text::value).orElse("");
                boolean plain = value.matches("[A-Za-z0-9_./:@%+,-]+");
                SourceLocation place = facts.at(each.span());
                String text = each.name().value() + " " + pair.name().value() + "=" + value;
                List<Edit> edits = plain ? List.of(new Edit.ReplaceText(place, text)) : List.of();
                found.add(new Evidence(place, each.keyword() + " has an equals sign today", edits));
            }
        }
        return found;
    }
}
