package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Packages of npm have no version. */
final class NpmUnpinned extends CommandRule {
    NpmUnpinned() {
        super(
                card(51, Severity.INFO)
                        .title("Packages of npm have no version")
                        .sees("npm install with packages that name no version.")
                        .why("Two builds differ.")
                        .fix("Pin versions, or use npm ci with a lock file.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        (install.is(Install.Manager.NPM) || install.is(Install.Manager.YARN))
                                && install.installs()
                                && install.packages().stream()
                                        .anyMatch(word ->
                                                word.literal()
                                                        && word.value()
                                                                .matches(
                                                                        "(@[a-z0-9._-]+/)?[a-"
                                                                                + "z0-9._-]+")
                                                        && !word.value().startsWith(".")))
                .map(install -> "packages without a version");
    }
}
