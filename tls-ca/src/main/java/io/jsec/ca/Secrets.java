package io.jsec.ca;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What unlocks the authority's keys.
 *
 * @param passphrase of the intermediates' keys, and of the root's where that is with them
 * @param rootDirectory where the root's key is, if elsewhere
 * @param rootPassphrase of the root's key elsewhere
 */
public record Secrets(
        Optional<Passphrase> passphrase,
        Optional<Path> rootDirectory,
        Optional<Passphrase> rootPassphrase) {
    /** Keys in the authority's own directory, not locked. */
    public static final Secrets NONE =
            new Secrets(Optional.empty(), Optional.empty(), Optional.empty());
}
