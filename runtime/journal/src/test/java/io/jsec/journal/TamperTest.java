package io.jsec.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who may write to the files changes is found, with its place. */
class TamperTest {
    @TempDir Path directory;
    private TestJournal journal;

    @BeforeEach
    void fill() throws IOException {
        journal = new TestJournal(directory.resolve("a"), 1).filled();
    }

    private List<String> findings() {
        return journal.verify().findings().stream().map(Finding::toString).toList();
    }

    private List<Kind> kinds() {
        return journal.verify().findings().stream().map(Finding::kind).distinct().toList();
    }

    private void rewrite(int number, List<String> lines) throws IOException {
        Files.writeString(
                journal.segment(number), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    @Test
    void an_untouched_journal_holds_over_several_files() throws IOException {
        Verdict verdict = journal.verify();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.files()).isGreaterThan(1);
        assertThat(verdict.checkpoints()).isGreaterThan(4);
        assertThat(verdict.unsealed()).isZero();
        assertThat(verdict.head()).isEqualTo(journal.told.getLast());
    }

    // Promise P25
    @Test
    void every_other_value_of_every_byte_is_found() throws IOException {
        TestJournal one = new TestJournal(directory.resolve("one"), 2);
        Disk disk = one.disk();
        Opened opened =
                Opened.open(
                        disk,
                        TestJournal.SMALL,
                        new java.security.SecureRandom(),
                        one.told::add,
                        one.clock.instant());
        try (java.io.Closeable lock = opened.lock();
                Segments segments = opened.segments()) {
            assertThat(lock).isNotNull();
            segments.write(
                    List.of(TestJournal.mutation(TestJournal.ALICE, "c1")), one.clock.instant());
            segments.checkpoint(one.clock.instant());
        }
        byte[] content = Files.readAllBytes(one.segment(1));
        assertThat(isFound(content)).isFalse();

        List<String> missed =
                IntStream.range(0, content.length)
                        .parallel()
                        .boxed()
                        .flatMap(place -> unfound(content, place).stream())
                        .toList();

        assertThat(missed).isEmpty();
    }

    /** The first finding is enough. */
    private static final class FoundException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static boolean isFound(byte[] content) {
        try {
            Verifier.verify(
                    content,
                    finding -> {
                        throw new FoundException();
                    });
            return false;
        } catch (FoundException e) {
            return true;
        }
    }

    private static List<String> unfound(byte[] content, int place) {
        byte[] edited = content.clone();
        List<String> missed = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            edited[place] = (byte) value;
            if (edited[place] != content[place] && !isFound(edited)) {
                missed.add("byte " + place + " as " + value);
            }
        }
        return missed;
    }

    @Test
    void an_edit_of_any_byte_of_any_file_is_found() throws IOException {
        for (int number = 1; number <= 2; number++) {
            byte[] content = Files.readAllBytes(journal.segment(number));
            for (int i = 0; i < content.length; i += 31) {
                byte[] edited = content.clone();
                edited[i] ^= 1;
                Files.write(journal.segment(number), edited);
                assertThat(journal.verify().holds()).as("byte " + i).isFalse();
            }
            Files.write(journal.segment(number), content);
        }
    }

    @Test
    void an_edited_line_is_named_and_no_other() throws IOException {
        List<String> lines = new ArrayList<>(journal.text(1));
        lines.set(6, lines.get(6).replace("uid:1000", "uid:1001"));
        rewrite(1, lines);

        assertThat(findings())
                .containsExactly(
                        "journal-0001.jsonl line 7: entry 7 was changed, or another was put in its"
                                + " place");
    }

    // Promise P25
    @Test
    void each_deleted_line_is_found() throws IOException {
        List<String> lines = journal.text(1);
        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            rewrite(1, fewer);
            assertThat(kinds()).as("line " + (i + 1)).contains(Kind.MISSING);
        }
    }

    @Test
    void a_deleted_line_is_told_by_its_number() throws IOException {
        List<String> lines = new ArrayList<>(journal.text(1));
        lines.subList(4, 7).clear();
        rewrite(1, lines);

        assertThat(findings())
                .containsExactly(
                        "journal-0001.jsonl line 5: entries 5 to 7 are missing before this");
    }

    @Test
    void each_doubled_line_is_found() throws IOException {
        List<String> lines = journal.text(1);
        for (int i = 0; i < lines.size(); i++) {
            List<String> more = new ArrayList<>(lines);
            more.add(i, lines.get(i));
            rewrite(1, more);
            assertThat(findings())
                    .as("line " + (i + 1))
                    .first()
                    .isEqualTo(
                            "journal-0001.jsonl line "
                                    + (i + 2)
                                    + ": entry "
                                    + (i + 1)
                                    + " stands here again or out of its place, behind "
                                    + (i + 1));
        }
    }

    // Promise P25
    @Test
    void every_two_swapped_lines_are_found() throws IOException {
        List<String> lines = journal.text(1);
        for (int i = 0; i < lines.size(); i++) {
            for (int k = i + 1; k < lines.size(); k++) {
                List<String> swapped = new ArrayList<>(lines);
                java.util.Collections.swap(swapped, i, k);
                byte[] content = (String.join("\n", swapped) + "\n").getBytes(ISO_8859_1);
                List<Kind> kinds = new ArrayList<>();
                Verifier.verify(content, finding -> kinds.add(finding.kind()));
                assertThat(kinds).as(i + " and " + k).contains(Kind.MISSING, Kind.MOVED);
            }
        }
    }

    @Test
    void a_line_of_another_journal_with_the_same_number_is_found() throws IOException {
        TestJournal other = new TestJournal(directory.resolve("b"), 7).filled();
        List<String> lines = new ArrayList<>(journal.text(1));
        for (int i = 1; i < lines.size(); i++) {
            List<String> spliced = new ArrayList<>(lines);
            spliced.set(i, other.text(1).get(i));
            rewrite(1, spliced);
            assertThat(kinds()).as("line " + (i + 1)).startsWith(Kind.CHANGED);
        }
    }

    @Test
    void a_file_of_another_journal_is_found() throws IOException {
        TestJournal other = new TestJournal(directory.resolve("b"), 7).filled();
        Files.copy(
                other.segment(2),
                journal.segment(2),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(findings())
                .anyMatch(line -> line.startsWith("journal-0002.jsonl line 1: entry"));
        assertThat(findings())
                .anyMatch(line ->
                        line.contains("0002.jsonl line 1: the file belongs to another journal, "));
    }

    @Test
    void a_missing_file_is_found() throws IOException {
        Files.delete(journal.segment(1));

        assertThat(findings()).first().isEqualTo("journal-0001.jsonl: the file is missing");
    }

    @Test
    void a_file_under_another_number_is_found() throws IOException {
        Path last = journal.segment(journal.verify().files());
        Files.move(last, journal.segment(journal.verify().files() + 1));

        assertThat(kinds()).contains(Kind.MISSING, Kind.MOVED);
    }

    // Promise P25
    @Test
    void lines_whose_hashes_were_made_anew_do_not_fit_the_signature() throws IOException {
        List<String> lines = new Forgery(journal).rehashed(1, 6, "uid:1000", "uid:1001");
        rewrite(1, lines);

        assertThat(findings())
                .first()
                .asString()
                .matches(
                        "journal-0001.jsonl line \\d+: the checkpoint is not signed by the key that"
                                + " was announced: it is forged, or something since the checkpoint"
                                + " before was changed");
    }

    // Promise P25
    @Test
    void a_checkpoint_signed_by_another_key_is_found() throws IOException {
        rewrite(1, new Forgery(journal).resigned(1, 6, "uid:1000", "uid:1001"));

        assertThat(kinds()).contains(Kind.FORGED);
    }

    @Test
    void what_stands_behind_the_last_line_is_found() throws IOException {
        Path last = journal.segment(journal.verify().files());
        byte[] content = Files.readAllBytes(last);
        for (String tail : List.of("\n", "x", "{\"seq\":", "\0", "\0x", "# a comment\n")) {
            Files.write(last, content);
            Files.writeString(last, tail, java.nio.file.StandardOpenOption.APPEND);
            assertThat(journal.verify().holds()).as(tail).isFalse();
        }
    }

    @Test
    void a_last_line_that_was_cut_says_so() throws IOException {
        Path last = journal.segment(journal.verify().files());
        byte[] content = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(content, content.length - 20));

        assertThat(findings())
                .first()
                .asString()
                .endsWith(
                        ": the last line has no end: a write was cut off, which the next start of"
                                + " the engine will say, or the end was changed");
    }

    @Test
    void findings_beyond_the_hundredth_are_counted() throws IOException {
        rewrite(1, java.util.Collections.nCopies(250, "x"));

        assertThat(journal.verify().findings()).hasSize(100);
        assertThat(journal.verify().more()).isGreaterThanOrEqualTo(150);
    }
}
