package io.jsec.journal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 key that signs one checkpoint and is then erased.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>
 */
final class CheckpointKey {
    /** Bytes of a seed, and of a public key. */
    static final int BYTES = 32;

    private static final NamedParameterSpec CURVE = NamedParameterSpec.ED25519;
    private static final String ALGORITHM = "Ed25519";

    private final long index;
    private final byte[] seed;
    private final byte[] publicBytes;

    /**
     * A key that was kept.
     *
     * @param index 1 for the first
     */
    CheckpointKey(long index, byte[] seed, byte[] publicBytes) {
        this.index = index;
        this.seed = seed.clone();
        this.publicBytes = publicBytes.clone();
    }

    /** A new key. */
    static CheckpointKey make(long index, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(CURVE, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] open = encode(((EdECPublicKey) pair.getPublic()).getPoint());
            CheckpointKey key = new CheckpointKey(index, seed, open);
            Arrays.fill(seed, (byte) 0);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    long index() {
        return index;
    }

    byte[] seed() {
        return seed.clone();
    }

    byte[] publicBytes() {
        return publicBytes.clone();
    }

    /** The public half: 64 hexadecimal digits. */
    String publicText() {
        return HexFormat.of().formatHex(publicBytes);
    }

    /** The signature of a text: 128 hexadecimal digits. */
    String sign(String message) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new EdECPrivateKeySpec(CURVE, seed));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of our own", e);
        }
    }

    /** Whether a signature is one of a text, by the key with this public half. */
    static boolean verifies(String publicText, String message, String signatureText) {
        try {
            byte[] open = HexFormat.of().parseHex(publicText);
            byte[] bytes = HexFormat.of().parseHex(signatureText);
            if (open.length != BYTES) {
                return false;
            }
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new EdECPublicKeySpec(CURVE, decode(open))));
            signature.update(message.getBytes(StandardCharsets.ISO_8859_1));
            return signature.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A key or signature that is none signs nothing.
            return false;
        }
    }

    /** Forgets the seed. */
    void erase() {
        Arrays.fill(seed, (byte) 0);
    }

    /** RFC 8032, 5.1.2: y in little endian, the lowest bit of x on top. */
    private static byte[] encode(EdECPoint point) {
        byte[] big = point.getY().toByteArray();
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Math.min(big.length, BYTES); i++) {
            bytes[i] = big[big.length - 1 - i];
        }
        if (point.isXOdd()) {
            bytes[BYTES - 1] |= (byte) 0x80;
        }
        return bytes;
    }

    private static EdECPoint decode(byte[] bytes) {
        byte[] big = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            big[i] = bytes[BYTES - 1 - i];
        }
        boolean odd = (big[0] & 0x80) != 0;
        big[0] &= 0x7f;
        return new EdECPoint(odd, new BigInteger(1, big));
    }
}
