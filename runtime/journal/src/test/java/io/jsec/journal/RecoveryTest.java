package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine says at its start about a journal that somebody else changed. */
class RecoveryTest {
    @TempDir Path directory;
    private TestJournal journal;

    @BeforeEach
    void fill() throws IOException {
        journal = new TestJournal(directory.resolve("a"), 1).filled();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> journal.open())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(
                        "Instead: keep the directory as evidence, under another name: the next"
                                + " start begins a new journal; jsec journal verify says what is"
                                + " wrong");
    }

    private int last() throws IOException {
        return SegmentName.numbers(new LocalDisk(journal.directory).names()).getLast();
    }

    @Test
    void a_line_that_was_changed_before_a_checkpoint_is_not_gone_over() throws IOException {
        Path file = journal.segment(last());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, lines.get(1).replace("\"seq\"", "\"sex\""));
        Files.writeString(file, String.join("\n", lines) + "\n");
        byte[] changed = Files.readAllBytes(file);

        assertRefused("going on with " + SegmentName.of(last()) + " failed: ");
        assertThat(Files.readAllBytes(file)).isEqualTo(changed);
    }

    @Test
    void a_damaged_first_line_is_not_gone_over() throws IOException {
        Path file = journal.segment(last());
        Files.writeString(file, "x" + Files.readString(file));

        assertRefused("its first line is damaged");
    }

    @Test
    void a_missing_file_in_between_is_told() throws IOException {
        Files.move(journal.segment(last()), journal.segment(last() + 1));

        assertRefused("failed: it is missing");
    }

    @Test
    void files_that_were_rolled_back_do_not_fit_the_key() throws IOException {
        TestJournal other = new TestJournal(directory.resolve("b"), 2);
        other.open().close();
        byte[] old = Files.readAllBytes(other.segment(1));
        other.open().close();
        Files.write(other.segment(1), old);

        journal = other;
        assertRefused("its key is not the one its last checkpoint announces");
        assertThat(other.verify().findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.KEY);
    }

    @Test
    void a_missing_key_is_told_and_no_other_is_made() throws IOException {
        Files.delete(journal.directory.resolve(KeySlots.NAME));

        assertRefused("its key is not the one its last checkpoint announces");
        assertRefused("its key is not the one its last checkpoint announces");
    }

    @Test
    void files_that_are_all_gone_are_told() throws IOException {
        for (int number = 1; number <= last(); number++) {
            Files.delete(journal.segment(number));
            if (SegmentName.numbers(new LocalDisk(journal.directory).names()).isEmpty()) {
                break;
            }
        }

        assertRefused("its key is there and all of its files are missing");
    }

    @Test
    void two_engines_do_not_write_one_journal() throws IOException {
        try (Ledger first = journal.open()) {
            assertThat(first.head().seq()).isPositive();
            assertThatThrownBy(() -> journal.open())
                    .isInstanceOf(JournalException.class)
                    .hasMessage(
                            "opening the journal failed: another engine writes it. Instead: stop"
                                    + " that one first");
        }
        journal.open().close();
        journal.assertHolds();
    }

    @Test
    void whole_lines_that_are_cut_off_are_kept_beside_it() throws IOException {
        TestJournal other = new TestJournal(directory.resolve("b"), 2);
        FaultyDisk disk = other.disk();
        Ledger ledger = other.open(disk, TestJournal.SMALL);
        ledger.write(List.of(TestJournal.mutation(TestJournal.ALICE, "a")));
        ledger.write(List.of(TestJournal.mutation(TestJournal.ALICE, "b")));
        disk.release();
        List<String> lines = new ArrayList<>(other.text(1));
        int changed = lines.size() - 2;
        lines.set(changed, lines.get(changed).replace("cert:alice", "cert:mally"));
        Files.writeString(other.segment(1), String.join("\n", lines) + "\n");

        other.open().close();

        assertThat(Files.readAllLines(other.directory.resolve("journal-0001.cut-" + (changed + 1))))
                .isEqualTo(lines.subList(changed, changed + 2));
        assertThat(other.lines("cut")).hasSize(1);
        other.assertHolds();
    }

    @Test
    void a_link_in_the_place_of_a_file_is_not_followed() throws IOException {
        Path file = journal.segment(last());
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);

        assertThatThrownBy(() -> journal.open()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> journal.verify())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("it is not a file");
    }
}
