package io.jsec.ca;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate signing request (PKCS#10) of somebody who keeps his key: only the key is taken from
 * it, once its signature proves that the sender has it. Names and roles are the authority's to say.
 */
public final class SigningRequest {
    /** The longest request. */
    public static final int BYTES_MAX = 16_384;

    private SigningRequest() {}

    /**
     * The key of a request in PEM.
     *
     * @param what the file, for messages
     * @throws CaException for what is no request, and for a signature of another key
     */
    public static PublicKey key(String pem, String what) {
        byte[] der =
                Pem.blocks("CERTIFICATE REQUEST", pem, what).stream()
                        .findFirst()
                        .orElseThrow(() -> refused(what, "there is no signing request in it"));
        try {
            return key(der, what);
        } catch (IOException | RuntimeException e) {
            if (e instanceof CaException ours) {
                throw ours;
            }
            // Bouncy Castle tells of bytes it cannot read by many kinds of exceptions.
            throw refused(what, "it is no signing request");
        }
    }

    /** A request in PEM, made with a key on one of our curves; it names nobody. */
    public static String of(KeyPair pair, SecureRandom random) {
        Curve curve =
                Curve.of(pair.getPublic())
                        .orElseThrow(() -> new IllegalArgumentException("a key on no curve"));
        try {
            CertificationRequestInfo info =
                    new CertificationRequestInfo(
                            new X500Name(new RDN[0]),
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                            new DERSet());
            byte[] signature =
                    EcKeys.sign(
                            pair.getPrivate(), curve, info.getEncoded(ASN1Encoding.DER), random);
            CertificationRequest request =
                    new CertificationRequest(
                            info,
                            new AlgorithmIdentifier(curve.signatureOid()),
                            new DERBitString(signature));
            return Pem.block("CERTIFICATE REQUEST", request.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("a writer of memory failed", e);
        }
    }

    private static PublicKey key(byte[] der, String what) throws IOException {
        if (der.length > BYTES_MAX) {
            throw refused(what, "it is longer than " + BYTES_MAX + " bytes");
        }
        CertificationRequest request = CertificationRequest.getInstance(der);
        CertificationRequestInfo info = request.getCertificationRequestInfo();
        if (!Arrays.equals(request.getEncoded(ASN1Encoding.DER), der)) {
            throw refused(what, "it is not in the one encoding DER allows");
        }
        PublicKey key =
                EcKeys.decode(info.getSubjectPublicKeyInfo().getEncoded())
                        .orElseThrow(() -> refused(what, "its key is not on P-256 or P-384"));
        Optional<Curve> curve = Curve.of(key);
        if (curve.isEmpty()) {
            throw refused(what, "its key is not on P-256 or P-384");
        }
        boolean right =
                request.getSignatureAlgorithm().getAlgorithm().equals(curve.get().signatureOid())
                        && EcKeys.verifies(
                                key,
                                curve.get(),
                                info.getEncoded(ASN1Encoding.DER),
                                request.getSignature().getOctets());
        if (!right) {
            throw refused(what, "its signature is not of its key");
        }
        return key;
    }

    private static CaException refused(String what, String why) {
        return CaException.refused(
                what, why, "openssl req -new -key KEY -subj / -out FILE, the key on P-256");
    }
}
