package io.jsec.cli.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names of workspaces: the last word of the path, and a digest that keeps paths apart. */
final class WorkspaceNames {
    private static final int WORD_CHARACTERS_MAX = 40;
    private static final int DIGEST_BYTES = 6;

    private WorkspaceNames() {}

    /** The name below /run/jsec/workspaces of a directory's real path. */
    static String of(String directory) {
        String word =
                directory
                        .substring(directory.lastIndexOf('/') + 1)
                        .replaceAll("[^A-Za-z0-9_-]", "-");
        String shortened =
                word.length() > WORD_CHARACTERS_MAX ? word.substring(0, WORD_CHARACTERS_MAX) : word;
        byte[] digest = digest().digest(directory.getBytes(StandardCharsets.UTF_8));
        return shortened + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
