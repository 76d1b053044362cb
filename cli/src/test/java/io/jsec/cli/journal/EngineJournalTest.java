package io.jsec.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.DiskJournal;
import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import io.jsec.journal.JournalReader;
import io.jsec.journal.NoJournal;
import io.jsec.journal.PutAside;
import io.jsec.journal.Receipt;
import io.jsec.journal.Route;
import io.jsec.journal.Token;
import io.jsec.journal.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does at its start with the journal it finds. */
class EngineJournalTest {
    private static final EngineJournal.Ground GROUND =
            new EngineJournal.Ground(
                    new Token("boot-1"),
                    new Token("0.1.0"),
                    Clock.systemUTC(),
                    new SecureRandom(),
                    head -> {});
    private static final Entry INTENT =
            new Entry.Intent(
                    Identity.user(1000),
                    Entry.Method.POST,
                    new Route("/containers/create"),
                    List.of());

    @TempDir Path folder;

    private Path directory() {
        return folder.resolve("state/jsec");
    }

    private EngineJournal open(boolean required) {
        return EngineJournal.open(directory(), required, GROUND);
    }

    private void writeOne() {
        try (Journal journal = open(true).journal()) {
            assertThat(journal.required(INTENT)).isInstanceOf(Receipt.Durable.class);
        }
    }

    private byte[] damage() throws IOException {
        writeOne();
        Path file = directory().resolve("journal-0001.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("\"intent\"", "\"intend\""));
        return Files.readAllBytes(file);
    }

    @Test
    void a_journal_goes_on_without_a_word() {
        writeOne();
        EngineJournal again = open(false);
        try (Journal journal = again.journal()) {
            assertThat(journal).isInstanceOf(DiskJournal.class);
            assertThat(again.warnings()).isEmpty();
            assertThat(journal.head().seq()).isGreaterThan(4);
        }
        assertThat(Verifier.verify(directory(), List.of()).holds()).isTrue();
    }

    @Test
    void a_damaged_one_is_put_aside_and_every_start_says_so_until_it_is_moved() throws IOException {
        byte[] damaged = damage();
        EngineJournal first = open(false);
        first.journal().close();

        Path aside = PutAside.in(directory()).getFirst();
        assertThat(Files.readAllBytes(aside.resolve("journal-0001.jsonl"))).isEqualTo(damaged);
        String warning =
                "WARNING: the journal in "
                        + directory()
                        + " was damaged, and another was begun. What was there is in "
                        + aside
                        + ": jsec journal verify --directory "
                        + aside
                        + " says what is wrong; move it elsewhere once you know why";
        assertThat(first.warnings()).containsExactly(warning);
        EngineJournal second = open(false);
        second.journal().close();
        assertThat(second.warnings()).containsExactly(warning);

        Files.move(aside, folder.resolve("evidence"));
        EngineJournal third = open(false);
        third.journal().close();
        assertThat(third.warnings()).isEmpty();
    }

    @Test
    void where_it_is_required_a_damaged_one_is_not_touched_and_nothing_is_taken()
            throws IOException {
        byte[] damaged = damage();
        EngineJournal opened = open(true);

        assertThat(opened.journal()).isInstanceOf(NoJournal.class);
        assertThat(opened.journal().required(INTENT)).isInstanceOf(Receipt.Refused.class);
        assertThat(opened.journal().head()).isEqualTo(Head.EMPTY);
        assertThat(opened.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING: this engine writes no journal and refuses every change: going on"
                                + " with journal-0001.jsonl failed: ")
                .contains("Instead: keep the directory as evidence");
        assertThat(Files.readAllBytes(directory().resolve("journal-0001.jsonl")))
                .isEqualTo(damaged);
        assertThat(PutAside.in(directory())).isEmpty();
    }

    @Test
    void one_that_another_engine_writes_is_left_alone() {
        EngineJournal first = open(false);
        EngineJournal second = open(false);

        assertThat(second.journal()).isInstanceOf(NoJournal.class);
        assertThat(second.warnings())
                .singleElement()
                .asString()
                .startsWith("WARNING: this engine writes no journal: ")
                .contains("another engine writes it");
        first.journal().close();
        assertThat(JournalReader.read(directory(), line -> {})).isZero();
        assertThat(PutAside.in(directory())).isEmpty();
    }

    @Test
    void a_place_that_takes_no_files_is_said_by_its_name() throws IOException {
        Files.createDirectories(directory().getParent());
        Files.writeString(directory(), "a file");
        EngineJournal opened = open(false);

        assertThat(opened.journal()).isInstanceOf(NoJournal.class);
        assertThat(opened.warnings())
                .singleElement()
                .asString()
                .contains("opening the journal in " + directory());
    }
}
