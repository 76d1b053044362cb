package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was read from a connection and not taken yet. An empty inbox asks the event loop for one
 * more read when somebody waits; otherwise the socket is left alone, and its client waits.
 */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable reader;

    @GuardedBy("lock")
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean reading;

    @GuardedBy("lock")
    private boolean wanted;

    @GuardedBy("lock")
    private boolean discarded;

    /**
     * @param reader asks the event loop for one read
     */
    Inbox(Runnable reader) {
        this.reader = reader;
    }

    /** Called by the event loop. */
    void put(Piece piece) {
        lock.lock();
        try {
            if (discarded) {
                release(piece);
                return;
            }
            pieces.add(piece);
            wanted = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the event loop after a read: true asks for another one. */
    boolean readComplete() {
        lock.lock();
        try {
            reading = wanted && !discarded;
            return reading;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next piece, which stays where it is if it is the last one; nothing when the time is over.
     */
    Optional<Piece> take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (pieces.isEmpty()) {
                if (discarded) {
                    return Optional.of(new Piece.Eof());
                }
                if (left <= 0) {
                    wanted = false;
                    return Optional.empty();
                }
                wanted = true;
                if (!reading) {
                    reading = true;
                    reader.run();
                }
                left = changed.awaitNanos(left);
            }
            return Optional.of(isLast(pieces.element()) ? pieces.element() : pieces.remove());
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #take(Duration)}, for as long as it takes. */
    Piece take() throws InterruptedException {
        Optional<Piece> piece = Optional.empty();
        while (piece.isEmpty()) {
            piece = take(Duration.ofNanos(TimeUnit.DAYS.toNanos(1)));
        }
        return piece.orElseThrow();
    }

    private static boolean isLast(Piece piece) {
        return switch (piece) {
            case Piece.Eof() -> true;
            case Piece.Truncated() -> true;
            case Piece.Malformed(int status, String message) -> true;
            case Piece.Head(var request) -> false;
            case Piece.Data(var bytes) -> false;
            case Piece.End() -> false;
        };
    }

    /** Releases what nobody will take, now and later. */
    void discard() {
        lock.lock();
        try {
            discarded = true;
            pieces.forEach(Inbox::release);
            pieces.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void release(Piece piece) {
        if (piece instanceof Piece.Data(var bytes)) {
            bytes.release();
        }
    }
}
