package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Scope;
import io.jsec.dockerfile.Stage;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** WORKDIR is relative to a folder that is not known. */
final class RelativeWorkdir extends DockerfileRule {
    private static final Pattern ABSOLUTE = Pattern.compile("/|[A-Za-z]:[/\\\\]|\\\\");

    RelativeWorkdir() {
        super(
                card(33, Severity.LOW)
                        .title("WORKDIR is relative to a folder that is not known")
                        .sees(
                                "WORKDIR with its variables resolved; fails where it is relative "
                                        + "and no absolute one stands before.")
                        .why("It depends on the base image where files end up.")
                        .fix("Give an absolute path."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction.keyword() == Keyword.WORKDIR) {
                    Scope scope = facts.scopes().before(instruction);
                    for (Text word : instruction.words()) {
                        Expanded path = scope.expand(word);
                        if (scope.workdir().isEmpty()
                                && path.known()
                                && !ABSOLUTE.matcher(path.text()).lookingAt()) {
                            found.add(
                                    at(
                                            facts,
                                            word.span(),
                                            "WORKDIR " + path.text() + " is relative"));
                        }
                    }
                }
            }
        }
        return found;
    }
}
