package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaitersTest {
    private final Waiters waiters = new Waiters();

    /** What a ticket knows now. */
    private static Optional<Integer> now(WaitTicket ticket) {
        return ticket.await(Duration.ZERO).map(WaitTicket.WaitResult::exitCode);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_RUNNING, false, true",
        "NOT_RUNNING, true, false",
        "NEXT_EXIT, false, true",
        "NEXT_EXIT, true, true",
        "REMOVED, false, false",
        "REMOVED, true, false",
    })
    void an_end_settles_who_waited_for_it(WaitCondition condition, boolean again, boolean settles) {
        WaitTicket ticket = waiters.add(condition);
        assertThat(now(ticket)).isEmpty();

        waiters.exited(3, again);

        assertThat(now(ticket)).isEqualTo(settles ? Optional.of(3) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(WaitCondition.class)
    void a_removal_settles_everybody(WaitCondition condition) {
        WaitTicket ticket = waiters.add(condition);
        waiters.removed(9);
        assertThat(now(ticket)).contains(9);
    }

    @Test
    void the_first_end_counts_and_no_later_one() {
        WaitTicket next = waiters.add(WaitCondition.NEXT_EXIT);
        WaitTicket removed = waiters.add(WaitCondition.REMOVED);
        waiters.exited(1, true);
        waiters.exited(2, false);
        waiters.removed(2);
        assertThat(now(next)).contains(1);
        assertThat(now(removed)).contains(2);
    }

    @Test
    void an_abandoned_wait_is_told_nothing_and_hinders_nobody() {
        WaitTicket abandoned = waiters.add(WaitCondition.NEXT_EXIT);
        WaitTicket patient = waiters.add(WaitCondition.NEXT_EXIT);
        abandoned.close();
        abandoned.close();
        waiters.exited(5, false);
        assertThat(now(abandoned)).isEmpty();
        assertThat(now(patient)).contains(5);
    }

    @Test
    void who_waits_is_woken_by_the_end_and_by_giving_up() throws Exception {
        List<WaitTicket> tickets = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        List<Integer> codes = new java.util.concurrent.CopyOnWriteArrayList<>();
        CountDownLatch waiting = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            WaitTicket ticket = waiters.add(WaitCondition.NOT_RUNNING);
            tickets.add(ticket);
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                waiting.countDown();
                                codes.add(ticket.await().exitCode());
                            }));
        }
        waiting.await();
        tickets.getFirst().close();
        waiters.exited(4, false);
        for (Thread thread : threads) {
            assertThat(thread.join(EngineFixture.SOON)).isTrue();
        }
        assertThat(codes).hasSize(8).containsOnly(4, -1).containsOnlyOnce(-1);
    }

    @Test
    void what_is_so_already_needs_no_wait() {
        WaitTicket ticket = Waiters.settled(new WaitTicket.WaitResult(7, ""));
        assertThat(ticket.await()).isEqualTo(new WaitTicket.WaitResult(7, ""));
    }
}
