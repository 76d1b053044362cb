package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
    @TempDir Path directory;
    private TestJournal journal;

    @BeforeEach
    void fill() throws IOException {
        journal = new TestJournal(directory.resolve("a"), 1).filled();
    }

    @Test
    void every_checkpoint_is_told_once_it_is_written() {
        List<Line> checkpoints = journal.lines("checkpoint");

        assertThat(journal.told)
                .isEqualTo(
                        checkpoints.stream()
                                .map(line -> new Head(line.seq(), line.hash()))
                                .toList());
        assertThat(journal.verify(journal.told.toArray(new Head[0])).holds()).isTrue();
    }

    // Promise P25
    @Test
    void a_journal_cut_behind_any_line_is_found_by_a_later_head() throws IOException {
        Head seen = journal.told.getLast();
        Files.delete(journal.directory.resolve(KeySlots.NAME));
        int last = journal.verify().files();
        List<String> lines = journal.text(last);
        for (int keep = 1; keep < lines.size(); keep++) {
            Files.writeString(
                    journal.segment(last), String.join("\n", lines.subList(0, keep)) + "\n");
            assertThat(journal.verify().holds()).as("without a witness").isTrue();
            assertThat(journal.verify(journal.told.toArray(new Head[0])).findings())
                    .as("the latest of many witnesses is enough")
                    .extracting(Finding::toString)
                    .containsExactly(
                            SegmentName.of(last)
                                    + ": it ends with entry "
                                    + journal.verify().head().seq()
                                    + ", and a witness saw entry "
                                    + seen.seq()
                                    + ": it was cut or rolled back");
        }
    }

    // Promise P25
    @Test
    void a_journal_written_anew_from_the_start_is_found_by_any_head() throws IOException {
        Head seen = journal.told.getFirst();
        TestJournal other = new TestJournal(directory.resolve("b"), 9).filled();

        assertThat(other.verify().holds()).isTrue();
        assertThat(other.verify(seen).findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "entry "
                                + seen.seq()
                                + " is not the one a witness saw: what is here was written later");
    }

    @Test
    void a_journal_that_was_cut_and_went_on_is_found_by_the_key_beside_it() throws IOException {
        int last = journal.verify().files();
        List<String> lines = journal.text(last);
        Files.writeString(journal.segment(last), String.join("\n", lines.subList(0, 2)) + "\n");

        assertThat(journal.verify().findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.KEY);
    }

    @Test
    void the_head_of_an_empty_journal_says_nothing() {
        assertThat(journal.verify(Head.EMPTY).holds()).isTrue();
    }
}
