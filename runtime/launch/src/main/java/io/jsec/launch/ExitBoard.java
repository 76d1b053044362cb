package io.jsec.launch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exits as they are told: kept for those who wait for one container, and queued for whoever reads
 * all. The queue is bounded; what it loses is counted.
 */
final class ExitBoard {
    /** Events that wait to be fetched. */
    static final int EVENTS_MAX = 4096;

    /** A container somebody of this client waits for, and how it ended once it has. */
    private static final class Watch {
        private ResidentEvent.@Nullable Exited exited;
    }

    @GuardedBy("this")
    private final Map<String, Watch> watched = new HashMap<>();

    @GuardedBy("this")
    private final Deque<ResidentEvent.Exited> events = new ArrayDeque<>();

    @GuardedBy("this")
    private long missed;

    @GuardedBy("this")
    private @Nullable String broken;

    /** From now on the exit of this container is kept; whether it was not watched before. */
    synchronized boolean watch(String id) {
        return watched.putIfAbsent(id, new Watch()) == null;
    }

    synchronized void forget(String id) {
        watched.remove(id);
    }

    synchronized void exited(ResidentEvent.Exited exited) {
        settle(exited);
        if (events.size() == EVENTS_MAX) {
            events.removeFirst();
            missed++;
        }
        events.addLast(exited);
        notifyAll();
    }

    /** How a container ended, known from a list and not from an event. */
    synchronized void settle(ResidentEvent.Exited exited) {
        Watch watch = watched.get(exited.id());
        if (watch != null && watch.exited == null) {
            watch.exited = exited;
            notifyAll();
        }
    }

    /** Nothing is told any more: whoever waits is told why. */
    synchronized void broken(String why) {
        broken = why;
        notifyAll();
    }

    /**
     * How a watched container ended; empty where it did not in time.
     *
     * @throws LauncherException where nobody will tell
     */
    synchronized Optional<ResidentEvent.Exited> await(String id, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Watch watch = watched.get(id);
            if (watch == null) {
                return Optional.empty();
            }
            if (watch.exited != null) {
                return Optional.of(watch.exited);
            }
            if (!pause(deadline)) {
                return Optional.empty();
            }
        }
    }

    /**
     * The oldest event nobody fetched; empty where none came in time.
     *
     * @throws LauncherException where none will come
     */
    synchronized Optional<ResidentEvent> next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (missed == 0 && events.isEmpty()) {
            if (!pause(deadline)) {
                return Optional.empty();
            }
        }
        if (missed > 0) {
            ResidentEvent lost = new ResidentEvent.Missed(missed);
            missed = 0;
            return Optional.of(lost);
        }
        return Optional.of(events.removeFirst());
    }

    /** Waits for a change; false where the time is over. What is known already comes first. */
    @GuardedBy("this")
    @SuppressWarnings("WaitNotInLoop") // every caller loops until its condition holds
    private boolean pause(long deadline) {
        if (broken != null) {
            throw new LauncherException(broken);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            wait(left / 1_000_000 + 1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while waiting for an exit", e);
        }
    }
}
