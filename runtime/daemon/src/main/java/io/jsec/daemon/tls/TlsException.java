package io.jsec.daemon.tls;

/** TLS cannot be served as it was asked for, in one sentence. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TlsException(String message) {
        super(message);
    }

    /**
     * A refusal.
     *
     * @param what the thing refused
     * @param why the reason, without a final stop
     * @param instead what leads on
     */
    public static TlsException refused(String what, String why, String instead) {
        return new TlsException(what + " refused: " + why + ". Instead: " + instead);
    }
}
