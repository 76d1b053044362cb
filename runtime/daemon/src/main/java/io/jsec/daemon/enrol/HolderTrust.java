package io.jsec.daemon.enrol;

import io.jsec.ca.Authority;
import io.jsec.ca.Leaf;
import io.jsec.ca.Purpose;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets in whoever holds the key of a client certificate that this authority issued, also when it
 * has ended or was revoked: that is judged where it is renewed, and nothing else is given for it.
 *
 * <p>No chain is followed. The certificate is byte for byte one that the records hold, and that its
 * key is there too is shown by the handshake.
 */
final class HolderTrust extends X509ExtendedTrustManager {
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

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || leaf(chain[0]).isEmpty()) {
            throw new CertificateException("it is no client certificate that was issued here");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        // An empty list of names in the request: clients send the one certificate they have.
        return new X509Certificate[0];
    }
}
