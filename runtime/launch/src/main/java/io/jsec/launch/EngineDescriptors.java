package io.jsec.launch;

import io.jsec.linux.Fd;
import java.nio.file.Path;

/**
 * What the launcher leaves open for an engine it starts. Each is taken once, by whoever owns it
 * from then on.
 */
public final class EngineDescriptors {
    private static final int CONTROL = 3;
    private static final int HAND_IN = 4;
    private static final int PROCESSES = 5;

    private EngineDescriptors() {}

    /** The connection for {@link ResidentClient#adopt}. */
    public static Fd control() {
        return take(CONTROL);
    }

    /** The channel for {@link HandedSockets}. */
    public static Fd handIn() {
        return take(HAND_IN);
    }

    /**
     * Where the processes of the engine's own pid namespace are: the numbers of {@code
     * cgroup.procs} and {@link StartOutcome.Started#enginePid}. {@code /proc} itself is the host's,
     * and numbers them otherwise. It stays open as long as the engine runs.
     */
    public static Path processes() {
        return Path.of("/proc/self/fd", Integer.toString(PROCESSES));
    }

    private static Fd take(int number) {
        Fd fd = Fd.take(number);
        fd.closeOnExec(true);
        return fd;
    }
}
