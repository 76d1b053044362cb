package io.jsec.launch;

import java.util.Optional;

/** A container the resident launcher knows, or a process that joined one. */
public sealed interface ResidentEntry {
    /** Its own id. */
    String id();

    /** The id of the container it joined; empty for a container. */
    Optional<String> container();

    /**
     * It runs.
     *
     * @param enginePid of its first process, in the launcher's namespace
     */
    record Running(String id, int enginePid, Optional<String> container) implements ResidentEntry {}

    /**
     * It ended and is kept until it is forgotten.
     *
     * @param code its exit code, or 128 + the signal
     * @param droppedBytes of output nobody read in time, modulo 2^32
     * @param oomKilled whether the kernel ended a process of it for want of memory
     */
    record Ended(
            String id, int code, long droppedBytes, boolean oomKilled, Optional<String> container)
            implements ResidentEntry {}
}
