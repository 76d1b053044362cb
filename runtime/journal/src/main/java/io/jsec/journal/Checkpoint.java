package io.jsec.journal;

import java.util.Optional;

/**
 * A signed line.
 *
 * @param next the public half of the key that the next one is signed with
 * @param signature 128 hexadecimal digits
 * @param signed the part of the line that is signed, behind the hash before it
 */
record Checkpoint(String next, String signature, String signed) {
    static final String KIND = "checkpoint";
    private static final String OPENS = ",\"sig\":\"";

    static Optional<Checkpoint> of(Line line) {
        String body = line.body();
        int at = body.lastIndexOf(OPENS);
        String next = line.text("next").orElse("");
        return at > 0 && Head.isHash(next)
                ? Optional.of(
                        new Checkpoint(next, line.text("sig").orElse(""), body.substring(0, at)))
                : Optional.empty();
    }

    /** Whether the key with this public half signed it, behind this hash. */
    boolean isSignedBy(String key, String before) {
        return CheckpointKey.verifies(key, before + signed, signature);
    }
}
