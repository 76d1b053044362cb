package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** apt-key trusts a key for every repository. */
final class AptKey extends CommandRule {
    AptKey() {
        super(
                card(68, Severity.INFO)
                        .title("apt-key trusts a key for every repository")
                        .sees("Calls of apt-key add and adv.")
                        .why(
                                "The key then signs for all repositories, and apt-key is gone from "
                                        + "newer releases.")
                        .fix("Put the key below /etc/apt/keyrings and name it with signed-by.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        boolean adds =
                command.program().equals("apt-key") && (command.has("add") || command.has("adv"));
        return adds ? Optional.of("the key is trusted for all repositories") : Optional.empty();
    }
}
