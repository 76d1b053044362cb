package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** Files become writable for everybody. */
final class WorldWritable extends CommandRule {
    WorldWritable() {
        super(
                card(19, Severity.MEDIUM)
                        .title("Files become writable for everybody")
                        .sees(
                                "Modes of chmod that give others the right to write, but for "
                                        + "folders with the sticky bit.")
                        .why(
                                "Any account in the container can change code or configuration "
                                        + "that others run.")
                        .fix("Give the right to an owner or a group.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        if (!command.program().equals("chmod")) {
            return Optional.empty();
        }
        List<Word> operands = command.operands();
        return operands.isEmpty() || !Modes.writableByAll(operands.getFirst().value())
                ? Optional.empty()
                : Optional.of("mode " + operands.getFirst().value() + " lets everybody write");
    }
}
