package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.Passphrase;
import io.jsec.ca.Secrets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the root's key is, if it does not lie with the rest. */
final class RootOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Where the key of an offline root is.")
    @Nullable String root;

    @Option(
            names = "--root-passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line unlocks the root's key.")
    @Nullable String passphraseFile;

    /** What unlocks all keys. */
    Secrets secrets(KeyOptions keys, CaEnvironment environment) {
        if (root == null && passphraseFile != null) {
            throw LineException.usage(
                    "--root-passphrase-file", "it belongs to --root", "--passphrase-file");
        }
        Optional<Path> directory = Optional.ofNullable(root).map(environment::path);
        return new Secrets(
                keys.passphrase(environment),
                directory,
                directory.flatMap(typed -> passphrase(typed, environment)));
    }

    private Optional<Passphrase> passphrase(Path directory, CaEnvironment environment) {
        if (passphraseFile != null) {
            return Optional.of(
                    Passphrases.read("--root-passphrase-file", passphraseFile, environment));
        }
        return Authority.isRootLocked(directory)
                ? Passphrases.ask("Passphrase of the root's key in " + directory, environment)
                : Optional.empty();
    }
}
