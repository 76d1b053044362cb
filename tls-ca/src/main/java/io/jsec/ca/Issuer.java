package io.jsec.ca;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A root or an intermediate of this authority.
 *
 * @param key the name of its key, such as {@code server-1}
 * @param purpose what it signs leaves for; nothing for a root
 * @param certificate its certificate
 * @param cross the same key certified by the root before, while that is still trusted
 * @param retired when it stops being trusted, once another took its place
 */
public record Issuer(
        String key,
        Optional<Purpose> purpose,
        X509Certificate certificate,
        Optional<X509Certificate> cross,
        Optional<Instant> retired) {

    /** The number of its certificate. */
    public BigInteger serial() {
        return certificate.getSerialNumber();
    }

    /** When the validity of its certificate ends. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Whether it is still trusted. */
    public boolean trusted(Instant now) {
        return retired.map(now::isBefore).orElse(true);
    }

    /**
     * Its key, which signs.
     *
     * @throws CaException where the key of that name is not the one in the certificate
     */
    Signer signer(Keys keys) {
        Signer signer = keys.open(key);
        if (isKey(signer)) {
            return signer;
        }
        throw purpose.isPresent()
                ? CaException.refused(
                        "the key " + key,
                        "it is not the key of its certificate",
                        "the copy in your backup")
                : CaException.refused(
                        "the key " + key, "it is another CA's", "--root with the right directory");
    }

    /** Whether a key is the one in the certificate. */
    boolean isKey(Signer signer) {
        return Arrays.equals(
                signer.publicKey().getEncoded(), certificate.getPublicKey().getEncoded());
    }

    /** The same, trusted until then and no longer. */
    Issuer retiring(Instant until) {
        Instant end = retired.filter(before -> before.isBefore(until)).orElse(until);
        return new Issuer(key, purpose, certificate, cross, Optional.of(end));
    }
}
