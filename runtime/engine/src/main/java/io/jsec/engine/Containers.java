package io.jsec.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The containers of an engine. {@code ref} is an id, the start of one, or a name with or without a
 * slash. Every method may be called from any thread and may block a virtual one; each throws {@link
 * EngineException}.
 */
public interface Containers {
    /** Makes a container; its record is kept before anything else is made. */
    CreateResult create(CreateRequest request);

    /** Starts it; NotModified where it runs. */
    void start(String ref);

    /** Asks it to stop, and ends it after the grace; NotModified where it does not run. */
    void stop(String ref, StopRequest request);

    /**
     * Sends a signal to its first process; a frozen container is thawed for SIGKILL.
     *
     * @param signal name or number; empty for KILL
     */
    void kill(String ref, String signal);

    /** Stops and starts it. */
    void restart(String ref, StopRequest request);

    /** Freezes its processes. */
    void pause(String ref);

    /** Thaws them. */
    void unpause(String ref);

    /** Gives it another name. */
    void rename(String ref, String name);

    /** Removes it, with its files. */
    void remove(String ref, RemoveRequest request);

    /** Begins to wait; returns at once. */
    WaitTicket await(String ref, WaitCondition condition);

    /** Those that match, newest first. */
    List<ContainerSummary> list(ListRequest request);

    /** Everything known of one. */
    ContainerView inspect(String ref, boolean sizes);

    /**
     * Changes limits of a container.
     *
     * @return warnings
     */
    List<String> update(String ref, UpdateRequest request);

    /** Removes those that do not run; filters until, label, label!. */
    PruneReport prune(Filters filters);

    /**
     * Its processes.
     *
     * @param psArguments empty for -ef
     */
    TopView top(String ref, String psArguments);

    /**
     * One sample.
     *
     * @param oneShot whether it is taken at once, without one before it
     */
    StatsSample stats(String ref, boolean oneShot);

    /** A sample a second. */
    StatsStream statsStream(String ref);

    /** What it said. */
    Frames logs(String ref, LogsRequest request);

    /** Attaches a client, before the start too. */
    AttachSession attach(String ref, AttachRequest request);

    /** Tells its terminal its size; before the start, that is its first size. */
    void resize(String ref, int rows, int columns);

    /** A path in it, links not followed. */
    PathStat stat(String ref, String path);

    /**
     * A path of it as a tar stream.
     *
     * @param tar receives it
     */
    void getArchive(String ref, String path, OutputStream tar);

    /**
     * Unpacks a tar stream below a directory of it.
     *
     * @param noOverwriteDirNonDir whether a directory never takes a file's place or vice versa
     * @param copyUidGid whether the stream's ids count, else root's
     */
    void putArchive(
            String ref,
            String path,
            InputStream tar,
            boolean noOverwriteDirNonDir,
            boolean copyUidGid);

    /** What it changed of its image. */
    List<FileChange> changes(String ref);

    /** Its whole root as a tar stream. */
    void export(String ref, OutputStream tar);

    /**
     * Makes an image of it.
     *
     * @return its id
     */
    String commit(String ref, CommitRequest request);

    /** Whether there is one; empty where there is none. */
    Optional<String> find(String ref);
}
