package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged journal is kept whole, and another begins beside it. */
class PutAsideTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;
    private TestJournal journal;

    @BeforeEach
    void fill() throws IOException {
        journal = new TestJournal(folder.resolve("a"), 1).filled();
    }

    private void damage() throws IOException {
        Path file = journal.segment(journalFiles().getLast());
        Files.writeString(file, Files.readString(file).replaceFirst("\"seq\"", "\"sex\""));
    }

    private List<Integer> journalFiles() throws IOException {
        return SegmentName.numbers(new LocalDisk(journal.directory).names());
    }

    @Test
    void damage_is_told_from_a_host_that_does_not_let_us() throws IOException {
        damage();
        assertThatThrownBy(() -> journal.open())
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.isDamage()).isTrue());

        try (Closeable lock = journal.disk().lock(SegmentName.LOCK).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> journal.open())
                    .hasMessageContaining("another engine writes it")
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.isDamage()).isFalse());
        }
    }

    @Test
    void every_file_is_kept_as_it_was_and_a_new_journal_begins() throws IOException {
        damage();
        int files = journalFiles().size();
        byte[] last = Files.readAllBytes(journal.segment(files));
        byte[] key = Files.readAllBytes(journal.directory.resolve(KeySlots.NAME));

        Path aside = PutAside.move(journal.directory, NOW);

        assertThat(aside).isEqualTo(journal.directory.resolve("damaged-20260102T030405Z"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)))
                .isEqualTo("rwx------");
        assertThat(Files.readAllBytes(aside.resolve(SegmentName.of(files)))).isEqualTo(last);
        assertThat(Files.readAllBytes(aside.resolve(KeySlots.NAME))).isEqualTo(key);
        assertThat(Verifier.verify(aside, List.of()).findings()).isNotEmpty();
        journal.open().close();
        assertThat(journal.verify().findings())
                .singleElement()
                .hasToString(
                        "damaged-20260102T030405Z: a journal that was damaged is kept here, and"
                                + " another was begun: what is wrong, jsec journal verify"
                                + " --directory says of it");
        assertThat(journal.lines().getFirst().seq()).isEqualTo(1);
        assertThat(PutAside.in(journal.directory)).containsExactly(aside);
    }

    @Test
    void a_second_one_of_the_same_second_takes_nothing_from_the_first() throws IOException {
        Path first = PutAside.move(journal.directory, NOW);
        journal.filled();
        Path second = PutAside.move(journal.directory, NOW);

        assertThat(second.getFileName()).hasToString("damaged-20260102T030405Z-1");
        assertThat(Verifier.verify(first, List.of()).holds()).isTrue();
        assertThat(Verifier.verify(second, List.of()).holds()).isTrue();
        assertThat(PutAside.in(journal.directory)).containsExactly(first, second);
    }

    @Test
    void one_that_is_written_is_not_moved() throws IOException {
        try (Ledger writer = journal.open()) {
            assertThat(writer.head().seq()).isPositive();
            assertThatThrownBy(() -> PutAside.move(journal.directory, NOW))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another engine writes it");
        }
        journal.assertHolds();
        assertThat(PutAside.in(journal.directory)).isEmpty();
    }

    @Test
    void where_nothing_is_nothing_was_put_aside() {
        assertThat(PutAside.in(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void no_journal_takes_nothing_and_says_so_to_whoever_must_have_it() {
        try (Journal none = new NoJournal("its directory is missing")) {
            none.append(TestJournal.mutation(TestJournal.ALICE, "c"));
            none.read(TestJournal.ALICE, TestJournal.LIST);

            assertThat(none.head()).isEqualTo(Head.EMPTY);
            assertThat(none.required(TestJournal.intent(TestJournal.ALICE, "c")))
                    .isEqualTo(
                            new Receipt.Refused(Receipt.Reason.CLOSED, "its directory is missing"));
        }
    }
}
