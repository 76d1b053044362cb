package io.jsec.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Builds certificates in the one shape this authority issues; {@link Shape} holds peers to the
 * same.
 */
final class Certificates {
    /** How far validity begins in the past, for peers whose clocks are late. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    /** The life of a root. */
    static final Duration ROOT_LIFETIME = Duration.ofDays(3_650);

    /** The life of an intermediate. */
    static final Duration INTERMEDIATE_LIFETIME = Duration.ofDays(730);

    /** Shorter serial numbers are not issued and not accepted. */
    static final int SERIAL_BITS_MIN = 112;

    private static final int SERIAL_BITS = 128;
    private static final int KEY_ID_BYTES = 20;

    private final SecureRandom random;
    private final Instant now;

    /**
     * A builder of certificates that begin now.
     *
     * @param now the time, whose fraction of a second is left out
     */
    Certificates(SecureRandom random, Instant now) {
        this.random = random;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** A root: signs intermediates and its list of revocations, nothing else. */
    X509Certificate root(String name, Signer signer) {
        X500Name subject = name(name);
        X509v3CertificateBuilder builder =
                builder(subject, subject, now.plus(ROOT_LIFETIME), signer.publicKey());
        add(builder, Extension.basicConstraints, true, new BasicConstraints(1));
        add(builder, Extension.keyUsage, true, issuing());
        add(builder, Extension.subjectKeyIdentifier, false, subjectId(signer.publicKey()));
        return sign(builder, signer);
    }

    /**
     * An intermediate for one purpose and these names.
     *
     * @param until its end, if before its own lifetime and the issuer's end
     */
    X509Certificate intermediate(
            String name,
            Purpose purpose,
            Names names,
            PublicKey key,
            X509Certificate root,
            Signer signer,
            Optional<Instant> until) {
        Instant end = earliest(now.plus(INTERMEDIATE_LIFETIME), root.getNotAfter().toInstant());
        Instant limit = until.orElse(end).truncatedTo(ChronoUnit.SECONDS);
        X509v3CertificateBuilder builder =
                builder(subject(root), name(name), earliest(end, limit), key);
        add(builder, Extension.basicConstraints, true, new BasicConstraints(0));
        add(builder, Extension.keyUsage, true, issuing());
        add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.usage()));
        add(builder, Extension.nameConstraints, true, names.extension());
        add(builder, Extension.subjectKeyIdentifier, false, subjectId(key));
        add(builder, Extension.authorityKeyIdentifier, false, authorityId(signer.publicKey()));
        return sign(builder, signer);
    }

    /** A leaf. Its names are its alternative names only: the subject is empty. */
    X509Certificate leaf(LeafRequest request, Instant end, X509Certificate issuer, Signer signer) {
        X509v3CertificateBuilder builder =
                builder(subject(issuer), new X500Name(new RDN[0]), end, request.key());
        add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        add(
                builder,
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(request.purpose().usage()));
        GeneralName[] names =
                request.names().stream().map(AltName::general).toArray(GeneralName[]::new);
        add(builder, Extension.subjectAlternativeName, true, new GeneralNames(names));
        add(builder, Extension.subjectKeyIdentifier, false, subjectId(request.key()));
        add(builder, Extension.authorityKeyIdentifier, false, authorityId(signer.publicKey()));
        request.role()
                .ifPresent(role -> add(builder, Oids.ROLE, false, new DERUTF8String(role.text())));
        return sign(builder, signer);
    }

    /** A random serial number: positive, of 128 bits, never much shorter. */
    BigInteger serial() {
        BigInteger serial = new BigInteger(SERIAL_BITS, random);
        while (serial.bitLength() < SERIAL_BITS_MIN) {
            serial = new BigInteger(SERIAL_BITS, random);
        }
        return serial;
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant end, PublicKey key) {
        return new X509v3CertificateBuilder(
                issuer,
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(end),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    private static KeyUsage issuing() {
        return new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    static void add(
            X509v3CertificateBuilder builder,
            ASN1ObjectIdentifier oid,
            boolean critical,
            ASN1Encodable value) {
        try {
            builder.addExtension(oid, critical, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, Signer signer) {
        try {
            byte[] der = builder.build(content(signer)).getEncoded();
            return Pem.certificate(der, "a new certificate");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The seam of Bouncy Castle's builders. */
    static ContentSigner content(Signer signer) {
        Curve curve = Curve.of(signer.publicKey()).orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new AlgorithmIdentifier(curve.signatureOid());
            }

            @Override
            public OutputStream getOutputStream() {
                return bytes;
            }

            @Override
            public byte[] getSignature() {
                return signer.sign(bytes.toByteArray());
            }
        };
    }

    /** The identifier of a key: 160 bits of the SHA-256 of its point (RFC 7093, method 1). */
    static byte[] keyId(PublicKey key) {
        byte[] point =
                SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets();
        return Arrays.copyOf(Entry.sha256(point), KEY_ID_BYTES);
    }

    static SubjectKeyIdentifier subjectId(PublicKey key) {
        return new SubjectKeyIdentifier(keyId(key));
    }

    static AuthorityKeyIdentifier authorityId(PublicKey key) {
        return new AuthorityKeyIdentifier(keyId(key));
    }

    /** The subject of a certificate, byte by byte. */
    static X500Name subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
    }

    private static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /**
     * A leaf and what a peer needs beside it. The issuer as the root before certified it comes
     * first, while that is good: OpenSSL tries the first of several and no other, and whoever has
     * the new root has the old one too until then.
     */
    static List<X509Certificate> chain(X509Certificate leaf, Issuer issuer, Instant now) {
        return issuer.cross()
                .filter(cross -> now.isBefore(cross.getNotAfter().toInstant()))
                .map(cross -> List.of(leaf, cross, issuer.certificate()))
                .orElseGet(() -> List.of(leaf, issuer.certificate()));
    }
}
