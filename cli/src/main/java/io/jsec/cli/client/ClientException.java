package io.jsec.cli.client;

/** An engine that cannot be talked to, or does not speak HTTP as it should. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The address cannot be used. */
        ADDRESS,
        /** Nobody listens there. */
        UNREACHABLE,
        /** This user may not. */
        DENIED,
        /** The other end broke off, or sent what is not HTTP. */
        PROTOCOL
    }

    private final Kind kind;

    /**
     * With a message for whoever typed the command.
     *
     * @param kind what went wrong
     * @param message one line
     */
    public ClientException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
