package io.jsec.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a blob, {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     digests</a>
 */
public record ImageDigest(String hex) {
    private static final String ALGORITHM = "sha256:";
    private static final int HEX_DIGITS = 64;
    private static final int SHORT_DIGITS = 12;

    /** Takes exactly 64 lower-case hexadecimal digits. */
    public ImageDigest {
        if (hex.length() != HEX_DIGITS || !hex.chars().allMatch(ImageDigest::isDigit)) {
            throw new IllegalArgumentException("not 64 lower-case hexadecimal digits: " + hex);
        }
    }

    /** The digest of these bytes. */
    public static ImageDigest of(byte[] bytes) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ImageDigest(HexFormat.of().formatHex(sum));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Reads {@code sha256:…}; no other algorithm is accepted. */
    public static ImageDigest parse(String text) {
        if (!text.startsWith(ALGORITHM)) {
            throw new IllegalArgumentException("not a sha256 digest: " + text);
        }
        return new ImageDigest(text.substring(ALGORITHM.length()));
    }

    /** The first 12 digits: the name of the image's folder in the store. */
    public String shortHex() {
        return hex.substring(0, SHORT_DIGITS);
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return ALGORITHM + hex;
    }
}
