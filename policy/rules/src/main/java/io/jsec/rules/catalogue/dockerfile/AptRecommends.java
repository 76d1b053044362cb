package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** apt-get installs what is only recommended. */
final class AptRecommends extends CommandRule {
    AptRecommends() {
        super(
                card(36, Severity.INFO)
                        .title("apt-get installs what is only recommended")
                        .sees("apt-get install without --no-install-recommends.")
                        .why(
                                "The image grows by packages nobody asked for, each with its own "
                                        + "holes.")
                        .fix("Give --no-install-recommends.")
                        .strict()
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.APT)
                                && install.verb().equals("install")
                                && install.options().stream()
                                        .noneMatch(option ->
                                                option.value().contains("no-install-recommends")
                                                        || option.value()
                                                                .contains("Install-Recommends")))
                .map(install -> "recommended packages are installed too");
    }
}
