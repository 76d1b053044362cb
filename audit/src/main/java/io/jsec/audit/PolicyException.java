package io.jsec.audit;

/**
 * A command line or configuration with which nothing can be judged; the message says what to do.
 */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One sentence: what was refused, why, and what to do instead. */
    public PolicyException(String message) {
        super(message);
    }
}
