package io.jsec.daemon.tls;

import io.jsec.ca.CaException;
import io.jsec.ca.Verdict;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Function;

/** The strict validator of clients, after a look whether the authority's records changed. */
final class FreshTrust extends ClientsOnly {
    private final ClientTrust trust;
    private final Function<Verdict.Refused, CertificateException> refusal;

    FreshTrust(ClientTrust trust, Function<Verdict.Refused, CertificateException> refusal) {
        this.trust = trust;
        this.refusal = refusal;
    }

    @Override
    protected void check(X509Certificate[] chain) throws CertificateException {
        try {
            trust.refresh();
        } catch (CaException e) {
            throw new CertificateException("the CA's records cannot be read", e);
        }
        if (trust.judge(chain) instanceof Verdict.Refused refused) {
            throw refusal.apply(refused);
        }
    }
}
