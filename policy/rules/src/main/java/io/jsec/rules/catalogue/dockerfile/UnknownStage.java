package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Dockerfile;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** COPY takes files from a stage that does not exist. */
final class UnknownStage extends DockerfileRule {
    UnknownStage() {
        super(
                card(7, Severity.MEDIUM)
                        .title("COPY takes files from a stage that does not exist")
                        .sees(
                                "The --from of COPY and the from= of mounts; fails where a number "
                                        + "or a name belongs to this or a later stage, or a "
                                        + "number to none.")
                        .why("The build fails, or pulls an image of that name from a registry.")
                        .fix("Name a stage that stands above."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction copy : stage.instructions()) {
                copy.flag("--from")
                        .filter(flag -> wrong(facts.file(), stage, flag.text()))
                        .ifPresent(flag ->
                                found.add(
                                        at(
                                                facts,
                                                flag.span(),
                                                "no stage " + flag.text() + " stands above")));
            }
        }
        return found;
    }

    private static boolean wrong(Dockerfile file, Stage stage, String name) {
        boolean number = name.matches("[0-9]+");
        boolean later = file.stage(name, file.stages().size()).isPresent();
        return (number || later) && file.stage(name, stage.index()).isEmpty();
    }
}
