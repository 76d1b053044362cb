package io.jsec.journal;

/** What became of an entry. */
public sealed interface Receipt {
    /**
     * It is on the disk.
     *
     * @param head of the journal that ends with it
     */
    record Durable(Head head) implements Receipt {}

    /**
     * It is not on the disk; that it is not is counted.
     *
     * @param sentence why, and what to do, for whoever asked
     */
    record Refused(Reason reason, String sentence) implements Receipt {}

    /** Why an entry is not written. */
    enum Reason {
        /** The identity wrote more than it may for now. */
        BUDGET,
        /** The disk is full or broken. */
        DISK,
        /** The journal is closed. */
        CLOSED
    }
}
