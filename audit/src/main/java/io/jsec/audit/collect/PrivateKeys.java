package io.jsec.audit.collect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a private key belongs to a public one, in every form that OpenSSL writes. */
final class PrivateKeys {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN (RSA |EC |DSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,65536})---"
                            + "--END");
    private static final Pattern PROTECTED =
            Pattern.compile("-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED");
    private static final byte[] CHALLENGE = "jsec".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PrivateKeys() {}

    /** Whether a text holds a private key, in the clear or not. */
    static boolean isKey(String text) {
        return KEY.matcher(text).find() || isProtected(text);
    }

    /** Whether a passphrase protects the key. */
    static boolean isProtected(String text) {
        return PROTECTED.matcher(text).find();
    }

    /** Whether a text holds the private key of a public one, in the clear. */
    static boolean fits(String text, PublicKey publicKey) {
        Matcher found = KEY.matcher(text);
        return found.find()
                && key(found.group(2), found.group(1) == null, publicKey)
                        .filter(key -> signs(key, publicKey))
                        .isPresent();
    }

    /**
     * A key of the algorithm of a public one. The forms before PKCS#8 (RFC 8017 A.1.2, RFC 5915) do
     * not say their algorithm: it is taken from the public key.
     */
    private static Optional<PrivateKey> key(String base64, boolean pkcs8, PublicKey publicKey) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            byte[] whole =
                    pkcs8
                            ? bytes
                            : der(
                                    SEQUENCE,
                                    VERSION,
                                    algorithm(publicKey.getEncoded()),
                                    der(OCTETS, bytes));
            return Optional.of(
                    KeyFactory.getInstance(publicKey.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(whole)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A key of another kind does not belong to it.
            return Optional.empty();
        }
    }

    private static boolean signs(PrivateKey key, PublicKey publicKey) {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA", "DSA" -> "SHA256with" + publicKey.getAlgorithm();
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(CHALLENGE);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(CHALLENGE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The first element of a SubjectPublicKeyInfo. */
    private static byte[] algorithm(byte[] info) {
        int start = content(info, 0);
        int first = content(info, start);
        return Arrays.copyOfRange(info, start, first + length(info, start));
    }

    private static int content(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        if (length < 0x80) {
            return length;
        }
        int value = 0;
        for (int i = 0; i < (length & 0x7f); i++) {
            value = (value << 8) | (der[at + 2 + i] & 0xff);
        }
        return value;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x83);
            out.write(length >> 16);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
