package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.Passphrase;
import io.jsec.ca.Secrets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which authority, and what unlocks its keys. */
final class KeyOptions {
    @Mixin PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = {
                "A file whose first line unlocks the keys; - for standard input. Without it",
                "the terminal is asked where keys are locked."
            })
    @Nullable String passphraseFile;

    /** The authority for signing: a passphrase is asked for where one is needed. */
    Authority unlock(CaEnvironment environment) {
        return place.open(
                environment,
                new Secrets(passphrase(environment), Optional.empty(), Optional.empty()));
    }

    /** The passphrase of the intermediates' keys, where they have one. */
    Optional<Passphrase> passphrase(CaEnvironment environment) {
        if (passphraseFile != null) {
            return Optional.of(Passphrases.read("--passphrase-file", passphraseFile, environment));
        }
        Path directory = place.directory(environment);
        return Authority.isLocked(directory)
                ? Passphrases.ask("Passphrase of the keys in " + directory, environment)
                : Optional.empty();
    }
}
