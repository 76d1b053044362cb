package io.jsec.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate of a peer, taken apart: strict DER, version 3, a key on one of the curves, each
 * extension once. Nothing of it is trusted yet.
 *
 * @param der the bytes
 * @param tbs the signed part
 * @param signed the bytes of the signed part
 * @param signature the signature
 * @param extensions by identifier, in order
 * @param key the public key
 * @param curve the key's curve
 * @param notBefore when its validity begins
 * @param notAfter when its validity ends
 */
// Each array is made here and read by this package only.
@SuppressWarnings("ArrayRecordComponent")
record Parsed(
        byte[] der,
        TBSCertificate tbs,
        byte[] signed,
        byte[] signature,
        Map<ASN1ObjectIdentifier, Extension> extensions,
        PublicKey key,
        Curve curve,
        Instant notBefore,
        Instant notAfter) {
    /** The longest certificate. */
    static final int BYTES_MAX = 16_384;

    private static final int EXTENSIONS_TAG = 3;

    /** Takes bytes of a peer apart. */
    static Parsed of(byte[] der) throws Refusal {
        if (der.length == 0 || der.length > BYTES_MAX) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "a certificate of " + der.length + " bytes; there are at most " + BYTES_MAX);
        }
        try {
            return parse(der);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle tells of bytes it cannot read by many kinds of exceptions.
            throw new Refusal(
                    Reason.MALFORMED,
                    "the bytes are no certificate ("
                            + Refusal.printable(String.valueOf(e.getMessage()))
                            + ")");
        }
    }

    private static Parsed parse(byte[] der) throws IOException, Refusal {
        ASN1Primitive primitive = ASN1Primitive.fromByteArray(der);
        if (primitive == null || !Arrays.equals(primitive.getEncoded(ASN1Encoding.DER), der)) {
            throw new Refusal(Reason.NOT_DER, "the bytes are not the one encoding DER allows");
        }
        ASN1Sequence body =
                ASN1Sequence.getInstance(ASN1Sequence.getInstance(primitive).getObjectAt(0));
        requireVersion(body);
        refuseDuplicates(body);
        Certificate certificate = Certificate.getInstance(primitive);
        TBSCertificate tbs = certificate.getTBSCertificate();
        if (tbs.getIssuerUniqueId() != null || tbs.getSubjectUniqueId() != null) {
            throw new Refusal(Reason.UNIQUE_ID, "it has a unique identifier of issuer or subject");
        }
        if (!certificate.getSignatureAlgorithm().equals(tbs.getSignature())) {
            throw new Refusal(
                    Reason.SIGNATURE_ALGORITHM, "inside and outside name different algorithms");
        }
        Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
        Extensions all = tbs.getExtensions();
        if (all != null) {
            for (ASN1ObjectIdentifier oid : all.getExtensionOIDs()) {
                extensions.put(oid, all.getExtension(oid));
            }
        }
        PublicKey key = key(tbs);
        Curve curve = Curve.of(key).orElseThrow(() -> weak("another curve"));
        return new Parsed(
                der,
                tbs,
                tbs.getEncoded(ASN1Encoding.DER),
                certificate.getSignature().getOctets(),
                extensions,
                key,
                curve,
                tbs.getStartDate().getDate().toInstant(),
                tbs.getEndDate().getDate().toInstant());
    }

    private static void requireVersion(ASN1Sequence body) throws Refusal {
        boolean third =
                body.getObjectAt(0) instanceof ASN1TaggedObject tagged
                        && tagged.getTagNo() == 0
                        && ASN1Integer.getInstance(tagged, true).hasValue(2);
        if (!third) {
            throw new Refusal(Reason.VERSION, "it is not of version 3");
        }
    }

    /** Bouncy Castle refuses them too, but as bytes it cannot read. */
    private static void refuseDuplicates(ASN1Sequence body) throws Refusal {
        Set<ASN1ObjectIdentifier> seen = new HashSet<>();
        for (ASN1Encodable part : body) {
            if (part instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG) {
                for (ASN1Encodable one : ASN1Sequence.getInstance(tagged, true)) {
                    ASN1ObjectIdentifier oid =
                            ASN1ObjectIdentifier.getInstance(
                                    ASN1Sequence.getInstance(one).getObjectAt(0));
                    if (!seen.add(oid)) {
                        throw oid.equals(Oids.ROLE)
                                ? new Refusal(Reason.ROLE_DUPLICATE, "it has several roles")
                                : new Refusal(
                                        Reason.DUPLICATE_EXTENSION,
                                        "the extension " + oid + " is in it twice");
                    }
                }
            }
        }
    }

    private static PublicKey key(TBSCertificate tbs) throws Refusal, IOException {
        ASN1ObjectIdentifier algorithm =
                tbs.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (!algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            throw weak("the algorithm " + algorithm);
        }
        // Parameters written out in full are not a named curve, whatever they say.
        Optional<Curve> curve =
                tbs.getSubjectPublicKeyInfo().getAlgorithm().getParameters()
                                instanceof ASN1ObjectIdentifier oid
                        ? Curve.of(oid)
                        : Optional.empty();
        if (curve.isEmpty()) {
            throw weak("another curve");
        }
        return EcKeys.decode(tbs.getSubjectPublicKeyInfo().getEncoded())
                .orElseThrow(() -> weak("a point that is not on its curve"));
    }

    private static Refusal weak(String what) {
        return new Refusal(Reason.WEAK_KEY, "the key has " + what + "; keys are on P-256 or P-384");
    }

    /** The number. */
    BigInteger serial() {
        return tbs.getSerialNumber().getValue();
    }

    /** Whether the basic constraints say that it is an authority. */
    boolean isAuthority() {
        Extension extension = extensions.get(Extension.basicConstraints);
        if (extension == null) {
            return false;
        }
        try {
            return org.bouncycastle.asn1.x509.BasicConstraints.getInstance(
                            extension.getParsedValue())
                    .isCA();
        } catch (RuntimeException e) {
            // Its shape is refused later.
            return false;
        }
    }

    /** A name of a peer, for messages. */
    static String text(X500Name name) {
        try {
            return Refusal.printable(name.toString());
        } catch (RuntimeException e) {
            return "(a name that cannot be read)";
        }
    }

    /** Whether the issuer's name is the other's subject. */
    boolean isIssuedBy(Parsed other) {
        try {
            return Arrays.equals(
                    tbs.getIssuer().getEncoded(ASN1Encoding.DER),
                    other.tbs.getSubject().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the signature is of the other's key. */
    void requireSignedBy(Parsed other) throws Refusal {
        if (!tbs.getSignature().getAlgorithm().equals(other.curve.signatureOid())
                || tbs.getSignature().getParameters() != null) {
            throw new Refusal(
                    Reason.SIGNATURE_ALGORITHM,
                    "it is not signed with the algorithm of its issuer's key on "
                            + other.curve.word());
        }
        if (!EcKeys.verifies(other.key, other.curve, signed, signature)) {
            throw new Refusal(Reason.BAD_SIGNATURE, "the signature is not its issuer's");
        }
    }
}
