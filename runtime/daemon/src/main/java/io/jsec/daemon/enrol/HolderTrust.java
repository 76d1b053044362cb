package io.jsec.daemon.enrol;

import io.jsec.ca.Authority;
import io.jsec.ca.Leaf;
import io.jsec.ca.Purpose;
import io.jsec.daemon.tls.ClientsOnly;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Lets in whoever holds the key of a client certificate that this authority issued, also when it
 * has ended or was revoked: that is judged where it is renewed, and nothing else is given for it.
 *
 * <p>No chain is followed. The certificate is byte for byte one that the records hold, and that its
 * key is there too is shown by the handshake.
 */
final class HolderTrust extends ClientsOnly {
    private final Authority authority;

    HolderTrust(Authority authority) {
        this.authority = authority;
    }

    /** The client certificate that was issued here, if this is one. */
    Optional<Leaf> leaf(X509Certificate shown) {
        return authority
                .state()
                .leaf(shown.getSerialNumber())
                .filter(leaf -> leaf.purpose() == Purpose.CLIENT)
                .filter(leaf -> leaf.certificate().equals(shown));
    }

    @Override
    protected void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || leaf(chain[0]).isEmpty()) {
            throw new CertificateException("it is no client certificate that was issued here");
        }
    }
}
