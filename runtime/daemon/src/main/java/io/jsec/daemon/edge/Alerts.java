package io.jsec.daemon.edge;

import io.jsec.ca.Alert;
import io.jsec.ca.Verdict;
import io.netty.handler.ssl.OpenSslCertificateException;
import java.security.cert.CertificateException;

/**
 * Refusals as the exceptions from which each library makes the alert that its client reads.
 *
 * <p>BoringSSL makes it of an error's number (x509_vfy.h, and ssl_verify_alarm_type); the JDK of
 * the reason of a path that was not valid.
 */
final class Alerts {
    private static final int CERT_HAS_EXPIRED = 10;
    private static final int UNABLE_TO_GET_ISSUER_CERT_LOCALLY = 20;
    private static final int CERT_REVOKED = 23;
    private static final int INVALID_PURPOSE = 26;
    private static final int CERT_REJECTED = 28;

    private Alerts() {}

    /** The exception of a refusal. */
    static CertificateException of(TlsLibrary library, Verdict.Refused refused) {
        return switch (library) {
            case BORINGSSL ->
                    new OpenSslCertificateException(refused.sentence(), number(refused.alert()));
            case JDK -> refused.exception();
        };
    }

    private static int number(Alert alert) {
        return switch (alert) {
            case CERTIFICATE_EXPIRED -> CERT_HAS_EXPIRED;
            case CERTIFICATE_REVOKED -> CERT_REVOKED;
            case UNSUPPORTED_CERTIFICATE -> INVALID_PURPOSE;
            case UNKNOWN_CA -> UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
            case BAD_CERTIFICATE, ACCESS_DENIED, CERTIFICATE_REQUIRED -> CERT_REJECTED;
        };
    }
}
