package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two stages have the same name. */
final class DuplicateStage extends DockerfileRule {
    DuplicateStage() {
        super(
                card(6, Severity.LOW)
                        .title("Two stages have the same name")
                        .sees(
                                "Names of stages, without regard to case; fails at the second of "
                                        + "equal names.")
                        .why(
                                "References reach the last one, which is not what the reader of "
                                        + "the first expects.")
                        .fix("Give each stage a name of its own."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        Set<String> seen = new HashSet<>();
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            if (stage.name().isPresent() && !seen.add(stage.name().get())) {
                found.add(
                        at(
                                facts,
                                stage.from().span(),
                                "another stage is named " + stage.name().get()));
            }
        }
        return found;
    }
}
