package io.jsec.ca;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;

/** What the strict validator says about a peer's chain. */
public sealed interface Verdict {
    /**
     * It is one of ours, valid now.
     *
     * @param identity who it is
     */
    record Accepted(Identity identity) implements Verdict {}

    /**
     * It is not accepted.
     *
     * @param reason the kind of the reason
     * @param sentence the reason for the log; it holds text of the peer, made safe for one line
     */
    record Refused(Reason reason, String sentence) implements Verdict {
        /** The alert to send to the peer. */
        public Alert alert() {
            return reason.alert();
        }

        /** The same for the JDK's TLS, which makes the alert of the cause. */
        public CertificateException exception() {
            return new CertificateException(
                    sentence,
                    new CertPathValidatorException(sentence, null, null, -1, pathReason()));
        }

        private BasicReason pathReason() {
            return switch (alert()) {
                case CERTIFICATE_REVOKED -> BasicReason.REVOKED;
                case CERTIFICATE_EXPIRED -> BasicReason.EXPIRED;
                case UNSUPPORTED_CERTIFICATE -> BasicReason.ALGORITHM_CONSTRAINED;
                case BAD_CERTIFICATE -> BasicReason.INVALID_SIGNATURE;
                case UNKNOWN_CA, ACCESS_DENIED, CERTIFICATE_REQUIRED -> BasicReason.UNSPECIFIED;
            };
        }
    }
}
