package io.jsec.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that binds each line to all before it. See the package for the form. */
final class Chain {
    /** Characters of a hash. */
    static final int HASH_CHARS = 64;

    private static final String OPENS = ",\"hash\":\"";
    private static final String CLOSES = "\"}";
    private static final int TAIL_CHARS = OPENS.length() + HASH_CHARS + CLOSES.length();

    private Chain() {}

    /** The hash of a line: over the hash before it, then all of it that stands before its own. */
    static String hash(String before, String body) {
        MessageDigest digest = sha256();
        digest.update(before.getBytes(StandardCharsets.ISO_8859_1));
        digest.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The whole line, without its line feed. */
    static String line(String body, String hash) {
        return body + OPENS + hash + CLOSES;
    }

    /** Where the part of a line ends that its hash is over, or -1 where it has no hash. */
    static int bodyEnd(String line) {
        int end = line.length() - TAIL_CHARS;
        boolean tail =
                end > 0
                        && line.startsWith(OPENS, end)
                        && line.endsWith(CLOSES)
                        && Head.isHash(statedHash(line, end));
        return tail ? end : -1;
    }

    /** The hash that a line states, by what {@link #bodyEnd} gave. */
    static String statedHash(String line, int bodyEnd) {
        int from = bodyEnd + OPENS.length();
        return line.substring(from, from + HASH_CHARS);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
