package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Output on its way to one reader: a bounded number of bytes. A reader that is only slow is waited
 * for; one that takes nothing for the patience loses what comes, counted, until it takes something
 * again. So a reader that hangs can delay the container once, and never stall it.
 */
final class FrameQueue {
    /** How long a full queue is waited for before output is dropped. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final long bytesMax;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<StreamFrame> frames = new ArrayDeque<>();

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private long dropped;

    @GuardedBy("lock")
    private boolean givenUp;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean taking;

    FrameQueue(long bytesMax, Duration patience) {
        this.bytesMax = bytesMax;
        this.patience = patience;
    }

    /** Adds a part; drops it where the reader does not read. */
    void offer(StreamFrame frame) {
        lock.lock();
        try {
            if (closed || ended) {
                return;
            }
            if (!room(frame)) {
                dropped += frame.data().length;
                return;
            }
            frames.addLast(frame);
            bytes += frame.data().length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean room(StreamFrame frame) {
        long left = givenUp ? 0 : patience.toNanos();
        long before = bytes;
        while (bytes > 0 && bytes + frame.data().length > bytesMax && !closed) {
            if (left <= 0) {
                givenUp = true;
                return false;
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (bytes < before) {
                before = bytes;
                left = patience.toNanos();
            }
        }
        return !closed;
    }

    /** Waits for the next part; empty at the end. */
    Optional<StreamFrame> take() {
        lock.lock();
        try {
            taking = true;
            changed.signalAll();
            while (frames.isEmpty() && !ended && !closed) {
                changed.awaitUninterruptibly();
            }
            StreamFrame frame = frames.pollFirst();
            if (frame == null) {
                return Optional.empty();
            }
            bytes -= frame.data().length;
            givenUp = false;
            taking = false;
            changed.signalAll();
            return Optional.of(frame);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the reader has taken all and asks for more; false where the time is over. */
    boolean drained(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!(frames.isEmpty() && taking) && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were dropped since this was last asked. */
    long takeDropped() {
        lock.lock();
        try {
            long count = dropped;
            dropped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were dropped and not yet taken note of. */
    long pendingDrops() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes any more; what is there can still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
