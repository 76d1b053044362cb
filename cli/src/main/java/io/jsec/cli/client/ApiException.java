package io.jsec.cli.client;

/** An engine's answer that says no. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * The answer.
     *
     * @param status of HTTP, 400 to 599
     * @param message the engine's
     */
    public ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of HTTP, 400 to 599. */
    public int status() {
        return status;
    }

    /** The engine's words as docker prints them. */
    public String line() {
        return "Error response from daemon: " + getMessage();
    }
}
