package io.jsec.ca;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * What a certificate says of itself, ours or not, as text that is safe to print; nothing here is
 * judged.
 *
 * @param kind what it is for
 * @param subject its subject; empty for leaves of ours
 * @param issuer its issuer's subject
 * @param serial its number
 * @param notBefore when its validity begins
 * @param notAfter when its validity ends
 * @param names its alternative names as people write them
 * @param role the role it carries
 * @param permitted the names it may certify, if it is an intermediate of ours
 * @param key such as {@code P-256} or {@code RSA}
 * @param fingerprint SHA-256 of its bytes, in hexadecimal
 */
public record CertificateFacts(
        Kind kind,
        String subject,
        String issuer,
        BigInteger serial,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        Optional<String> role,
        Optional<String> permitted,
        String key,
        String fingerprint) {

    /** What a certificate is for. */
    public enum Kind {
        /** An authority that signed itself. */
        ROOT,
        /** An authority that another one signed. */
        INTERMEDIATE,
        /** A TLS server. */
        SERVER,
        /** A TLS client. */
        CLIENT,
        /** Something else, or several things. */
        OTHER
    }

    private static final String SERVER_USAGE = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_USAGE = "1.3.6.1.5.5.7.3.2";

    /** Copies the names. */
    public CertificateFacts {
        names = List.copyOf(names);
    }

    /** The facts of a certificate. */
    public static CertificateFacts of(X509Certificate certificate) {
        return new CertificateFacts(
                kind(certificate),
                Refusal.printable(certificate.getSubjectX500Principal().getName()),
                Refusal.printable(certificate.getIssuerX500Principal().getName()),
                certificate.getSerialNumber(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names(certificate),
                role(certificate),
                permitted(certificate),
                key(certificate.getPublicKey()),
                AltName.hex(Entry.sha256(Pem.der(certificate))));
    }

    private static Kind kind(X509Certificate certificate) {
        if (certificate.getBasicConstraints() >= 0) {
            boolean self =
                    certificate
                            .getSubjectX500Principal()
                            .equals(certificate.getIssuerX500Principal());
            return self ? Kind.ROOT : Kind.INTERMEDIATE;
        }
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            if (List.of(SERVER_USAGE).equals(usages)) {
                return Kind.SERVER;
            }
            return List.of(CLIENT_USAGE).equals(usages) ? Kind.CLIENT : Kind.OTHER;
        } catch (CertificateParsingException e) {
            return Kind.OTHER;
        }
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            for (List<?> name : found == null ? List.<List<?>>of() : found) {
                String text = Refusal.printable(String.valueOf(name.get(1)));
                names.add(
                        text.startsWith(AltName.CLIENT_PREFIX)
                                ? text.substring(AltName.CLIENT_PREFIX.length())
                                : text);
            }
        } catch (CertificateParsingException e) {
            names.add("(names that cannot be read)");
        }
        return names;
    }

    private static Optional<String> role(X509Certificate certificate) {
        try {
            return value(certificate, Oids.ROLE.getId())
                    .map(value ->
                            value instanceof ASN1UTF8String text
                                    ? Refusal.printable(text.getString())
                                    : "(no text)");
        } catch (RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            return Optional.of("(no text)");
        }
    }

    private static Optional<String> permitted(X509Certificate certificate) {
        try {
            return value(certificate, Extension.nameConstraints.getId())
                    .flatMap(value -> Names.of(NameConstraints.getInstance(value)))
                    .map(Names::toString);
        } catch (RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            return Optional.empty();
        }
    }

    private static Optional<ASN1Primitive> value(X509Certificate certificate, String oid) {
        byte[] bytes = certificate.getExtensionValue(oid);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            byte[] inner = ASN1OctetString.getInstance(bytes).getOctets();
            return Optional.of(ASN1Primitive.fromByteArray(inner));
        } catch (java.io.IOException | RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            return Optional.empty();
        }
    }

    private static String key(PublicKey key) {
        return Curve.of(key)
                .map(Curve::word)
                .orElseGet(() -> Refusal.printable(key.getAlgorithm()));
    }
}
