package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** pip trusts a host it cannot check. */
final class PipIndex extends CommandRule {
    PipIndex() {
        super(
                card(49, Severity.MEDIUM)
                        .title("pip trusts a host it cannot check")
                        .sees("pip with --trusted-host, or an index over plain HTTP.")
                        .why("Whoever is on the way chooses what is installed.")
                        .fix("Use an index over HTTPS with a certificate that can be checked.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        boolean pip =
                Install.of(command).filter(install -> install.is(Install.Manager.PIP)).isPresent();
        for (Word word : command.arguments()) {
            String text = word.value();
            boolean trusted = text.equals("--trusted-host") || text.startsWith("--trusted-host=");
            if (pip && trusted) {
                return Optional.of("pip does not check the certificate of a host");
            }
        }
        return Optional.empty();
    }
}
