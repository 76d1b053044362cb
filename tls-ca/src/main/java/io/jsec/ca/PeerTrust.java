package io.jsec.ca;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The strict validator in the place of a TLS engine's own trust, on either side. Refusals go to the
 * log it was given; the exception carries the cause from which engines choose their alert.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
    private final Validator validator;
    private final Clock clock;
    private final Consumer<Verdict.Refused> log;

    /**
     * Trust in what a validator accepts.
     *
     * @param log is told of every refusal
     */
    public PeerTrust(Validator validator, Clock clock, Consumer<Verdict.Refused> log) {
        this.validator = validator;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServer(chain, String.valueOf(engine.getPeerHost()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof javax.net.ssl.SSLSocket tls)) {
            throw new CertificateException("a server's name is known on a TLS socket only");
        }
        checkServer(chain, String.valueOf(tls.getHandshakeSession().getPeerHost()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("a server is never trusted without its name");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        // An empty list of names in the request: peers send the one chain they have.
        return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain, Purpose purpose) throws CertificateException {
        settle(validator.validate(der(chain), purpose, clock.instant()));
    }

    private void checkServer(X509Certificate[] chain, String host) throws CertificateException {
        AltName name =
                AltName.server(host)
                        .orElseThrow(
                                () -> new CertificateException("the server's name is not known"));
        settle(validator.validateServer(der(chain), name, clock.instant()));
    }

    private static List<byte[]> der(X509Certificate[] chain) {
        return Arrays.stream(chain).map(Pem::der).toList();
    }

    private void settle(Verdict verdict) throws CertificateException {
        switch (verdict) {
            case Verdict.Accepted accepted -> {}
            case Verdict.Refused refused -> {
                log.accept(refused);
                throw refused.exception();
            }
        }
    }
}
