package io.jsec.engine;

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

    @Override
    void close();
}
