package io.jsec.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenHeadsTest {
    private static final String ENGINE = "unix:///run/user/1000/jsec/jsec.sock";

    @TempDir Path folder;

    private SeenHeads heads() {
        return new SeenHeads(folder.resolve("state/jsec-client"));
    }

    private static String head(long seq) {
        return seq + ":" + String.format(Locale.ROOT, "%064x", seq);
    }

    private List<Long> seqs(String engine) {
        return heads().of(engine).stream().map(Head::seq).toList();
    }

    @Test
    void heads_are_kept_by_engine_in_the_order_of_the_journal() throws IOException {
        heads().remember(ENGINE, head(7));
        heads().remember("unix:///a folder/e.sock", head(3));
        heads().remember(ENGINE, head(5));

        assertThat(seqs(ENGINE)).containsExactly(5L, 7L);
        assertThat(seqs("unix:///a folder/e.sock")).containsExactly(3L);
        assertThat(seqs("unix:///other")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(heads().folder())))
                .isEqualTo("rwx------");
        try (var files = Files.list(heads().folder())) {
            assertThat(files).containsExactly(heads().file());
        }
    }

    @Test
    void one_that_is_known_writes_nothing() throws IOException {
        heads().remember(ENGINE, head(7));
        heads().remember(ENGINE, head(8));
        Object before = Files.readAttributes(heads().file(), "unix:ino").get("ino");
        heads().remember(ENGINE, head(7));
        heads().remember(ENGINE, head(8));

        assertThat(Files.readAttributes(heads().file(), "unix:ino")).containsEntry("ino", before);
    }

    @Test
    void a_journal_that_was_rolled_back_and_went_on_wipes_no_trace() {
        heads().remember(ENGINE, head(100));
        heads().remember(ENGINE, "60:" + "ab".repeat(32));
        heads().remember(ENGINE, "100:" + "cd".repeat(32));
        heads().remember(ENGINE, "140:" + "ef".repeat(32));

        assertThat(seqs(ENGINE)).containsExactly(60L, 100L, 100L, 140L);
        assertThat(heads().of(ENGINE)).contains(Head.parse(head(100)).orElseThrow());
    }

    @Test
    void of_many_the_first_and_the_newest_stay() throws IOException {
        for (long seq = 1; seq <= 1_000; seq++) {
            heads().remember(ENGINE, head(seq));
        }

        assertThat(seqs(ENGINE))
                .hasSizeBetween(SeenHeads.HEADS_MAX / 2, SeenHeads.HEADS_MAX)
                .startsWith(1L)
                .endsWith(997L, 998L, 999L, 1_000L)
                .isSorted();
        assertThat(Files.size(heads().file())).isLessThan(10_000);
    }

    @Test
    void of_many_engines_the_last_ones_stay() {
        for (int i = 1; i <= 100; i++) {
            heads().remember("unix:///" + i, head(1));
        }

        assertThat(seqs("unix:///100")).containsExactly(1L);
        assertThat(seqs("unix:///69")).containsExactly(1L);
        assertThat(seqs("unix:///68")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7:abc", "x:y", "7: \n8", "-1:00"})
    void what_is_no_head_is_not_kept(String text) {
        heads().remember(ENGINE, text);

        assertThat(heads().file()).doesNotExist();
    }

    @Test
    void an_address_that_would_be_another_line_is_not_kept() {
        heads().remember("unix:///a\nunix:///b", head(1));

        assertThat(heads().file()).doesNotExist();
    }

    @Test
    void a_file_of_something_else_is_read_as_nothing_and_a_place_that_takes_nothing_is_none()
            throws IOException {
        Files.createDirectories(heads().folder());
        Files.writeString(heads().file(), "no heads\n\n" + ENGINE + " 9:zz\n");
        assertThat(seqs(ENGINE)).isEmpty();

        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where a folder should be");
        SeenHeads none = new SeenHeads(blocked);
        none.remember(ENGINE, head(1));
        assertThat(none.of(ENGINE)).isEmpty();
    }
}
