package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last events, and everybody who follows them. A follower that does not read loses the oldest
 * it has not read; nobody else waits for it.
 */
final class EventLog implements Events {
    /** Events that are remembered. */
    static final int REMEMBERED_MAX = 1024;

    /** Events that wait for one follower. */
    static final int WAITING_MAX = 4096;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Told> remembered = new ArrayDeque<>();

    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    EventLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * An event, and whose.
     *
     * @param labels of its object; absent where it is no single one
     */
    private record Told(EventMessage message, Optional<Map<String, String>> labels) {
        boolean isFor(Access access) {
            return !access.isScoped()
                    || labels.filter(noted ->
                                    message.type().equals("image")
                                            ? access.seesImage(noted)
                                            : access.owns(noted))
                            .isPresent();
        }
    }

    /** Tells everybody who sees everything: an event of no single object. */
    void publish(String type, String action, String actor, Map<String, String> attributes) {
        publish(type, action, actor, attributes, Optional.empty());
    }

    /**
     * Tells everybody who sees its object.
     *
     * @param labels of the object; absent where the event is of no single one
     */
    void publish(
            String type,
            String action,
            String actor,
            Map<String, String> attributes,
            Optional<Map<String, String>> labels) {
        lock.lock();
        try {
            EventMessage message =
                    new EventMessage(type, action, actor, attributes, clock.instant());
            Told told = new Told(message, labels);
            if (remembered.size() == REMEMBERED_MAX) {
                remembered.removeFirst();
            }
            remembered.addLast(told);
            for (Follower follower : followers) {
                follower.offer(told);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many follow. */
    int listeners() {
        return followers.size();
    }

    @Override
    public EventStream follow(EventsRequest request) {
        return follow(request, Access.FULL);
    }

    /** What a client hears. */
    EventStream follow(EventsRequest request, Access access) {
        EventFilter filter = EventFilter.of(request.filters());
        lock.lock();
        try {
            Instant now = clock.instant();
            boolean past = request.until().filter(until -> !until.isAfter(now)).isPresent();
            Follower follower = new Follower(filter, access, request.until(), past);
            if (request.since().isPresent() || request.until().isPresent()) {
                Instant since = request.since().orElse(Instant.MIN);
                for (Told told : remembered) {
                    if (!told.message().time().isBefore(since)) {
                        follower.offer(told);
                    }
                }
            }
            if (!past) {
                followers.add(follower);
            }
            return follower;
        } finally {
            lock.unlock();
        }
    }

    /** One who follows. */
    private final class Follower implements EventStream {
        private final ReentrantLock own = new ReentrantLock();
        private final EventFilter filter;
        private final Access access;
        private final Optional<Instant> until;
        private final Condition changed = own.newCondition();

        @GuardedBy("own")
        private final Deque<EventMessage> waiting = new ArrayDeque<>();

        @GuardedBy("own")
        private boolean over;

        Follower(EventFilter filter, Access access, Optional<Instant> until, boolean over) {
            this.filter = filter;
            this.access = access;
            this.until = until;
            this.over = over;
        }

        private void offer(Told told) {
            EventMessage message = told.message();
            boolean late = until.filter(end -> message.time().isAfter(end)).isPresent();
            if (late || !told.isFor(access) || !filter.matches(message)) {
                return;
            }
            own.lock();
            try {
                if (waiting.size() == WAITING_MAX) {
                    waiting.removeFirst();
                }
                waiting.addLast(message);
                changed.signalAll();
            } finally {
                own.unlock();
            }
        }

        @Override
        public Optional<EventMessage> next() {
            own.lock();
            try {
                while (waiting.isEmpty() && !over) {
                    if (!pause()) {
                        end();
                    }
                }
                return Optional.ofNullable(waiting.pollFirst());
            } finally {
                own.unlock();
            }
        }

        /** False where the end has come. */
        @GuardedBy("own")
        @SuppressWarnings("WaitNotInLoop") // next() loops
        private boolean pause() {
            try {
                if (until.isEmpty()) {
                    changed.await();
                    return true;
                }
                long left = Duration.between(clock.instant(), until.get()).toNanos();
                return left > 0 && waited(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Whether something may have come, or the end not yet. */
        @GuardedBy("own")
        @SuppressWarnings("WaitNotInLoop") // next() loops
        private boolean waited(long nanos) throws InterruptedException {
            boolean told = changed.await(nanos, TimeUnit.NANOSECONDS);
            return told || until.filter(end -> clock.instant().isBefore(end)).isPresent();
        }

        @GuardedBy("own")
        private void end() {
            over = true;
            followers.remove(this);
        }

        @Override
        public void close() {
            own.lock();
            try {
                end();
                waiting.clear();
                changed.signalAll();
            } finally {
                own.unlock();
            }
        }
    }
}
