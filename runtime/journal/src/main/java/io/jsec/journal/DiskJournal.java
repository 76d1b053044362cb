package io.jsec.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a directory of the host's. One thread writes: it takes what waits, writes it at
 * once, calls fdatasync(2) once, and wakes all who waited.
 */
public final class DiskJournal implements Journal {
    private static final int QUEUE_ENTRIES_MAX = 4_096;
    private static final int BATCH_ENTRIES_MAX = 128;
    private static final long TICK_MS = 1_000;

    /** How long an entry that nobody waits for may wait for others: they share one fdatasync(2). */
    private static final long GATHER_MS = 50;

    private static final Receipt CLOSED =
            new Receipt.Refused(Receipt.Reason.CLOSED, "the journal is closed");

    private final Ledger ledger;
    private final ReadCounts reads;
    private final Clock clock;
    private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE_ENTRIES_MAX);
    private final Thread writer;
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    @GuardedBy("open")
    private boolean closed;

    private final Object unqueuedLock = new Object();

    @GuardedBy("unqueuedLock")
    private Counts unqueued = Counts.NONE;

    private volatile boolean broken;

    /**
     * An entry on its way.
     *
     * @param entry nothing for the last one: it ends the writer
     * @param done who waits, if anybody
     */
    private record Task(@Nullable Entry entry, @Nullable CompletableFuture<Receipt> done) {
        boolean isAwaited() {
            return entry == null || done != null;
        }
    }

    DiskJournal(Ledger ledger, ReadCounts reads, Clock clock) {
        this.ledger = ledger;
        this.reads = reads;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("journal").daemon().start(this::run);
    }

    /**
     * Opens the journal of a directory, or begins one there.
     *
     * @param directory made where it is missing, 0700
     * @param boot the id of the host's boot, of /proc/sys/kernel/random/boot_id
     * @param version of the engine
     * @param random for keys and ids
     * @param witness told the head at each checkpoint
     * @throws JournalException where another engine writes it, it is damaged, or the host does not
     *     let us
     */
    public static DiskJournal open(
            Path directory,
            Limits limits,
            Token boot,
            Token version,
            Clock clock,
            SecureRandom random,
            Witness witness) {
        byte[] session = new byte[8];
        random.nextBytes(session);
        Own.Start start =
                new Own.Start(boot, new Token(HexFormat.of().formatHex(session)), version);
        try {
            Disk disk = LocalDisk.make(directory);
            ReadCounts reads = new ReadCounts();
            Opened opened = Opened.open(disk, limits, random, witness, clock.instant());
            return new DiskJournal(new Ledger(opened, limits, clock, reads, start), reads, clock);
        } catch (IOException e) {
            throw new JournalException(
                    "opening the journal in " + directory,
                    LocalDisk.reason(e),
                    "room there, and a directory this user can write to",
                    e);
        }
    }

    @Override
    public void append(Entry entry) {
        open.readLock().lock();
        try {
            if (closed || broken || !queue.offer(new Task(entry, null))) {
                synchronized (unqueuedLock) {
                    unqueued = unqueued.plus(entry);
                }
            }
        } finally {
            open.readLock().unlock();
        }
    }

    @Override
    public Receipt required(Entry entry) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        open.readLock().lock();
        try {
            if (closed) {
                return CLOSED;
            }
            queue.put(new Task(entry, done));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Refused(Receipt.Reason.CLOSED, "the caller was interrupted");
        } finally {
            open.readLock().unlock();
        }
        return done.join();
    }

    @Override
    public void read(Identity who, Route route) {
        reads.count(who, route, clock.instant());
    }

    @Override
    public Head head() {
        return ledger.head();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = batch();
            }
        } catch (IOException e) {
            // Closing failed behind the last write: all of it is on the disk, and nobody waits.
        } catch (RuntimeException | Error e) {
            broken = true;
            refuseUntilClosed();
            throw e;
        }
    }

    /** Writes what waits; false after the last one. */
    private boolean batch() throws IOException {
        List<Task> tasks = new ArrayList<>();
        Task first = take();
        if (first != null) {
            tasks.add(first);
            gather(tasks);
        }
        boolean last = tasks.removeIf(task -> task.entry == null);
        try {
            write(tasks);
        } finally {
            // Nobody waits for ever for a writer that failed; the others have their answer.
            tasks.forEach(task -> done(task, CLOSED));
        }
        synchronized (unqueuedLock) {
            ledger.lose(unqueued);
            unqueued = Counts.NONE;
        }
        if (last) {
            ledger.close();
            return false;
        }
        ledger.tick();
        return true;
    }

    /** Takes what waits, and what comes soon, until somebody waits for the disk. */
    private void gather(List<Task> tasks) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MS);
        Task next = tasks.getFirst();
        while (next != null) {
            queue.drainTo(tasks, BATCH_ENTRIES_MAX - tasks.size());
            boolean full = tasks.size() >= BATCH_ENTRIES_MAX;
            if (full || tasks.stream().anyMatch(Task::isAwaited)) {
                return;
            }
            next = take(end - System.nanoTime());
            if (next != null) {
                tasks.add(next);
            }
        }
    }

    private void write(List<Task> tasks) {
        List<Entry> entries = new ArrayList<>();
        for (Task task : tasks) {
            if (task.entry != null) {
                entries.add(task.entry);
            }
        }
        if (!entries.isEmpty()) {
            List<Receipt> receipts = ledger.write(entries);
            for (int i = 0; i < tasks.size(); i++) {
                done(tasks.get(i), receipts.get(i));
            }
        }
    }

    private @Nullable Task take() {
        return take(TimeUnit.MILLISECONDS.toNanos(TICK_MS));
    }

    private @Nullable Task take(long nanos) {
        try {
            return queue.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the journal's writer", e);
        }
    }

    /** After a bug of ours: every entry is refused, so that nobody waits. */
    private void refuseUntilClosed() {
        Thread.ofPlatform()
                .name("journal-refuses")
                .daemon()
                .start(() -> {
                    boolean more = true;
                    while (more) {
                        Task task = take();
                        more = task == null || task.entry != null;
                        if (task != null) {
                            done(task, CLOSED);
                        }
                    }
                });
    }

    private static void done(Task task, Receipt receipt) {
        if (task.done != null) {
            task.done.complete(receipt);
        }
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
        try {
            queue.put(new Task(null, null));
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
