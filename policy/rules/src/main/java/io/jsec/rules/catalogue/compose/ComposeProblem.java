package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.List;

/** What docker compose refuses when it reads the file. */
final class ComposeProblem extends ComposeRule {
    ComposeProblem() {
        super(
                RuleCard.of("JSEC-P-002", Severity.MEDIUM, Section.COMPOSE)
                        .title("Compose refuses the file, or reads it otherwise than meant")
                        .sees("Keys, values, variables, extends and include of the file.")
                        .why("The project does not start, and what was meant is not judged.")
                        .fix("Correct the place."));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        return facts.problems();
    }
}
