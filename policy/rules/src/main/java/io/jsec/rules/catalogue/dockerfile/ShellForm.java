package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The program does not get signals. */
final class ShellForm extends DockerfileRule {
    ShellForm() {
        super(
                card(55, Severity.INFO)
                        .title("The program does not get signals")
                        .sees(
                                "CMD and ENTRYPOINT in shell form; not where the command begins "
                                        + "with exec or SHELL is set.")
                        .why(
                                "A shell is process 1 and does not pass SIGTERM on: stopping takes "
                                        + "ten seconds and loses work.")
                        .fix("Use the exec form, a JSON array.")
                        .example("CMD [\"app\", \"--serve\"]"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        facts.last()
                .ifPresent(stage -> {
                    boolean shell =
                            stage.instructions().stream()
                                    .anyMatch(each -> each.keyword() == Keyword.SHELL);
                    for (Instruction each : stage.instructions()) {
                        boolean starts =
                                each.keyword() == Keyword.CMD
                                        || each.keyword() == Keyword.ENTRYPOINT;
                        if (starts
                                && !shell
                                && each.body() instanceof Body.Shell(Text script)
                                && !script.value().startsWith("exec ")) {
                            found.add(
                                    at(facts, each.span(), each.keyword() + " runs below a shell"));
                        }
                    }
                });
        return found;
    }
}
