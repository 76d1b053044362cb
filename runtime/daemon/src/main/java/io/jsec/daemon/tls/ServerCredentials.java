package io.jsec.daemon.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A server's key and the chain it shows.
 *
 * @param key of the leaf
 * @param chain leaf first, without the root
 * @param due when another one should take its place
 */
public record ServerCredentials(PrivateKey key, List<X509Certificate> chain, Instant due) {
    /** Copies the chain. */
    public ServerCredentials {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain without a leaf");
        }
    }

    /** The certificate of the server itself. */
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** Whether the leaf is valid at that time. */
    public boolean isValid(Instant now) {
        return !now.isBefore(leaf().getNotBefore().toInstant())
                && !now.isAfter(leaf().getNotAfter().toInstant());
    }
}
