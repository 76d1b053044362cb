package io.jsec.launch;

/**
 * What happens around a container's life; nothing of it is seen from inside.
 *
 * @param remove {@code --rm}: its directory goes with it
 * @param stopSignal the number of the signal that asks it to stop, 1 to 64
 */
public record Lifecycle(boolean remove, int stopSignal) {
    /** Kept, stopped by SIGTERM. */
    public static final Lifecycle DEFAULT = new Lifecycle(false, 15);

    /** A signal there is. */
    public Lifecycle {
        if (stopSignal < 1 || stopSignal > 64) {
            throw new Refusal(
                            Rule.SIGNAL,
                            "--stop-signal " + stopSignal,
                            "signals are numbered 1 to 64",
                            "--stop-signal TERM")
                    .exception();
        }
    }
}
