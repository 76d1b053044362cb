package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.Set;

/** The whole distribution is upgraded. */
final class DistUpgrade extends CommandRule {
    private static final Set<String> DIST =
            Set.of("dist-upgrade", "full-upgrade", "dup", "distro-sync");

    DistUpgrade() {
        super(
                card(39, Severity.LOW)
                        .title("The whole distribution is upgraded")
                        .sees("apt-get dist-upgrade and full-upgrade, and zypper dist-upgrade.")
                        .why(
                                "The image is no longer the release its base names, and builds "
                                        + "differ from day to day.")
                        .fix("Use a newer base image."));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install -> DIST.contains(install.verb()))
                .map(install -> install.verb() + " leaves the release of the base image");
    }
}
