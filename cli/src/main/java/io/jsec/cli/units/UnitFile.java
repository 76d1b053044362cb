package io.jsec.cli.units;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A unit of ours. Its first lines say so, with a checksum of the rest: what somebody changed is his
 * from then on.
 *
 * @param path of it
 * @param maker the command that writes it, and the one that removes it
 * @param content without those lines
 */
record UnitFile(Path path, String maker, String content) {
    private static final String FIRST = "# Written by jsec ";
    private static final String LAST = ", unless it was changed.\n";
    private static final String SECOND = "# SHA-256 of the rest: ";

    /** What stands at a path. */
    enum State {
        /** Nothing. */
        ABSENT,
        /** A file of ours, as we wrote it. */
        OURS,
        /** One that somebody changed. */
        CHANGED,
        /** Something else. */
        FOREIGN
    }

    /** All of it. */
    String text() {
        return "# Written by " + maker + LAST + SECOND + checksum(content) + "\n" + content;
    }

    /** What stands at a path. */
    static State state(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return State.ABSENT;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return State.FOREIGN;
        }
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        if (!text.startsWith(FIRST)) {
            return State.FOREIGN;
        }
        String rest = text.substring(text.indexOf('\n') + 1);
        int end = rest.indexOf('\n') + 1;
        boolean ours = rest.startsWith(SECOND + checksum(rest.substring(end)) + "\n");
        return ours ? State.OURS : State.CHANGED;
    }

    /** Puts it there whole; whoever looks sees the file before or this one. */
    void write() throws IOException {
        Path folder = path.resolveSibling("");
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, ".jsec", ".new");
        try {
            Files.write(beside, text().getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(
                    beside, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(
                    beside,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** SHA-256, in hexadecimal. */
    static String checksum(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
