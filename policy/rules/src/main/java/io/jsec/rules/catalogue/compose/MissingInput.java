package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.List;

/** What has to come from outside the tree before compose starts the project. */
final class MissingInput extends ComposeRule {
    MissingInput() {
        super(
                RuleCard.of("JSEC-P-004", Severity.INFO, Section.COMPOSE)
                        .title("The project needs something that the tree does not have")
                        .sees(
                                "Variables that the file demands (${X:?why}) and .env does not "
                                        + "set, files of env_file, and includes from elsewhere.")
                        .why(
                                "Compose starts nothing until somebody gives it, and what is in "
                                        + "it is not judged here.")
                        .fix(
                                "Give it where the project is started, or a default in the "
                                        + "file; mark a file that may be absent with required: "
                                        + "false."));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        return facts.needs();
    }
}
