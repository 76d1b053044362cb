package io.jsec.engine;

/**
 * What a client attaches to.
 *
 * @param logs whether what was said before comes first
 * @param stream whether what comes is followed
 * @param stdin whether it writes
 * @param stdout whether it reads standard output
 * @param stderr whether it reads standard error
 * @param detachKeys {@code ctrl-p,ctrl-q}; empty for the engine's default
 */
public record AttachRequest(
        boolean logs,
        boolean stream,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        String detachKeys) {
    /** Output from now on. */
    public static final AttachRequest OUTPUT =
            new AttachRequest(false, true, false, true, true, "");

    /** Input and output from now on. */
    public static final AttachRequest BOTH = new AttachRequest(false, true, true, true, true, "");

    /** The same with these detach keys where it names none. */
    AttachRequest orKeys(String keys) {
        return detachKeys.isEmpty()
                ? new AttachRequest(logs, stream, stdin, stdout, stderr, keys)
                : this;
    }
}
