package io.jsec.ca;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who a peer is, after its chain was accepted.
 *
 * @param purpose server or client
 * @param names its names; a client has exactly one
 * @param role a client's role
 * @param serial the number of its certificate
 * @param issuer the number of its issuer's certificate
 * @param notAfter when its certificate ends
 */
public record Identity(
        Purpose purpose,
        List<AltName> names,
        Optional<Role> role,
        BigInteger serial,
        BigInteger issuer,
        Instant notAfter) {
    /** Copies the names. */
    public Identity {
        names = List.copyOf(names);
    }

    /** The first name: a client's only one. */
    public String name() {
        return names.getFirst().text();
    }
}
