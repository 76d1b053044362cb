package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** Packages of pip have no version. */
final class PipUnpinned extends CommandRule {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*([\\[][^]]*[\\]])?");

    PipUnpinned() {
        super(
                card(48, Severity.INFO)
                        .title("Packages of pip have no version")
                        .sees(
                                "Packages of pip install without ==; files of requirements are "
                                        + "left to their own.")
                        .why("Two builds differ.")
                        .fix("Pin versions, or install from a locked file.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.PIP)
                                && install.verb().equals("install")
                                && !install.has(
                                        "-r",
                                        "--requirement",
                                        "-c",
                                        "--constraint",
                                        "-e",
                                        "--require-hashes")
                                && install.packages().stream().anyMatch(PipUnpinned::floats))
                .map(install -> "packages without a version");
    }

    private static boolean floats(Word word) {
        return word.literal()
                && NAME.matcher(word.value()).matches()
                && !word.value().endsWith(".whl");
    }
}
