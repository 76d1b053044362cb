package io.jsec.ca;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A leaf this authority issued.
 *
 * @param serial its number
 * @param purpose what it is for
 * @param names its names
 * @param role a client's role
 * @param issuer the name of the issuer's key
 * @param notBefore when its validity begins
 * @param notAfter when its validity ends
 * @param renews the number of the leaf it took the place of
 * @param certificate the whole of it
 */
public record Leaf(
        BigInteger serial,
        Purpose purpose,
        List<AltName> names,
        Optional<Role> role,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        Optional<BigInteger> renews,
        X509Certificate certificate) {

    /** How long after its end a leaf may still be renewed with the same key. */
    public static final Duration RENEWAL_LATE_MAX = Duration.ofDays(7);

    /** Copies the names. */
    public Leaf {
        names = List.copyOf(names);
    }

    /** When it is due to be renewed: after two thirds of its life. */
    public Instant renewalDue() {
        return renewalDue(notBefore.plus(Certificates.BACKDATED), notAfter);
    }

    /** After two thirds of the time between the two. */
    static Instant renewalDue(Instant from, Instant to) {
        return from.plus(Duration.between(from, to).multipliedBy(2).dividedBy(3));
    }

    /** Its names as people write them. */
    public List<String> nameTexts() {
        return names.stream().map(AltName::text).toList();
    }
}
