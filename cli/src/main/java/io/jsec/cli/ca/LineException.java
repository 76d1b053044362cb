package io.jsec.cli.ca;

import java.io.IOException;

/** A refusal or a failure that ends the command with one line: what, why, and what to do. */
final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    private LineException(String code, int exit, String line) {
        super(code + " " + line);
        this.exit = exit;
    }

    /**
     * A command line that cannot be understood.
     *
     * @param what the thing refused, as it was typed
     * @param why the reason, without a final stop
     * @param instead the option or command that leads on
     */
    static LineException usage(String what, String why, String instead) {
        String line = what + " refused: " + why + ". Instead: " + instead;
        return new LineException("JSEC-C-001", CaCommand.USAGE, line);
    }

    /** A request that is understood and not granted, in the same shape. */
    static LineException denied(String what, String why, String instead) {
        String line = what + " refused: " + why + ". Instead: " + instead;
        return new LineException(CaLine.REFUSED, CaCommand.DENIED, line);
    }

    /** Something of the environment that did not work, in the same shape. */
    static LineException failed(String what, String why, String instead) {
        String line = what + " failed: " + why + ". Instead: " + instead;
        return new LineException(CaLine.FAILED, CaCommand.FAILED, line);
    }

    /** The same for a file that did not go along. */
    static LineException failed(String what, IOException why, String instead) {
        String word = why.getClass().getSimpleName().replace("Exception", "");
        return failed(what, word, instead);
    }

    /** What another host said, whole. */
    static LineException said(String line, boolean denied) {
        return denied
                ? new LineException(CaLine.REFUSED, CaCommand.DENIED, line)
                : new LineException(CaLine.FAILED, CaCommand.FAILED, line);
    }

    /** The exit code. */
    int exit() {
        return exit;
    }
}
