package io.jsec.ca;

/**
 * The certificate authority did not do what it was asked, in one sentence: what failed, on what,
 * why, and what to do instead.
 */
public final class CaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it did not. */
    public enum Kind {
        /** What was asked for is against the rules; asking again changes nothing. */
        REFUSED,
        /** Files, locks or randomness of the host did not go along. */
        FAILED
    }

    private final Kind kind;

    private CaException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * A request against the rules.
     *
     * @param what the thing refused
     * @param why the reason, without a final stop
     * @param instead a command or option that leads on
     */
    static CaException refused(String what, String why, String instead) {
        return new CaException(Kind.REFUSED, what + " refused: " + why + ". Instead: " + instead);
    }

    /**
     * The host did not go along.
     *
     * @param what the thing that failed
     * @param why the reason, without a final stop
     * @param instead what to do
     */
    static CaException failed(String what, String why, String instead) {
        return new CaException(Kind.FAILED, what + " failed: " + why + ". Instead: " + instead);
    }

    /** Whether it was refused or failed. */
    public Kind kind() {
        return kind;
    }
}
