package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of the entries is written where: budgets, the reserve, summaries and checkpoints.
 * Not safe for several threads: one thread writes.
 */
final class Ledger implements Closeable {
    private static final Duration SUMMARY_TIME = Duration.ofMinutes(1);

    private final Segments segments;
    private final Closeable lock;
    private final Limits limits;
    private final Clock clock;
    private final ReadCounts reads;
    private final Budgets budgets;
    private final ReserveShares shares;
    private final Overflow overflow = new Overflow();

    /** What this engine must tell before anything else. */
    private final List<Own> owed = new ArrayList<>();

    private final Own.Start start;
    private Counts lost = Counts.NONE;
    private Instant lostSince;
    private Instant summarized;
    private Instant sealed;
    private @Nullable Instant failed;

    /** Goes on with what was opened, and tells that an engine started. */
    Ledger(Opened opened, Limits limits, Clock clock, ReadCounts reads, Own.Start start) {
        this.segments = opened.segments();
        this.lock = opened.lock();
        this.limits = limits;
        this.clock = clock;
        this.reads = reads;
        this.start = start;
        this.budgets = new Budgets(limits.budgetBytes(), limits.budgetTime());
        this.shares = new ReserveShares(limits.reserveBytes());
        Instant now = clock.instant();
        this.lostSince = now;
        this.summarized = now;
        this.sealed = now;
        owed.addAll(opened.cuts());
        owed.add(start);
        keepReserve();
        commit(List.of(), now);
        if (segments.inReserve()) {
            leaveReserve(now);
        }
        checkpoint(now);
    }

    /** The last line that is on the disk. */
    Head head() {
        return segments.head();
    }

    /** Writes what may be written; an answer for each entry, in their order. */
    List<Receipt> write(List<Entry> entries) {
        Instant now = clock.instant();
        List<Entry> admitted = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (Entry entry : entries) {
            if (admits(entry, now)) {
                places.add(admitted.size());
                admitted.add(entry);
            } else {
                places.add(-1);
                admitted.addAll(overflow.count(entry, now));
            }
        }
        List<Receipt> written = commit(admitted, now);
        for (int i = 0; i < entries.size(); i++) {
            int place = places.get(i);
            receipts.add(place >= 0 ? written.get(place) : overBudget(entries.get(i)));
        }
        if (segments.unsealed() >= limits.checkpointEntries()) {
            checkpoint(now);
        }
        return receipts;
    }

    private boolean admits(Entry entry, Instant now) {
        boolean enough = budgets.take(Overflow.whose(entry), EntryText.cost(entry), now);
        // What became of a change is told wherever its intent was.
        return enough || (entry instanceof Entry.Mutation each && each.intent().isPresent());
    }

    private Receipt overBudget(Entry entry) {
        return new Receipt.Refused(
                Receipt.Reason.BUDGET,
                Overflow.whose(entry)
                        + " wrote more to the journal than the "
                        + limits.budgetBytes()
                        + " bytes that one identity may in "
                        + limits.budgetTime().toMinutes()
                        + " minutes");
    }

    /** Counts an entry that never came here. */
    void lose(Counts counts) {
        if (!counts.equals(Counts.NONE)) {
            if (lost.equals(Counts.NONE)) {
                lostSince = clock.instant();
            }
            lost = lost.plus(counts);
        }
    }

    /** What time brings: summaries, a checkpoint, a way back from the reserve. */
    void tick() {
        Instant now = clock.instant();
        if (segments.inReserve() && due(failed, limits.retryTime(), now)) {
            leaveReserve(now);
        }
        if (!segments.inReserve()) {
            if (due(failed, limits.retryTime(), now)) {
                keepReserve();
            }
            if (due(summarized, SUMMARY_TIME, now)) {
                summarize(now, false);
            }
        }
        if (segments.unsealed() > 0 && due(sealed, limits.checkpointTime(), now)) {
            checkpoint(now);
        }
    }

    private static boolean due(@Nullable Instant last, Duration time, Instant now) {
        // A clock that went back is no reason to wait.
        return last == null || Duration.between(last, now).abs().compareTo(time) >= 0;
    }

    private void summarize(Instant now, boolean all) {
        summarized = now;
        List<Entry> summaries = new ArrayList<>(overflow.drain(now));
        if (!lost.equals(Counts.NONE)) {
            summaries.add(new Own.Dropped(new Token(Body.time(lostSince)), lost));
            lost = Counts.NONE;
        }
        for (Own.Reads each : reads.drain(now, all)) {
            if (admits(each, now)) {
                summaries.add(each);
            } else {
                summaries.addAll(overflow.count(each, now));
            }
        }
        commit(summaries, now);
    }

    private List<Receipt> commit(List<Entry> entries, Instant now) {
        if (!segments.inReserve()) {
            try {
                return durable(entries, now);
            } catch (IOException e) {
                failed = now;
                try {
                    segments.enterReserve(now);
                } catch (IOException again) {
                    return refuse(entries, e);
                }
            }
        }
        return commitToReserve(entries, now);
    }

    private List<Receipt> durable(List<? extends Entry> entries, Instant now) throws IOException {
        List<Entry> all = new ArrayList<>(owed);
        all.addAll(entries);
        List<Head> heads = segments.write(all, now);
        List<Receipt> receipts = new ArrayList<>();
        heads.subList(owed.size(), heads.size())
                .forEach(head -> receipts.add(new Receipt.Durable(head)));
        owed.clear();
        return receipts;
    }

    private List<Receipt> commitToReserve(List<Entry> entries, Instant now) {
        List<Boolean> may = entries.stream().map(shares::take).toList();
        List<Entry> chosen = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (may.get(i)) {
                chosen.add(entries.get(i));
            }
        }
        List<Receipt> written;
        try {
            written = durable(chosen, now);
        } catch (IOException e) {
            return refuse(entries, e);
        }
        Iterator<Receipt> next = written.iterator();
        IOException full = new IOException("the disk is full");
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            receipts.add(may.get(i) ? next.next() : refuse(entries.get(i), full));
        }
        return receipts;
    }

    private List<Receipt> refuse(List<Entry> entries, IOException why) {
        return entries.stream().map(entry -> refuse(entry, why)).toList();
    }

    private Receipt refuse(Entry entry, IOException why) {
        lose(Counts.NONE.plus(entry));
        return new Receipt.Refused(
                Receipt.Reason.DISK, "the journal cannot be written: " + why.getMessage());
    }

    private void keepReserve() {
        try {
            segments.keepReserve();
        } catch (IOException e) {
            // Without one the journal writes on, and tries again.
            failed = clock.instant();
        }
    }

    private void leaveReserve(Instant now) {
        try {
            segments.leaveReserve(now);
            shares.clear();
            failed = null;
            summarize(now, false);
        } catch (IOException e) {
            failed = now;
        }
    }

    private void checkpoint(Instant now) {
        sealed = now;
        try {
            segments.checkpoint(now);
        } catch (IOException e) {
            // The lines are on the disk; the next checkpoint covers them.
            failed = now;
        }
    }

    /** Tells that the engine ends, signs, and closes. */
    @Override
    public void close() throws IOException {
        try (lock;
                segments) {
            Instant now = clock.instant();
            summarize(now, true);
            commit(List.of(new Own.Stop(start.session())), now);
            checkpoint(now);
        }
    }
}
