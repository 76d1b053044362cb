package io.jsec.audit.saved;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest of a blob, as the OCI image specification writes it.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex its digits in lower case
 */
record Digest(String algorithm, String hex) {
    private static final Pattern FORM =
            Pattern.compile("(sha256):([0-9a-f]{64})|(sha512):([0-9a-f]{128})");
    private static final int SHORT_DIGITS = 12;

    static Optional<Digest> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int group = form.group(1) == null ? 3 : 1;
        return Optional.of(new Digest(form.group(group), form.group(group + 1)));
    }

    /** What starts anew. */
    MessageDigest start() {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha256") ? "SHA-256" : "SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-2", e);
        }
    }

    /** Whether bytes that were taken in have this digest. */
    boolean isOf(MessageDigest taken) {
        return HexFormat.of().formatHex(taken.digest()).equals(hex);
    }

    /** Where a layout has the blob. */
    String path() {
        return "blobs/" + algorithm + "/" + hex;
    }

    /** For people. */
    String shown() {
        return algorithm + ":" + hex.substring(0, SHORT_DIGITS);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
