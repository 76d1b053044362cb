package io.jsec.engine;

import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import io.jsec.journal.NoJournal;
import io.jsec.journal.Receipt;
import io.jsec.journal.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that remembers what it was told. */
final class ToldJournal implements Journal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** The launches, oldest first. */
    List<Entry.Launch> launches() {
        return entries.stream()
                .filter(Entry.Launch.class::isInstance)
                .map(Entry.Launch.class::cast)
                .toList();
    }

    /** The decisions, oldest first. */
    List<Entry.Decision> decisions() {
        return entries.stream()
                .filter(Entry.Decision.class::isInstance)
                .map(Entry.Decision.class::cast)
                .toList();
    }

    /** All it was told, oldest first. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public Receipt required(Entry entry) {
        return new NoJournal("the engine asks for nothing").required(entry);
    }

    @Override
    public void read(Identity who, Route route) {
        throw new UnsupportedOperationException("the engine reads nothing");
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
