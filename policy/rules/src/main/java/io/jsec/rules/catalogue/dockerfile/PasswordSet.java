package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** An account gets a password in the build. */
final class PasswordSet extends CommandRule {
    PasswordSet() {
        super(
                card(26, Severity.HIGH)
                        .title("An account gets a password in the build")
                        .sees("Pipes into chpasswd or passwd, and usermod or useradd with -p.")
                        .why(
                                "The password is the same in every container, and stands in the "
                                        + "history.")
                        .fix("Use accounts without a password; containers need no login.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return switch (command.program()) {
            case "chpasswd" -> Optional.of("chpasswd sets a password");
            case "passwd" ->
                    command.link() == ShellCommand.Link.PIPE
                                    || command.has("-d")
                                    || command.has("--stdin")
                            ? Optional.of("passwd sets a password")
                            : Optional.empty();
            case "useradd", "usermod", "adduser" ->
                    command.has("-p") || command.has("--password")
                            ? Optional.of(command.program() + " sets a password")
                            : Optional.empty();
            default -> Optional.empty();
        };
    }
}
