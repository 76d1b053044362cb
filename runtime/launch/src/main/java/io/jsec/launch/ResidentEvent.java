package io.jsec.launch;

/** What a resident launcher tells without being asked. */
public sealed interface ResidentEvent {
    /**
     * A container ended.
     *
     * @param code its exit code, or 128 + the signal
     * @param signal that ended it, 0 for none
     * @param droppedBytes of output nobody read in time
     * @param oomKilled whether the kernel ended a process of it for want of memory
     */
    record Exited(String id, int code, int signal, long droppedBytes, boolean oomKilled)
            implements ResidentEvent {}

    /** So many events were not fetched in time and are gone: list to see what is. */
    record Missed(long count) implements ResidentEvent {}
}
