package io.jsec.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Builds lists of revocations (RFC 5280, section 5). */
final class Crls {
    private Crls() {}

    /**
     * One issuer's list, in DER.
     *
     * @param issuer who issued what is in it
     * @param signer the issuer's key
     * @param revoked what is in it
     * @param number greater than any before
     * @param nextUpdate when the next one is due
     */
    static byte[] of(
            Issuer issuer,
            Signer signer,
            List<Revocation> revoked,
            long number,
            Instant now,
            Instant nextUpdate) {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(
                        Certificates.subject(issuer.certificate()),
                        Date.from(now.truncatedTo(ChronoUnit.SECONDS)));
        builder.setNextUpdate(Date.from(nextUpdate.truncatedTo(ChronoUnit.SECONDS)));
        for (Revocation one : revoked) {
            builder.addCRLEntry(
                    one.serial(),
                    Date.from(one.time().truncatedTo(ChronoUnit.SECONDS)),
                    one.reason().code());
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    Certificates.authorityId(signer.publicKey()));
            builder.addExtension(
                    Extension.cRLNumber, false, new ASN1Integer(BigInteger.valueOf(number)));
            return builder.build(Certificates.content(signer)).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
