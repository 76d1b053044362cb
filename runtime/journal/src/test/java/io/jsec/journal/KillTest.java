package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies at every call that changes something on the disk. */
class KillTest {
    private static final int CALLS_MAX = 2_000;

    @TempDir Path directory;

    /** Entries that were answered as durable, and the heads the answers gave. */
    private final List<String> durable = new ArrayList<>();

    private final List<Head> heads = new ArrayList<>();

    private void script(TestJournal journal, FaultyDisk disk) throws IOException {
        try (Ledger ledger = journal.open(disk, TestJournal.SMALL)) {
            for (int i = 0; i < 14; i++) {
                String name = "c" + durable.size();
                List<Entry> batch = List.of(TestJournal.mutation(TestJournal.ALICE, name));
                if (ledger.write(batch).getFirst() instanceof Receipt.Durable each) {
                    durable.add("container/" + name);
                    heads.add(each.head());
                }
                journal.clock.forward(Duration.ofSeconds(9));
                disk.full(i == 7 || i == 8);
                ledger.tick();
            }
        }
    }

    // Promise P26
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void a_kill_at_every_call_loses_nothing_that_was_answered(double written) throws IOException {
        int call = 0;
        boolean ended = false;
        while (!ended) {
            assertThat(call).isLessThan(CALLS_MAX);
            durable.clear();
            heads.clear();
            TestJournal journal =
                    new TestJournal(directory.resolve(written + "-" + call), call + 1L);
            FaultyDisk disk = journal.disk().killAt(call, written);
            try {
                script(journal, disk);
                ended = true;
            } catch (FaultyDisk.Killed e) {
                disk.release();
            }
            assertGoesOn(journal, "call " + call + " of " + disk.calls());
            call++;
        }
        assertThat(call).isGreaterThan(100);
    }

    private void assertGoesOn(TestJournal journal, String what) throws IOException {
        try (Ledger ledger = journal.open()) {
            assertThat(ledger.write(List.of(TestJournal.mutation(TestJournal.BOB, "last"))))
                    .as(what)
                    .first()
                    .isInstanceOf(Receipt.Durable.class);
        }
        assertThat(journal.verify(heads.toArray(new Head[0])).findings()).as(what).isEmpty();
        List<String> written =
                journal.lines("mutation").stream()
                        .filter(line -> !line.texts("objects").contains("container/last"))
                        .map(line -> line.texts("objects").getFirst())
                        .toList();
        // One more at most: it was on the disk when nobody could say so any more.
        assertThat(written.size()).as(what).isBetween(durable.size(), durable.size() + 1);
        assertThat(written.subList(0, durable.size())).as(what).isEqualTo(durable);
    }

    // Promise P26
    @Test
    void a_write_cut_at_any_byte_is_cut_off_with_a_mark() throws IOException {
        TestJournal whole = new TestJournal(directory.resolve("whole"), 3);
        FaultyDisk disk = whole.disk();
        Ledger ledger = whole.open(disk, TestJournal.SMALL);
        ledger.write(List.of(TestJournal.mutation(TestJournal.ALICE, "kept")));
        long good = java.nio.file.Files.size(whole.segment(1));
        ledger.write(List.of(TestJournal.mutation(TestJournal.ALICE, "torn")));
        disk.release();
        byte[] content = java.nio.file.Files.readAllBytes(whole.segment(1));
        byte[] key = java.nio.file.Files.readAllBytes(whole.directory.resolve(KeySlots.NAME));

        for (int size = (int) good; size < content.length; size++) {
            TestJournal cut = new TestJournal(directory.resolve("cut-" + size), 4);
            cut.disk();
            java.nio.file.Files.write(cut.segment(1), java.util.Arrays.copyOf(content, size));
            java.nio.file.Files.write(cut.directory.resolve(KeySlots.NAME), key);
            try (Ledger next = cut.open()) {
                assertThat(next.head().seq()).isPositive();
            }
            cut.assertHolds();
            assertThat(cut.lines("mutation")).as("size " + size).hasSize(1);
            List<Line> marks = cut.lines("cut");
            assertThat(marks).as("size " + size).hasSize(size == good ? 0 : 1);
            if (size > good) {
                assertThat(marks.getFirst().number("bytes")).hasValue(size - good);
                assertThat(marks.getFirst().text("file")).contains("journal-0001.jsonl");
                assertThat(marks.getFirst().text("digest"))
                        .contains(
                                Digest.of(java.util.Arrays.copyOfRange(content, (int) good, size))
                                        .text());
            }
        }
    }
}
