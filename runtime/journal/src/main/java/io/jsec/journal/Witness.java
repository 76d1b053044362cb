package io.jsec.journal;

/**
 * Somebody outside of the journal's files who remembers its heads, so that a journal that was cut
 * or rolled back is found out.
 */
@FunctionalInterface
public interface Witness {
    /**
     * Tells a head that is on the disk and signed. It is called by the thread that writes: it must
     * not wait for the journal, and keeps its own failures.
     */
    void tell(Head head);
}
