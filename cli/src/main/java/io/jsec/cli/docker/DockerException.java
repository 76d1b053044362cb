package io.jsec.cli.docker;

/** The end of a verb with a message and an exit code. */
public final class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit code of a command line that cannot be understood, or of an engine that fails. */
    static final int ENGINE = 125;

    private final int exitCode;

    /**
     * The end.
     *
     * @param message for standard error; empty where everything was said
     */
    DockerException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static DockerException of(String message) {
        return new DockerException(1, message);
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
