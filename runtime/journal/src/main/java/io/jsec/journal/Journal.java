package io.jsec.journal;

/**
 * Where an engine writes down what was asked of it, what it decided and what it did. Safe for many
 * threads.
 */
public interface Journal extends AutoCloseable {
    /**
     * Hands an entry over and never waits for a disk. What is over the identity's budget, or cannot
     * be written, is counted, and the count is written.
     */
    void append(Entry entry);

    /**
     * Writes an entry and returns once it is on the disk, or cannot be.
     *
     * @return where it is, or why it is not; after a refusal the change must not be made
     */
    Receipt required(Entry entry);

    /** Counts a call that changed nothing; the count of each minute is written. */
    void read(Identity who, Route route);

    /** The last entry that is on the disk. Costs no lock. */
    Head head();

    /** Writes what is still to be written and ends. Nothing is taken afterwards. */
    @Override
    void close();
}
