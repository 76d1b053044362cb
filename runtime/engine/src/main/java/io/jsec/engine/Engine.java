package io.jsec.engine;

import java.time.Duration;

/**
 * A container engine: everything a client can ask for, without the words of any protocol. Closing
 * it ends the engine's threads; containers go on.
 */
public interface Engine extends AutoCloseable {
    /** Containers. */
    Containers containers();

    /** Processes beside their first. */
    Execs execs();

    /** Images. */
    Images images();

    /** Volumes. */
    Volumes volumes();

    /** What happens. */
    Events events();

    /** The engine and its host. */
    SystemFacts facts();

    /**
     * This engine as one client sees it: closing what is returned closes nothing, and ending
     * containers is not a client's.
     */
    Engine seenBy(Access access);

    /**
     * Asks every container to stop and ends it after the grace, all at the same time: the launcher
     * goes down. Nobody stopped them by hand: what their policies say holds at the next start.
     *
     * @param grace at most; a container's own time counts where it is shorter
     */
    void endContainers(Duration grace);

    @Override
    void close();
}
