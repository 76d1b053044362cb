package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** A signing key is fetched by a short id. */
final class ShortKeyId extends CommandRule {
    ShortKeyId() {
        super(
                card(69, Severity.LOW)
                        .title("A signing key is fetched by a short id")
                        .sees(
                                "gpg and apt-key with --recv-keys and an id of eight or sixteen "
                                        + "digits.")
                        .why("Keys with equal short ids are easily made.")
                        .fix("Give the whole fingerprint of forty digits.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {

        List<Word> words = command.arguments();
        boolean receives = words.stream().anyMatch(word -> word.value().matches("--recv(-keys?)?"));
        boolean small =
                words.stream()
                        .anyMatch(word ->
                                word.value().matches("(0x)?([0-9A-Fa-f]{8}|[0-9A-Fa-f]{16})"));
        return receives && small ? Optional.of("an id that short can be forged") : Optional.empty();
    }
}
