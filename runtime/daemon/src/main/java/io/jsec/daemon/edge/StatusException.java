package io.jsec.daemon.edge;

/** A request that is answered with a status and one sentence for the client. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status of HTTP, 400 or more
     * @param message what the client reads
     */
    public StatusException(int status, String message) {
        super(message);
        this.status = status;
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
