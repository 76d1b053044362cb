package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** A setuid or setgid bit is set. */
final class SetuidBit extends CommandRule {
    SetuidBit() {
        super(
                card(20, Severity.MEDIUM)
                        .title("A setuid or setgid bit is set")
                        .sees("Modes of chmod with one of these bits, and install -m.")
                        .why(
                                "A program that always runs as root is a way back to root for "
                                        + "every account.")
                        .fix("Give the file capabilities it needs, or run it as its user.")
                        .maps(Framework.CIS_1_6, "4.8")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2")
                        .maps(Framework.NSA_CISA, "privilege escalation"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        List<Word> operands = command.operands();
        boolean set =
                command.program().equals("chmod")
                        && !operands.isEmpty()
                        && Modes.setsId(operands.getFirst().value());
        return set
                ? Optional.of("mode " + operands.getFirst().value() + " changes who runs it")
                : Optional.empty();
    }
}
