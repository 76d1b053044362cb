package io.jsec.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A finding's identity over time: the rule, the target, and what its evidence says. Lines and
 * columns do not count, so that a finding stays itself when lines are inserted above it; a second
 * finding of the same text in the same target gets another one.
 */
public final class Fingerprint {
    private static final int HEX_DIGITS = 32;

    private Fingerprint() {}

    /**
     * The identity of one failure.
     *
     * @param ordinal how many failures of the same text stand before it in this target
     */
    public static String of(String rule, Target target, String message, int ordinal) {
        List<String> parts = new ArrayList<>(List.of(rule, target.toString(), message));
        if (ordinal > 0) {
            parts.add(Integer.toString(ordinal));
        }
        byte[] bytes = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256(bytes)).substring(0, HEX_DIGITS);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
