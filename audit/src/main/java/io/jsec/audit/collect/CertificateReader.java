package io.jsec.audit.collect;

import io.jsec.rules.CertificateFacts.Usage;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what an X.509 certificate (RFC 5280) says. */
final class CertificateReader {
    private static final int CERTIFICATES_MAX = 2_000;
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private CertificateReader() {}

    /**
     * The certificates of a file, in its order.
     *
     * @throws IOException where there are none, or one cannot be read
     */
    static List<X509Certificate> read(String text) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            Collection<?> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            text.getBytes(StandardCharsets.ISO_8859_1)));
            for (Object each : found) {
                all.add((X509Certificate) each);
            }
        } catch (CertificateException e) {
            throw new IOException("no certificate: " + e.getMessage(), e);
        }
        if (all.isEmpty() || all.size() > CERTIFICATES_MAX) {
            throw new IOException("the file has " + all.size() + " certificates");
        }
        return all;
    }

    /** The size of a key; unknown where its curve is not known here. */
    static Fact<Integer> bits(PublicKey key, SourceLocation at) {
        return switch (key) {
            case RSAPublicKey rsa -> Fact.of(rsa.getModulus().bitLength(), at);
            case ECPublicKey ec -> Fact.of(ec.getParams().getOrder().bitLength(), at);
            case DSAPublicKey dsa -> Fact.of(dsa.getY().bitLength(), at);
            default ->
                    key.getAlgorithm().startsWith("Ed")
                            ? Fact.absent(at)
                            : Fact.unknown(
                                    at + ": a key of " + key.getAlgorithm() + " is not read");
        };
    }

    static Fact<List<Usage>> usages(X509Certificate certificate, SourceLocation at) {
        try {
            List<String> ids = certificate.getExtendedKeyUsage();
            return ids == null
                    ? Fact.absent(at)
                    : Fact.of(ids.stream().map(CertificateReader::usage).toList(), at);
        } catch (CertificateParsingException e) {
            return Fact.unknown(at + ": extended key usage: " + e.getMessage());
        }
    }

    private static Usage usage(String id) {
        return switch (id) {
            case SERVER -> Usage.SERVER;
            case CLIENT -> Usage.CLIENT;
            case ANY -> Usage.ANY;
            default -> Usage.OTHER;
        };
    }

    /** Host names and addresses; none where they cannot be read, as clients then find none. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(each -> names.add(String.valueOf(each.get(1))));
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names;
    }

    static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Whether a certificate was signed by the key of another one. */
    static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
