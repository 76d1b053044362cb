package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A signing key is fetched by a short id. */
final class ShortKeyId extends CommandRule {
    private static final Set<String> RECEIVE = Set.of("--recv", "--recv-key", "--recv-keys");
    private static final Pattern SHORT = Pattern.compile("(0x)?([0-9A-Fa-f]{8}|[0-9A-Fa-f]{16})");

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
        boolean receives = words.stream().anyMatch(word -> RECEIVE.contains(word.value()));
        boolean small = words.stream().anyMatch(word -> SHORT.matcher(word.value()).matches());
        return receives && small ? Optional.of("an id that short can be forged") : Optional.empty();
    }
}
