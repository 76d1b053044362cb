package io.jsec.daemon.edge;

/** A request that is answered with a status and one sentence for the client. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean last;

    /**
     * @param status of HTTP, 400 or more
     * @param message what the client reads
     */
    public StatusException(int status, String message) {
        this(status, message, false);
    }

    private StatusException(int status, String message, boolean last) {
        super(message);
        this.status = status;
        this.last = last;
    }

    /** One after which the connection cannot be used any more. */
    static StatusException last(int status, String message) {
        return new StatusException(status, message, true);
    }

    boolean endsConnection() {
        return last;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** What the client reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
