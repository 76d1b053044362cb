package io.jsec.ca;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What a validator trusts: roots, and what is known against certificates below them. */
public interface Trust {
    /** What is known about a certificate. */
    enum Standing {
        /** Nothing against it. */
        GOOD,
        /** It was revoked. */
        REVOKED,
        /** An issuer whose time is over, or a certificate this authority never issued. */
        RETIRED
    }

    /** The roots. */
    List<X509Certificate> roots();

    /** Intermediates that are known without the peer sending them. */
    List<X509Certificate> intermediates();

    /** What is known about a number; answers from memory. */
    Standing standing(BigInteger serial, Instant now);

    /** Trust in roots alone, of somebody who knows no revocations: a client with its ca.pem. */
    static Trust of(List<X509Certificate> roots) {
        List<X509Certificate> copy = List.copyOf(roots);
        return new Trust() {
            @Override
            public List<X509Certificate> roots() {
                return copy;
            }

            @Override
            public List<X509Certificate> intermediates() {
                return List.of();
            }

            @Override
            public Standing standing(BigInteger serial, Instant now) {
                return Standing.GOOD;
            }
        };
    }
}
