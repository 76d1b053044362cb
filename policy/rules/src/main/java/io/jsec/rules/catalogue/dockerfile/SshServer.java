package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.Set;

/** An SSH server is installed. */
final class SshServer extends CommandRule {
    private static final Set<String> SERVERS =
            Set.of("openssh-server", "openssh", "dropbear", "ssh", "tinysshd");

    SshServer() {
        super(
                card(53, Severity.MEDIUM)
                        .title("An SSH server is installed")
                        .sees("Packages openssh-server, dropbear and the like in installs.")
                        .why(
                                "A shell over the network needs keys, accounts and updates that "
                                        + "nobody keeps in an image.")
                        .fix("Use docker exec.")
                        .maps(Framework.CIS_1_6, "5.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.installs()
                                && install.packages().stream()
                                        .anyMatch(word ->
                                                SERVERS.contains(
                                                        word.value().split("[=:~]", -1)[0])))
                .map(install -> "an SSH server is installed");
    }
}
