package io.jsec.daemon.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A server's trust in its clients, in the one way it can be asked for: no server is trusted. */
public abstract class ClientsOnly extends X509ExtendedTrustManager {
    /**
     * Judges what a client shows.
     *
     * @param chain leaf first
     * @throws CertificateException where it is not let in
     */
    protected abstract void check(X509Certificate[] chain) throws CertificateException;

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw notServers();
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw notServers();
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw notServers();
    }

    private static CertificateException notServers() {
        return new CertificateException("this is trust in clients");
    }

    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        // An empty list of names in the request: clients send the one chain they have.
        return new X509Certificate[0];
    }
}
