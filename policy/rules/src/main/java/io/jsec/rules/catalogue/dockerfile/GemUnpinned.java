package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Packages of gem have no version. */
final class GemUnpinned extends CommandRule {
    GemUnpinned() {
        super(
                card(50, Severity.INFO)
                        .title("Packages of gem have no version")
                        .sees("gem install without -v or a version behind a colon.")
                        .why("Two builds differ.")
                        .fix("Pin the version.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.GEM)
                                && install.verb().equals("install")
                                && !install.has("-v", "--version")
                                && install.packages().stream()
                                        .anyMatch(word ->
                                                word.literal()
                                                        && word.value().matches("[A-Za-z0-9_-]+")))
                .map(install -> "gems without a version");
    }
}
