package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {
    private static final Limits TIGHT =
            new Limits(
                    1 << 20,
                    16_384,
                    4_000,
                    Duration.ofMinutes(10),
                    1_000,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));

    @TempDir Path directory;

    private static int durable(List<Receipt> receipts) {
        return (int) receipts.stream().filter(Receipt.Durable.class::isInstance).count();
    }

    // Promise P27
    @Test
    void who_writes_more_than_his_budget_is_counted_and_nobody_else_is() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        int written = 0;
        try (Ledger ledger = journal.open(journal.disk(), TIGHT)) {
            for (int i = 0; i < 100; i++) {
                List<Receipt> receipts =
                        ledger.write(List.of(TestJournal.intent(TestJournal.ALICE, "c" + i)));
                written += durable(receipts);
            }
            Receipt refused =
                    ledger.write(List.of(TestJournal.intent(TestJournal.ALICE, "no"))).getFirst();
            assertThat(durable(ledger.write(List.of(TestJournal.intent(TestJournal.BOB, "b")))))
                    .isOne();
            assertThat(refused)
                    .isEqualTo(
                            new Receipt.Refused(
                                    Receipt.Reason.BUDGET,
                                    "cert:alice wrote more to the journal than the 4000 bytes that"
                                            + " one identity may in 10 minutes"));
        }
        assertThat(written).isBetween(8, 16);
        assertThat(journal.lines("intent")).hasSize(written + 1);
        assertThat(limited(journal)).isEqualTo(101 - written);
        journal.assertHolds();
    }

    private static long limited(TestJournal journal) {
        return journal.lines("limited").stream()
                .peek(line -> assertThat(line.text("who")).contains("cert:alice"))
                .mapToLong(line -> line.number("intents").orElseThrow())
                .sum();
    }

    @Test
    void the_first_entry_over_a_budget_is_told_at_once_and_the_rest_each_minute()
            throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        try (Ledger ledger = journal.open(journal.disk(), TIGHT)) {
            for (int i = 0; i < 50; i++) {
                ledger.write(List.of(TestJournal.intent(TestJournal.ALICE, "c" + i)));
            }
            assertThat(limited(journal)).isOne();
            ledger.tick();
            assertThat(limited(journal)).isOne();
            journal.clock.forward(Duration.ofSeconds(61));
            ledger.tick();
            assertThat(limited(journal)).isEqualTo(50 - journal.lines("intent").size());
            assertThat(journal.lines("limited")).hasSize(2);
        }
    }

    @Test
    void a_budget_grows_back_with_time_and_not_with_a_clock_that_goes_back() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        try (Ledger ledger = journal.open(journal.disk(), TIGHT)) {
            for (int i = 0; i < 50; i++) {
                ledger.write(List.of(TestJournal.intent(TestJournal.ALICE, "c" + i)));
            }
            journal.clock.forward(Duration.ofHours(-5));
            Entry next = TestJournal.intent(TestJournal.ALICE, "next");
            assertThat(durable(ledger.write(List.of(next)))).isZero();
            journal.clock.forward(Duration.ofMinutes(2));
            assertThat(durable(ledger.write(List.of(next)))).isOne();
        }
    }

    @Test
    void what_became_of_an_intent_is_told_whatever_the_budget() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        try (Ledger ledger = journal.open(journal.disk(), TIGHT)) {
            for (int i = 0; i < 50; i++) {
                ledger.write(List.of(TestJournal.intent(TestJournal.ALICE, "c" + i)));
            }
            Entry outcome =
                    new Entry.Mutation(
                            TestJournal.ALICE,
                            Entry.Method.POST,
                            TestJournal.START,
                            List.of(),
                            204,
                            1,
                            OptionalLong.of(4));
            assertThat(durable(ledger.write(List.of(outcome)))).isOne();
        }
    }

    @Test
    void identities_beyond_those_told_apart_share_one_budget() {
        Budgets budgets = new Budgets(1_000, Duration.ofHours(1));
        HandClock clock = new HandClock();
        for (int i = 0; i < Limits.IDENTITIES_MAX; i++) {
            assertThat(budgets.take(Identity.user(i), 900, clock.instant())).isTrue();
        }
        assertThat(budgets.take(Identity.user(5_000), 900, clock.instant())).isTrue();
        assertThat(budgets.take(Identity.user(5_001), 900, clock.instant())).isFalse();
        clock.forward(Duration.ofHours(1));
        assertThat(budgets.take(Identity.user(5_001), 900, clock.instant())).isTrue();
        assertThat(budgets.take(Identity.user(5_002), 900, clock.instant())).isTrue();
    }

    @Test
    void reads_are_one_line_for_each_identity_and_minute() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        Route logs = new Route("/containers/{id}/logs");
        try (Ledger ledger = journal.open(journal.disk(), TIGHT)) {
            for (int i = 0; i < 1_000; i++) {
                journal.reads.count(TestJournal.ALICE, TestJournal.LIST, journal.clock.instant());
            }
            journal.reads.count(TestJournal.ALICE, logs, journal.clock.instant());
            journal.reads.count(TestJournal.BOB, logs, journal.clock.instant());
            journal.clock.forward(Duration.ofSeconds(61));
            ledger.tick();
            journal.reads.count(TestJournal.BOB, logs, journal.clock.instant());
        }
        assertThat(journal.lines("reads"))
                .extracting(line -> line.text("who").orElse("") + " " + line.texts("routes"))
                .containsExactlyInAnyOrder(
                        "cert:alice [/containers/json:1000, /containers/{id}/logs:1]",
                        "uid:1000 [/containers/{id}/logs:1]",
                        "uid:1000 [/containers/{id}/logs:1]");
    }
}
