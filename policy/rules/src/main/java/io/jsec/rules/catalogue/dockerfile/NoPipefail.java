package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A failure inside a pipe is not seen. */
final class NoPipefail extends DockerfileRule {
    NoPipefail() {
        super(
                card(54, Severity.INFO)
                        .title("A failure inside a pipe is not seen")
                        .sees(
                                "Pipes in RUN in shell form without pipefail, set by SHELL or in "
                                        + "the command.")
                        .why("The build goes on where the first command of the pipe failed.")
                        .fix("Use SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"].")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        boolean shell = false;
        for (Instruction instruction : facts.file().instructions()) {
            if (instruction.keyword() == Keyword.SHELL) {
                shell =
                        instruction.words().stream()
                                .anyMatch(word -> word.value().contains("pipefail"));
            } else if (instruction.keyword() == Keyword.FROM) {
                shell = false;
            } else if (instruction.keyword() == Keyword.RUN
                    && instruction.body() instanceof Body.Shell
                    && !shell) {
                first(facts, instruction).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Evidence> first(DockerfileFacts facts, Instruction run) {
        List<ShellCommand> commands =
                facts.commands().stream()
                        .filter(each -> each.run().equals(run))
                        .map(DockerfileFacts.Command::shell)
                        .toList();
        boolean set =
                commands.stream()
                        .anyMatch(command -> command.has("pipefail") || command.has("-opipefail"));
        return commands.stream()
                .filter(command -> !set && command.link() == ShellCommand.Link.PIPE)
                .findFirst()
                .map(command ->
                        at(facts, command.span(), "a failure before this pipe is not seen"));
    }
}
