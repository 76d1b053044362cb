package io.jsec.cli.setup;

/** Setup cannot go on: one sentence that says what, why and what to do. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code of a refusal: nothing was changed. */
    private static final String REFUSED = "JSEC-C-030";

    /** The code of a failure on the way. */
    private static final String FAILED = "JSEC-C-031";

    private SetupException(String message) {
        super(message);
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
                REFUSED + " " + what + " refused: " + why + ". Instead: " + instead);
    }

    /**
     * The host did not do what it was told.
     *
     * @param call what failed on what
     * @param why the reason
     */
    static SetupException failed(String call, String why) {
        return new SetupException(
                FAILED
                        + " "
                        + call
                        + " failed: "
                        + why
                        + ". Instead: mend that and start jsec setup again, or undo what was done:"
                        + " jsec setup --undo");
    }
}
