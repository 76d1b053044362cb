package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that fail, one by one, and a disk that is full. */
class FaultTest {
    private static final int CALLS_MAX = 2_000;

    @TempDir Path directory;
    private final List<String> durable = new ArrayList<>();
    private int refused;

    private void write(Ledger ledger, String name) {
        List<Entry> batch = List.of(TestJournal.mutation(TestJournal.ALICE, name));
        switch (ledger.write(batch).getFirst()) {
            case Receipt.Durable _ -> durable.add("container/" + name);
            case Receipt.Refused each -> {
                refused++;
                assertThat(each.reason()).isEqualTo(Receipt.Reason.DISK);
                assertThat(each.sentence()).startsWith("the journal cannot be written: ");
            }
        }
    }

    // Promise P26
    @Test
    void each_call_that_fails_refuses_and_loses_nothing() throws IOException {
        boolean ended = false;
        int refusals = 0;
        for (int call = 0; !ended; call++) {
            assertThat(call).isLessThan(CALLS_MAX);
            durable.clear();
            refused = 0;
            TestJournal journal = new TestJournal(directory.resolve("f" + call), call + 1L);
            FaultyDisk disk = journal.disk().failAt(call);
            try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
                for (int i = 0; i < 14; i++) {
                    write(ledger, "c" + i);
                    journal.clock.forward(Duration.ofSeconds(9));
                    ledger.tick();
                }
            } catch (IOException e) {
                // Beginning a journal, or closing its files, may fail.
                disk.release();
            }
            ended = disk.calls().size() <= call;
            String what = "call " + call + " of " + disk.calls();
            journal.open().close();
            assertThat(journal.verify().findings()).as(what).isEmpty();
            assertThat(containers(journal)).as(what).isEqualTo(durable);
            assertThat(dropped(journal)).as(what).isEqualTo(refused);
            refusals += refused;
        }
        assertThat(refusals).isPositive();
    }

    private static List<String> containers(TestJournal journal) {
        return journal.lines("mutation").stream()
                .map(line -> line.texts("objects").getFirst())
                .toList();
    }

    private static long dropped(TestJournal journal) {
        return journal.lines("dropped").stream()
                .mapToLong(line -> line.number("mutations").orElseThrow())
                .sum();
    }

    // Promise P27
    @Test
    void on_a_full_disk_changes_are_refused_and_decisions_are_written() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            disk.full(true);
            write(ledger, "refused");
            List<Receipt> decision =
                    ledger.write(List.of(TestJournal.decision(TestJournal.BOB, "d")));
            List<Receipt> intent = ledger.write(List.of(TestJournal.intent(TestJournal.BOB, "i")));

            assertThat(refused).isOne();
            assertThat(decision.getFirst()).isInstanceOf(Receipt.Durable.class);
            assertThat(intent.getFirst()).isInstanceOf(Receipt.Refused.class);
            journal.assertHolds();
            assertThat(journal.lines("decision")).hasSize(1);
        }
        journal.assertHolds();
    }

    @Test
    void an_engine_starts_and_tells_it_on_a_full_disk() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        journal.open().close();
        FaultyDisk disk = journal.disk();
        disk.full(true);
        for (int i = 0; i < 3; i++) {
            journal.open(disk, TestJournal.SMALL).close();
        }

        journal.assertHolds();
        assertThat(journal.lines("start")).hasSize(4);
        assertThat(journal.lines("stop")).hasSize(4);
    }

    @Test
    void a_disk_with_room_again_is_written_as_before_and_the_loss_is_told() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            disk.full(true);
            write(ledger, "lost");
            disk.full(false);
            journal.clock.forward(Duration.ofSeconds(6));
            ledger.tick();
            write(ledger, "kept");
        }

        journal.assertHolds();
        assertThat(containers(journal)).containsExactly("container/kept");
        assertThat(dropped(journal)).isOne();
        assertThat(journal.lines("segment"))
                .extracting(line -> line.text("place").orElseThrow())
                .containsExactly("disk", "reserve", "disk");
        assertThat(disk.names()).contains(SegmentName.RESERVE);
    }

    @Test
    void one_identity_cannot_use_up_the_reserve() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        int written = 0;
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            disk.full(true);
            for (int i = 0; i < 200; i++) {
                List<Entry> batch = List.of(TestJournal.decision(TestJournal.ALICE, "d" + i));
                written += ledger.write(batch).getFirst() instanceof Receipt.Durable ? 1 : 0;
            }
            List<Receipt> other = ledger.write(List.of(TestJournal.decision(TestJournal.BOB, "b")));

            assertThat(written).isBetween(1, 10);
            assertThat(other.getFirst()).isInstanceOf(Receipt.Durable.class);
        }
        assertThat(journal.lines("stop")).hasSize(1);
        assertThat(journal.lines("dropped"))
                .extracting(line -> line.number("decisions").orElseThrow())
                .containsExactly(200L - written);
        journal.assertHolds();
    }

    @Test
    void many_identities_leave_room_for_the_engines_own_lines() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            disk.full(true);
            for (int i = 0; i < 500; i++) {
                ledger.write(List.of(TestJournal.decision(Identity.user(i), "d" + i)));
            }
        }
        journal.assertHolds();
        assertThat(journal.lines("stop")).hasSize(1);
        assertThat(journal.verify().unsealed()).isZero();
    }

    @Test
    void a_disk_that_takes_nothing_refuses_until_it_does() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            write(ledger, "a");
            disk.broken(true);
            for (int i = 0; i < 5; i++) {
                write(ledger, "lost" + i);
                journal.clock.forward(Duration.ofSeconds(90));
                ledger.tick();
            }
            disk.broken(false);
            write(ledger, "b");
            journal.clock.forward(Duration.ofSeconds(90));
            ledger.tick();
        }
        journal.assertHolds();
        assertThat(containers(journal)).containsExactly("container/a", "container/b");
        assertThat(dropped(journal)).isEqualTo(5);
    }

    @Test
    void a_reserve_that_was_given_back_without_a_sync_hinders_nothing() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            disk.full(true);
            int before = disk.calls().size();
            disk.failSyncs(true);
            write(ledger, "lost");
            assertThat(disk.calls().subList(before, disk.calls().size()))
                    .filteredOn(call -> call.startsWith("rename "))
                    .containsExactly("rename journal-reserve", "rename journal-0002.jsonl");
            disk.failSyncs(false);
            disk.full(false);
            journal.clock.forward(Duration.ofSeconds(6));
            ledger.tick();
            write(ledger, "kept");
        }
        journal.assertHolds();
        assertThat(containers(journal)).containsExactly("container/kept");
        assertThat(dropped(journal)).isOne();
    }

    @Test
    void a_start_that_fails_holds_no_file() throws IOException {
        int begun = 0;
        while (startFails(new TestJournal(directory.resolve("b" + begun), 1), begun)) {
            begun++;
        }
        int resumed = 0;
        TestJournal journal = new TestJournal(directory.resolve("r"), 1);
        journal.open().close();
        while (startFails(journal, resumed)) {
            resumed++;
        }
        assertThat(begun).isGreaterThan(5);
        assertThat(resumed).isGreaterThan(3);
    }

    private static boolean startFails(TestJournal journal, int call) throws IOException {
        FaultyDisk disk = journal.disk().failAt(call);
        Ledger ledger;
        try {
            ledger = journal.open(disk, TestJournal.SMALL);
        } catch (IOException e) {
            assertThat(disk.held()).as(disk.calls().toString()).isZero();
            return true;
        }
        ledger.close();
        assertThat(disk.held()).isZero();
        return false;
    }

    @Test
    void a_key_that_could_not_be_erased_is_erased_before_the_next_checkpoint() throws IOException {
        TestJournal journal = new TestJournal(directory, 1);
        FaultyDisk disk = journal.disk();
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            int before = disk.calls().size();
            journal.clock.forward(Duration.ofMinutes(2));
            write(ledger, "a");
            // Behind write and force of the line: slot, force, line, force, erase.
            disk.failWholeAt(before + 6);
            ledger.tick();
            assertThat(disk.calls().get(before + 6)).isEqualTo("write journal.key");
            assertThat(keys(journal)).isEqualTo(2);
            journal.clock.forward(Duration.ofMinutes(2));
            write(ledger, "b");
            ledger.tick();
            assertThat(keys(journal)).isEqualTo(1);
        }
        journal.assertHolds();
    }

    private static long keys(TestJournal journal) throws IOException {
        byte[] content = java.nio.file.Files.readAllBytes(journal.directory.resolve(KeySlots.NAME));
        return KeySlots.read(content).stream().filter(java.util.Optional::isPresent).count();
    }
}
