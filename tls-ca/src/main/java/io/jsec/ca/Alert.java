package io.jsec.ca;

/** The alert a TLS peer is sent for a refusal (RFC 8446, section 6.2). */
public enum Alert {
    /** Bytes, signatures or a shape that cannot be right. */
    BAD_CERTIFICATE(42),
    /** A certificate for something else. */
    UNSUPPORTED_CERTIFICATE(43),
    /** It was revoked. */
    CERTIFICATE_REVOKED(44),
    /** It is not valid any more, or not yet. */
    CERTIFICATE_EXPIRED(45),
    /** Its issuer is not ours. */
    UNKNOWN_CA(48),
    /** It is valid, and its holder may not come in. */
    ACCESS_DENIED(49),
    /** There was none. */
    CERTIFICATE_REQUIRED(116);

    private final int code;

    Alert(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
