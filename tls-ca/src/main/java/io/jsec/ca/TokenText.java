package io.jsec.ca;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the holder of an enrolment token is given: by it he knows the authority, and by it the
 * authority knows that he may have a certificate. The form is in the package's description.
 *
 * @param id by which people name it; not secret
 * @param fingerprint the SHA-256 of the root under which the server must be, in hexadecimal
 * @param secret shown to nobody but that server
 */
public record TokenText(String id, String fingerprint, Secret secret) {
    /** How many characters a token has. */
    static final int CHARS = 103;

    private static final String FORM = "jsec1";
    private static final int ID_BYTES = 5;
    private static final int FINGERPRINT_BYTES = 32;
    private static final int SECRET_BYTES = 20;
    private static final int CHECKSUM_BYTES = 4;
    private static final int BYTES = ID_BYTES + FINGERPRINT_BYTES + SECRET_BYTES;

    /** Longer than anything that could be one, so that nothing long is looked at. */
    private static final int TYPED_CHARS_MAX = 1_024;

    /** 160 random bits; never printed. */
    static final class Secret {
        private final byte[] bytes;

        Secret(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secret secret && Arrays.equals(bytes, secret.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "(a secret)";
        }
    }

    /** A new one for the clients of an authority. */
    static TokenText random(X509Certificate root, SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new TokenText(Base32.text(id), fingerprint(root), new Secret(secret));
    }

    /** How a root is known in tokens. */
    static String fingerprint(X509Certificate root) {
        return AltName.hex(Entry.sha256(Pem.der(root)));
    }

    /** Whether this root is the one that the server must be under. */
    public boolean pins(X509Certificate root) {
        return fingerprint.equals(fingerprint(root));
    }

    /** What an authority remembers of the secret, in hexadecimal. */
    String hash() {
        byte[] label = ("jsec enrolment token " + id + " ").getBytes(StandardCharsets.US_ASCII);
        return AltName.hex(
                Entry.sha256(
                        ByteBuffer.allocate(label.length + SECRET_BYTES)
                                .put(label)
                                .put(secret.bytes())
                                .array()));
    }

    /** The text its holder is given. */
    public String text() {
        byte[] bytes =
                ByteBuffer.allocate(BYTES)
                        .put(Base32.bytes(id).orElseThrow())
                        .put(java.util.HexFormat.of().parseHex(fingerprint))
                        .put(secret.bytes())
                        .array();
        return FORM
                + Base32.text(
                        ByteBuffer.allocate(BYTES + CHECKSUM_BYTES)
                                .put(bytes)
                                .put(checksum(bytes))
                                .array());
    }

    private static byte[] checksum(byte[] bytes) {
        byte[] form = FORM.getBytes(StandardCharsets.US_ASCII);
        byte[] all = ByteBuffer.allocate(form.length + bytes.length).put(form).put(bytes).array();
        return Arrays.copyOf(Entry.sha256(all), CHECKSUM_BYTES);
    }

    /**
     * A token as it was typed or pasted: in any case, with blanks and line ends where a terminal
     * put them. The refusal never repeats it.
     *
     * @throws CaException where it is none, or not the one that was given
     */
    public static TokenText parse(String typed) {
        if (typed.length() > TYPED_CHARS_MAX) {
            throw refused("it is longer than any token");
        }
        String text = typed.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (!text.startsWith(FORM)) {
            throw refused(
                    text.matches("jsec[0-9].*")
                            ? "it is of another version of jsec"
                            : "it does not begin with " + FORM);
        }
        if (text.length() != CHARS) {
            throw refused(
                    "it has "
                            + text.length()
                            + " characters and should have "
                            + CHARS
                            + ": a part is missing, or something follows it");
        }
        byte[] all =
                Base32.bytes(text.substring(FORM.length()))
                        .orElseThrow(() -> refused("it has a character that tokens do not have"));
        byte[] bytes = Arrays.copyOf(all, BYTES);
        if (!Arrays.equals(checksum(bytes), Arrays.copyOfRange(all, BYTES, all.length))) {
            throw refused("a character of it is wrong: its checksum does not fit");
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        return new TokenText(
                Base32.text(next(parts, ID_BYTES)),
                AltName.hex(next(parts, FINGERPRINT_BYTES)),
                new Secret(next(parts, SECRET_BYTES)));
    }

    private static byte[] next(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    private static CaException refused(String why) {
        return CaException.refused(
                "the token", why, "the token once more, as jsec ca token printed it");
    }
}
