package io.jsec.cli.ca;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with nothing secret in it, or standard output in its place. */
final class PublicFile {
    private PublicFile() {}

    /**
     * Writes it; readers see the old file or the new one.
     *
     * @param out the value of {@code --out}: a file, or {@code -}
     * @param mark what a file must hold already to be written over: it is an older one of the same
     */
    static void write(CaEnvironment environment, String out, String text, String mark) {
        if (out.equals("-")) {
            environment.out().print(text);
            environment.out().flush();
            return;
        }
        Path file = environment.path(out);
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            || !begins(file, mark))) {
                throw LineException.denied(
                        "writing " + file,
                        "it is there already, and is no older file of the same kind",
                        "--out with another file");
            }
            Path part = Files.createTempFile(folder(file), ".jsec-", ".part");
            try {
                Files.writeString(part, text, StandardCharsets.US_ASCII);
                open(part);
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw LineException.failed(
                    "writing " + file,
                    e,
                    "--out with a place this user can write to, or --out - > FILE");
        }
    }

    private static boolean begins(Path file, String mark) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(mark.length());
            return new String(bytes, StandardCharsets.ISO_8859_1).equals(mark);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    /** Everybody may read it: temporary files begin as their owner's only. */
    private static void open(Path part) throws IOException {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
