package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Packages of apt have no version. */
final class AptUnpinned extends CommandRule {
    AptUnpinned() {
        super(
                card(40, Severity.INFO)
                        .title("Packages of apt have no version")
                        .sees("Packages of apt-get install without =version.")
                        .why("Two builds differ; whether that matters is for you to say.")
                        .fix("Pin the version, or the snapshot of the archive.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.APT)
                                && install.verb().equals("install")
                                && install.packages().stream()
                                        .anyMatch(word ->
                                                word.literal()
                                                        && word.value()
                                                                .matches("[a-z0-9][a-z0-9+.:-]*")))
                .map(install -> "packages without a version");
    }
}
