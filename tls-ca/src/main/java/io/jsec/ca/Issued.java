package io.jsec.ca;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What its holder gets.
 *
 * @param leaf the new certificate
 * @param chain the leaf and the intermediates a peer needs, leaf first: cert.pem
 * @param roots what its holder trusts: ca.pem
 */
public record Issued(Leaf leaf, List<X509Certificate> chain, List<X509Certificate> roots) {
    /** Copies the lists. */
    public Issued {
        chain = List.copyOf(chain);
        roots = List.copyOf(roots);
    }
}
