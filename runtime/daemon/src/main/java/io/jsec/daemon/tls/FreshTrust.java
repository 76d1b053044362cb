package io.jsec.daemon.tls;

import io.jsec.ca.CaException;
import io.jsec.ca.Verdict;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** The strict validator of clients, after a look whether the authority's records changed. */
final class FreshTrust extends X509ExtendedTrustManager {
    private final ClientTrust trust;
    private final Function<Verdict.Refused, CertificateException> refusal;

    FreshTrust(ClientTrust trust, Function<Verdict.Refused, CertificateException> refusal) {
        this.trust = trust;
        this.refusal = refusal;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            trust.refresh();
        } catch (CaException e) {
            throw new CertificateException("the CA's records cannot be read", e);
        }
        if (trust.judge(chain) instanceof Verdict.Refused refused) {
            throw refusal.apply(refused);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw notServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw notServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw notServers();
    }

    private static CertificateException notServers() {
        return new CertificateException("this is trust in clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        // An empty list of names in the request: clients send the one chain they have.
        return new X509Certificate[0];
    }
}
