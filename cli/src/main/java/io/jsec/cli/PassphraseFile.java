package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.ca.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file whose first line unlocks the keys of the CA, for an engine that nobody can be asked by.
 */
final class PassphraseFile {
    private static final int BYTES_MAX = 1_024;

    private PassphraseFile() {}

    /**
     * Reads it.
     *
     * @throws CliException where it cannot be read, is open to others, or empty
     */
    static Passphrase read(Path file) {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (!mode.endsWith("------")) {
                throw refused(
                        file,
                        "it is open to others than its owner (" + mode + ")",
                        "chmod 600 " + file);
            }
            if (Files.size(file) > BYTES_MAX) {
                throw refused(file, "it has more than " + BYTES_MAX + " bytes", "one line");
            }
            String line =
                    Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw refused(file, "its first line is empty", "the passphrase of the CA's keys");
            }
            return new Passphrase(line.toCharArray());
        } catch (IOException e) {
            throw refused(
                    file,
                    "it cannot be read (" + IoReason.of(e) + ")",
                    "a file the engine can read");
        }
    }

    private static CliException refused(Path file, String why, String instead) {
        return CliException.refused(Code.TLS, "jsec.tls-passphrase-file " + file, why, instead)
                .withExit(ExitCode.USAGE);
    }
}
