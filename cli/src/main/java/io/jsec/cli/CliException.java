package io.jsec.cli;

/**
 * A refusal or a failure that ends the command with one line for the person who typed it: what,
 * why, and what to do instead.
 */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final int exitCode;

    private CliException(Code code, int exitCode, String line) {
        super(code.label() + " " + Printable.of(line));
        this.code = code;
        this.exitCode = exitCode;
    }

    /**
     * An input that is not accepted.
     *
     * @param what the thing refused, as it was typed
     * @param why the reason, without a final stop
     * @param instead the option or command that leads on
     */
    static CliException refused(Code code, String what, String why, String instead) {
        String line = what + " refused: " + why + ". Instead: " + instead;
        return new CliException(code, ExitCode.ENGINE, line);
    }

    /**
     * Something of the environment that did not work, in the same shape.
     *
     * @param what the thing that failed
     * @param why the reason, without a final stop
     * @param instead the option or command that leads on
     */
    static CliException failed(Code code, String what, String why, String instead) {
        String line = what + " failed: " + why + ". Instead: " + instead;
        return new CliException(code, ExitCode.ENGINE, line);
    }

    /** A line of another module, which has this shape already. */
    static CliException said(Code code, String line) {
        return new CliException(code, ExitCode.ENGINE, line);
    }

    /** The same line with another exit code. */
    CliException withExit(int other) {
        String message = String.valueOf(getMessage());
        CliException copy =
                new CliException(code, other, message.substring(code.label().length() + 1));
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The number of what was refused. */
    Code code() {
        return code;
    }

    /** The exit code for a Docker verb; our own verbs have their own four. */
    int exitCode() {
        return exitCode;
    }
}
