package io.jsec.journal;

/**
 * What stands in for a journal that cannot be opened: it takes nothing and says so to whoever must
 * have it written.
 *
 * @param why without a final stop
 */
public record NoJournal(String why) implements Journal {
    @Override
    public void append(Entry entry) {
        // Whoever opened it has said that nothing is written.
    }

    @Override
    public Receipt required(Entry entry) {
        return new Receipt.Refused(Receipt.Reason.CLOSED, why);
    }

    @Override
    public void read(Identity who, Route route) {
        // As above.
    }

    @Override
    public Head head() {
        return Head.EMPTY;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
