package io.jsec.engine;

import io.jsec.launch.Command;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.ResidentEntry;
import io.jsec.launch.ResidentEvent;
import io.jsec.linux.Fd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The engine's view of the resident launcher: what carries plans out and holds streams. */
interface Launcher extends AutoCloseable {
    /** What came of a start. */
    sealed interface Outcome {
        /**
         * It runs.
         *
         * @param hostPid of its first process; absent where it ended already
         * @param streams attached before it wrote a byte
         */
        record Started(OptionalInt hostPid, Streams streams) implements Outcome {}

        /** A step failed, and nothing is left. */
        record Failed(int step, int code, int errno, String call, String argument)
                implements Outcome {}
    }

    /** A process's streams. */
    interface Streams extends AutoCloseable {
        /** Waits for output, on a platform thread; empty at its end. */
        Optional<StreamFrame> next();

        /** Writes to its input; blocks while it does not read. */
        void write(byte[] input);

        /** Ends its input. */
        void endInput();

        @Override
        void close();
    }

    /** Starts a container. */
    Outcome start(String id, LaunchPlan plan);

    /**
     * Starts a container, and holds a descriptor until its end.
     *
     * @param held stays the caller's to close
     */
    Outcome start(String id, LaunchPlan plan, Fd held);

    /** What is held with a container that runs, for the caller to own; nothing where it ended. */
    Optional<Fd> held(String id);

    /**
     * Starts a process in a running container.
     *
     * @param id of the process, 64 hexadecimal digits
     * @param containerId of the container
     * @param command with the whole environment
     * @param user in ids of the container
     * @param streams its terminal or pipes
     */
    Outcome exec(
            String id,
            String containerId,
            Command command,
            ContainerUser user,
            io.jsec.launch.Streams streams);

    /** Everything the launcher knows. */
    List<ResidentEntry> list();

    /** Sends a signal to the first process. */
    void kill(String id, int signal);

    /** Ends every process of a container. */
    void killAll(String id);

    /**
     * Attaches again.
     *
     * @param offset of the first byte that is wanted, in all it wrote
     */
    Streams attach(String id, long offset);

    /** A terminal's size. */
    void resize(String id, int rows, int columns);

    /** Drops what is kept of what ended. */
    void forget(String id);

    /** Ends what runs, and drops what is kept of what ended. */
    default void end(ResidentEntry entry) {
        try {
            if (entry instanceof ResidentEntry.Running) {
                killAll(entry.id());
            } else {
                forget(entry.id());
            }
        } catch (LauncherFailure e) {
            // It ended meanwhile; its end is told, and forgotten then.
        }
    }

    /** The next event of any container. */
    Optional<ResidentEvent> nextEvent(Duration limit);

    @Override
    void close();
}
