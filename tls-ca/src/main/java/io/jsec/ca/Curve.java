package io.jsec.ca;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The elliptic curves of the certificates, each with the one signature algorithm used with it.
 *
 * <p>Ed25519 is left out on purpose: BoringSSL in Netty's native engine accepts it nowhere in a
 * chain.
 */
public enum Curve {
    /** NIST P-256 with SHA-256. */
    P256("P-256", "secp256r1", 256, "SHA256withECDSA"),
    /** NIST P-384 with SHA-384. */
    P384("P-384", "secp384r1", 384, "SHA384withECDSA");

    private final String word;
    private final String jcaName;
    private final int bits;
    private final String signatureName;

    Curve(String word, String jcaName, int bits, String signatureName) {
        this.word = word;
        this.jcaName = jcaName;
        this.bits = bits;
        this.signatureName = signatureName;
    }

    /** The curve a word names, {@code P-256} or {@code P-384}. */
    public static Optional<Curve> of(String word) {
        for (Curve curve : values()) {
            if (curve.word.equals(word)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** The curve of a public key, or nothing for any other kind of key. */
    public static Optional<Curve> of(PublicKey key) {
        if (key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField() instanceof ECFieldFp) {
            int size = ec.getParams().getOrder().bitLength();
            for (Curve curve : values()) {
                if (curve.bits == size) {
                    return Optional.of(curve);
                }
            }
        }
        return Optional.empty();
    }

    /** The curve of a named-curve parameter, or nothing. */
    static Optional<Curve> of(ASN1ObjectIdentifier oid) {
        for (Curve curve : values()) {
            if (curve.oid().equals(oid)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** The name people type. */
    public String word() {
        return word;
    }

    /** The name Java's providers know. */
    String jcaName() {
        return jcaName;
    }

    /** The name of the signature algorithm in Java's providers. */
    String signatureName() {
        return signatureName;
    }

    /** The signature algorithm of a certificate that is signed with a key on this curve. */
    ASN1ObjectIdentifier signatureOid() {
        return switch (this) {
            case P256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
            case P384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
        };
    }

    /** The curve as a parameter of a key. */
    ASN1ObjectIdentifier oid() {
        return switch (this) {
            case P256 -> SECObjectIdentifiers.secp256r1;
            case P384 -> SECObjectIdentifiers.secp384r1;
        };
    }
}
