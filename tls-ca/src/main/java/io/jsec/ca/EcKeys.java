package io.jsec.ca;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Keys on the curves, and what is done with them. */
public final class EcKeys {
    private EcKeys() {}

    /** A new pair. */
    public static KeyPair generate(Curve curve, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.jcaName()), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC is part of every JDK", e);
        }
    }

    /** The public key of its DER form, or nothing for bytes that are none. */
    static Optional<PublicKey> decode(byte[] der) {
        try {
            return Optional.of(
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC is part of every JDK", e);
        }
    }

    /** A signature in DER. */
    static byte[] sign(PrivateKey key, Curve curve, byte[] bytes, SecureRandom random) {
        try {
            Signature signature = Signature.getInstance(curve.signatureName());
            signature.initSign(key, random);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key on a curve of ours", e);
        }
    }

    /** Whether a signature is the key's over these bytes. */
    static boolean verifies(PublicKey key, Curve curve, byte[] bytes, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(curve.signatureName());
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            // Bytes that are no signature at all, or a point that is not on the curve.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDSA is part of every JDK", e);
        }
    }

    /** Whether two halves belong together, by signing and verifying. */
    public static boolean match(PrivateKey key, PublicKey other, SecureRandom random) {
        Optional<Curve> curve = Curve.of(other);
        if (curve.isEmpty()) {
            return false;
        }
        byte[] bytes = other.getEncoded();
        try {
            return verifies(other, curve.get(), bytes, sign(key, curve.get(), bytes, random));
        } catch (IllegalStateException e) {
            // A key on another curve cannot sign with this one's algorithm.
            return false;
        }
    }
}
