package io.jsec.launch;

/** A container the resident launcher knows. */
public sealed interface ResidentEntry {
    /** The container's id. */
    String id();

    /**
     * It runs.
     *
     * @param enginePid of its first process, in the launcher's namespace
     */
    record Running(String id, int enginePid) implements ResidentEntry {}

    /**
     * It ended and is kept until it is forgotten.
     *
     * @param code its exit code, or 128 + the signal
     * @param droppedBytes of output nobody read in time, modulo 2^32
     */
    record Ended(String id, int code, long droppedBytes) implements ResidentEntry {}
}
