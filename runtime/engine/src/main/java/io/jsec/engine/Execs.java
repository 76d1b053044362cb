package io.jsec.engine;

import java.util.Optional;

/** Processes beside a container's first. */
public interface Execs {
    /**
     * Prepares one in a running container.
     *
     * @return its id
     */
    String create(String containerRef, ExecRequest request);

    /**
     * Starts it.
     *
     * @param detach whether nobody attaches
     * @param console the terminal's first size
     * @return its streams, absent where detached
     */
    Optional<AttachSession> start(
            String id, boolean detach, Optional<HostConfig.ConsoleSize> console);

    /** What is known of it; its exit code is there when its streams end. */
    ExecView inspect(String id);

    /** Tells its terminal its size. */
    void resize(String id, int rows, int columns);
}
