package io.jsec.launch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.linux.Fd;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that waits for its replies. What comes after it is closed is closed too. */
final class Exchange {
    /** Replies to one request: every container, and the end. */
    static final int REPLIES_MAX = 2049;

    /**
     * A reply.
     *
     * @param descriptors owned by whoever takes the reply
     * @param lost whether there were more, which this process had no room for
     */
    record Reply(ControlMessage message, List<Fd> descriptors, boolean lost) {
        void close() {
            descriptors.forEach(Fd::close);
        }
    }

    @GuardedBy("this")
    private final Deque<Reply> replies = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable String broken;

    @GuardedBy("this")
    private boolean closed;

    /** Whether the reply was taken over; one too many is a fault of the peer. */
    synchronized boolean offer(Reply reply) {
        if (closed || replies.size() == REPLIES_MAX) {
            reply.close();
            return closed;
        }
        replies.add(reply);
        notifyAll();
        return true;
    }

    /** No reply will come. */
    synchronized void fail(String why) {
        broken = why;
        notifyAll();
    }

    /**
     * The next reply.
     *
     * @throws LauncherException where none comes in time or at all
     */
    synchronized Reply next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (replies.isEmpty()) {
            if (broken != null) {
                throw new LauncherException(broken);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new LauncherException(
                        "the launcher did not answer within "
                                + timeout.toMillis()
                                + " ms; it hangs, or the machine is overloaded");
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("interrupted while waiting for the launcher", e);
            }
        }
        return replies.remove();
    }

    synchronized void close() {
        closed = true;
        replies.forEach(Reply::close);
        replies.clear();
    }
}
