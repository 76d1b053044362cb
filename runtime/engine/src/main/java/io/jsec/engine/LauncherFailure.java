package io.jsec.engine;

/** The launcher refused a request, or is gone. */
final class LauncherFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param errno the launcher's; 0 where the connection itself failed
     */
    LauncherFailure(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The error number the launcher gave; 0 where the connection itself failed. */
    int errno() {
        return errno;
    }
}
