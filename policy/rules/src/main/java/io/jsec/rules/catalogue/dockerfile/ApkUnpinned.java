package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Packages of apk have no version. */
final class ApkUnpinned extends CommandRule {
    ApkUnpinned() {
        super(
                card(42, Severity.INFO)
                        .title("Packages of apk have no version")
                        .sees("Packages of apk add without = or ~.")
                        .why("Two builds differ; whether that matters is for you to say.")
                        .fix("Pin the version.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.APK)
                                && install.verb().equals("add")
                                && install.packages().stream()
                                        .anyMatch(word ->
                                                word.literal()
                                                        && !word.value().startsWith(".")
                                                        && word.value()
                                                                .matches("[a-z0-9][a-z0-9+._-]*")))
                .map(install -> "packages without a version");
    }
}
