package io.jsec.daemon;

import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import io.jsec.journal.Receipt;
import io.jsec.journal.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A journal that remembers what it was told, and refuses when a test says so. */
final class ToldJournal implements Journal {
    private static final int WAIT_S_MAX = 30;

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> reads = new LinkedBlockingQueue<>();
    private volatile Optional<Receipt.Refused> refusal = Optional.empty();
    private volatile Head head = Head.EMPTY;

    /** From now on it takes nothing that must be written. */
    void refuse(Receipt.Reason reason, String why) {
        refusal = Optional.of(new Receipt.Refused(reason, why));
    }

    void head(Head newer) {
        head = newer;
    }

    /** The next entry; a change is written when its answer is on its way. */
    Entry next() throws InterruptedException {
        Entry entry = entries.poll(WAIT_S_MAX, TimeUnit.SECONDS);
        if (entry == null) {
            throw new AssertionError("nothing was written");
        }
        return entry;
    }

    /** What was read since the last look. */
    List<String> drainReads() {
        List<String> drained = new ArrayList<>();
        reads.drainTo(drained);
        return drained;
    }

    /** The rules that refused since the last look; everything else is forgotten. */
    List<String> drainDecisions() {
        List<Entry> drained = new ArrayList<>();
        entries.drainTo(drained);
        return drained.stream()
                .filter(Entry.Decision.class::isInstance)
                .map(each -> ((Entry.Decision) each).rule().text())
                .toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public Receipt required(Entry entry) {
        if (refusal.isPresent()) {
            return refusal.orElseThrow();
        }
        entries.add(entry);
        return new Receipt.Durable(new Head(61, "ab".repeat(32)));
    }

    @Override
    public void read(Identity who, Route route) {
        reads.add(who + " " + route);
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
