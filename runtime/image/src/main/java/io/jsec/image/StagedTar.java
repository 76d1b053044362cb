package io.jsec.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of the store's work folder whose digest is taken while it is written. */
final class StagedTar {
    private static final int BUFFER_BYTES = 64 * 1024;

    private StagedTar() {}

    /** Writes what is to be in it. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    static ArchiveIntake.File write(Path file, Content content) throws IOException {
        MessageDigest sha256 = sha256();
        try (OutputStream out =
                new BufferedOutputStream(
                        new DigestOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), sha256),
                        BUFFER_BYTES)) {
            content.write(out);
        }
        ImageDigest digest = new ImageDigest(HexFormat.of().formatHex(sha256.digest()));
        return new ArchiveIntake.File(file, digest, Files.size(file));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
