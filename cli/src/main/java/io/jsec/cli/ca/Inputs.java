package io.jsec.cli.ca;

import io.jsec.ca.SigningRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PublicKey;

/** Files that a verb reads, or standard input in their place. */
final class Inputs {
    private Inputs() {}

    /** The key of a signing request. */
    static PublicKey signingKey(String file, CaEnvironment environment) {
        String what = file.equals("-") ? "standard input" : file;
        return SigningRequest.key(text(file, "--csr", SigningRequest.BYTES_MAX, environment), what);
    }

    /**
     * The text of a file; {@code -} is standard input.
     *
     * @param option what named it, for messages
     */
    static String text(String file, String option, int bytesMax, CaEnvironment environment) {
        String what = option.isEmpty() ? file : option + " " + file;
        byte[] bytes;
        try (InputStream in =
                file.equals("-")
                        ? environment.in()
                        : Files.newInputStream(environment.path(file))) {
            bytes = in.readNBytes(bytesMax + 1);
        } catch (IOException e) {
            throw LineException.failed(
                    "reading " + what, e, "a file this user can read, or - < FILE");
        }
        if (bytes.length > bytesMax) {
            throw LineException.usage(
                    what, "it is longer than " + bytesMax + " bytes", "another file");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
