package io.jsec.ca;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a list of revocations says of itself; nothing here is judged.
 *
 * @param issuer its issuer's subject, safe to print
 * @param made when it was made
 * @param nextUpdate when the next one is due
 * @param serials the numbers it revokes
 */
public record CrlFacts(
        String issuer, Instant made, Optional<Instant> nextUpdate, List<BigInteger> serials) {
    /** Copies the numbers. */
    public CrlFacts {
        serials = List.copyOf(serials);
    }

    /**
     * The lists in a text.
     *
     * @param what the file, for messages
     * @throws CaException for bytes that are no list
     */
    public static List<CrlFacts> in(String pem, String what) {
        List<CrlFacts> lists = new ArrayList<>();
        for (byte[] der : Pem.blocks("X509 CRL", pem, what)) {
            lists.add(of(der, what));
        }
        return lists;
    }

    /** The facts of a list in DER. */
    static CrlFacts of(byte[] der, String what) {
        try {
            X509CRL list =
                    (X509CRL)
                            CertificateFactory.getInstance("X.509")
                                    .generateCRL(new ByteArrayInputStream(der));
            List<BigInteger> serials = new ArrayList<>();
            if (list.getRevokedCertificates() != null) {
                list.getRevokedCertificates().stream()
                        .map(X509CRLEntry::getSerialNumber)
                        .sorted()
                        .forEach(serials::add);
            }
            return new CrlFacts(
                    Refusal.printable(list.getIssuerX500Principal().getName()),
                    list.getThisUpdate().toInstant(),
                    Optional.ofNullable(list.getNextUpdate()).map(java.util.Date::toInstant),
                    serials);
        } catch (CRLException e) {
            throw CaException.refused(
                    what,
                    "it holds bytes that are no list of revocations",
                    "a file that jsec ca crl wrote");
        } catch (CertificateException e) {
            throw new IllegalStateException("X.509 is part of every JDK", e);
        }
    }
}
