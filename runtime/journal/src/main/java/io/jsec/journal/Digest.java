package io.jsec.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of something that is not written down itself.
 *
 * @param text {@code sha256:} and 64 hexadecimal digits
 */
public record Digest(String text) {
    private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Refuses a text that is not a digest. */
    public Digest {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a digest: " + text);
        }
    }

    /** The digest of bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest("sha256:" + HexFormat.of().formatHex(Chain.sha256().digest(bytes)));
    }

    static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text;
    }
}
