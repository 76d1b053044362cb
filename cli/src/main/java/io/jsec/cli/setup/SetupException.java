package io.jsec.cli.setup;

/** Setup cannot go on: one sentence that says what, why and what to do. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code of a refusal: nothing was changed. */
    private static final String REFUSED = "JSEC-C-040";

    /** The code of a failure on the way. */
    private static final String FAILED = "JSEC-C-041";

    private static final int EXIT_REFUSED = 1;
    private static final int EXIT_FAILED = 2;

    private final int exit;

    private SetupException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** The exit code: 1 for a refusal, 2 where the host did not go along. */
    public int exit() {
        return exit;
    }

    /**
     * Nothing was done, on purpose.
     *
     * @param what the thing refused
     * @param why the reason
     * @param instead a flag or command
     */
    static SetupException refused(String what, String why, String instead) {
        return new SetupException(
                EXIT_REFUSED, REFUSED + " " + what + " refused: " + why + ". Instead: " + instead);
    }

    /**
     * The host did not do what it was told.
     *
     * @param call what failed on what
     * @param why the reason
     */
    static SetupException failed(String call, String why) {
        return new SetupException(
                EXIT_FAILED,
                FAILED
                        + " "
                        + call
                        + " failed: "
                        + why
                        + ". Instead: mend that and start jsec setup again, or undo what was done:"
                        + " jsec setup --undo");
    }
}
