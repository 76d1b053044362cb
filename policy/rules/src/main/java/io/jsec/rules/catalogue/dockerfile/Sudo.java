package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** sudo runs in the build. */
final class Sudo extends CommandRule {
    Sudo() {
        super(
                card(16, Severity.LOW)
                        .title("sudo runs in the build")
                        .sees("Commands of RUN that begin with sudo.")
                        .why(
                                "The build is root already, or meant not to be; sudo has no "
                                        + "terminal, and hides which user runs what.")
                        .fix("Switch with USER, or call the command without sudo.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return where.written().program().equals("sudo")
                ? Optional.of("sudo in a build")
                : Optional.empty();
    }
}
