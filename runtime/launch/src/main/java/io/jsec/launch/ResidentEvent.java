package io.jsec.launch;

/** What a resident launcher tells without being asked. */
public sealed interface ResidentEvent {
    /**
     * A container ended.
     *
     * @param code its exit code, or 128 + the signal
     * @param signal that ended it, 0 for none
     * @param droppedBytes of output nobody read in time
     */
    record Exited(String id, int code, int signal, long droppedBytes) implements ResidentEvent {}

    /** So many events were not fetched in time and are gone: list to see what is. */
    record Missed(long count) implements ResidentEvent {}
}
