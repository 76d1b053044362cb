package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Those who wait for a container's ends. */
final class Waiters {
    private static final Duration EVER = Duration.ofDays(365);

    @GuardedBy("this")
    private final List<Ticket> tickets = new ArrayList<>();

    /** Begins to wait. */
    synchronized WaitTicket add(WaitCondition condition) {
        Ticket ticket = new Ticket(condition);
        tickets.add(ticket);
        return ticket;
    }

    /** A ticket for what is so already. */
    static WaitTicket settled(WaitTicket.WaitResult result) {
        Ticket ticket = new Waiters().new Ticket(WaitCondition.NOT_RUNNING);
        ticket.settle(result);
        return ticket;
    }

    /** A run ended. */
    void exited(int code, boolean again) {
        WaitTicket.WaitResult result = new WaitTicket.WaitResult(code, "");
        for (Ticket ticket : snapshot()) {
            boolean over =
                    switch (ticket.condition) {
                        case NOT_RUNNING -> !again;
                        case NEXT_EXIT -> true;
                        case REMOVED -> false;
                    };
            if (over) {
                ticket.settle(result);
            }
        }
    }

    /** It is gone. */
    void removed(int code) {
        WaitTicket.WaitResult result = new WaitTicket.WaitResult(code, "");
        snapshot().forEach(ticket -> ticket.settle(result));
    }

    private synchronized List<Ticket> snapshot() {
        return List.copyOf(tickets);
    }

    private synchronized void drop(Ticket ticket) {
        tickets.remove(ticket);
    }

    private final class Ticket implements WaitTicket {
        private final WaitCondition condition;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile @Nullable WaitResult result;

        Ticket(WaitCondition condition) {
            this.condition = condition;
        }

        private void settle(WaitResult how) {
            result = how;
            over.countDown();
            drop(this);
        }

        @Override
        public Optional<WaitResult> await(Duration limit) {
            try {
                boolean _ = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.ofNullable(result);
        }

        @Override
        public WaitResult await() {
            return await(EVER).orElseGet(() -> new WaitResult(-1, "the wait was interrupted"));
        }

        @Override
        public void close() {
            drop(this);
            over.countDown();
        }
    }
}
