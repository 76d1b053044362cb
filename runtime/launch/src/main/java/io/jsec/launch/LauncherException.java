package io.jsec.launch;

/** The resident launcher refused a request, answered nonsense, or is gone. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    LauncherException(String message) {
        super(message);
        this.errno = 0;
    }

    LauncherException(String message, Throwable cause) {
        super(message, cause);
        this.errno = 0;
    }

    LauncherException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The error number the launcher gave; 0 where the connection itself failed. */
    public int errno() {
        return errno;
    }
}
