package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsec.journal.DiskJournal;
import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Limits;
import io.jsec.journal.ObjectId;
import io.jsec.journal.Route;
import io.jsec.journal.RuleId;
import io.jsec.journal.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
    private static final Identity ALICE = Identity.certificate("alice");
    private static final Route START = new Route("/containers/{id}/start");

    @TempDir Path home;
    private Path directory;
    private final List<Head> told = new ArrayList<>();

    @BeforeEach
    void fill() {
        directory = home.resolve("state/jsec");
        write("2026-01-01T10:00:00Z", ALICE);
        write("2026-01-02T10:00:00Z", Identity.user(1000));
    }

    private void write(String time, Identity who) {
        Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        List<ObjectId> objects = List.of(ObjectId.of(ObjectId.Kind.CONTAINER, "3f2a"));
        try (DiskJournal journal =
                DiskJournal.open(
                        directory,
                        Limits.DEFAULT,
                        new Token("boot-1"),
                        new Token("0.1.0"),
                        clock,
                        new SecureRandom(),
                        told::add)) {
            journal.required(
                    new Entry.Mutation(
                            who, Entry.Method.POST, START, objects, 204, 12, OptionalLong.empty()));
            journal.required(
                    new Entry.Decision(
                            who,
                            Entry.Method.POST,
                            START,
                            new RuleId("JSEC-C-501"),
                            Entry.Verdict.DENY,
                            objects));
        }
    }

    private Screen screen() {
        // Root's journal would be the system engine's.
        return new Screen().with("XDG_STATE_HOME", home.resolve("state").toString());
    }

    private int run(Screen screen, String... words) {
        List<String> all = new ArrayList<>(List.of("journal"));
        all.addAll(List.of(words));
        all.addAll(List.of("--directory", directory.toString()));
        return screen.run(all.toArray(new String[0]));
    }

    private void tamper() throws IOException {
        Path file = directory.resolve("journal-0001.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("\"deny\"", "\"warn\""));
    }

    @Test
    void a_journal_that_holds_is_0_and_says_what_was_not_looked_for() {
        Screen screen = screen();

        assertThat(run(screen, "verify")).isZero();
        assertThat(screen.out())
                .startsWith("holds: 13 entries in 1 file, 4 checkpoints, the last at 2026-01-02T")
                .contains("\nhead 13:")
                .contains("--head SEQ:HASH compares with a head that was kept elsewhere.");
    }

    @Test
    void a_journal_that_was_changed_is_1_with_file_and_line() throws IOException {
        tamper();
        Screen screen = screen();

        assertThat(run(screen, "verify")).isEqualTo(1);
        assertThat(screen.out())
                .startsWith(
                        "journal-0001.jsonl line 5: entry 5 was changed, or another was put in its"
                                + " place\n\nDOES NOT HOLD: 13 entries in 1 file, ");
    }

    // Promise P25
    @Test
    void a_journal_that_was_cut_is_found_by_a_head_that_was_kept() throws IOException {
        Path file = directory.resolve("journal-0001.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.subList(0, 7)) + "\n");
        Files.delete(directory.resolve("journal.key"));
        String seen = told.getLast().toString();
        Screen screen = screen();

        assertThat(run(screen(), "verify")).isZero();
        assertThat(run(screen, "verify", "--head", seen)).isEqualTo(1);
        assertThat(screen.out())
                .startsWith(
                        "journal-0001.jsonl: it ends with entry 7, and a witness saw entry 13: it"
                                + " was cut or rolled back\n");
    }

    @Test
    void verify_tells_programs_the_same() throws IOException {
        tamper();
        Screen screen = screen();

        assertThat(run(screen, "verify", "--format", "json")).isEqualTo(1);
        JsonNode root = new ObjectMapper().readTree(screen.out());
        assertThat(root.get("schema").asText()).isEqualTo("jsec.journal-verify/1");
        JsonNode data = root.get("data");
        assertThat(data.get("holds").asBoolean()).isFalse();
        assertThat(data.get("witnessed").asBoolean()).isFalse();
        assertThat(data.get("findings").get(0).get("file").asText())
                .isEqualTo("journal-0001.jsonl");
        assertThat(data.get("findings").get(0).get("line").asInt()).isEqualTo(5);
        assertThat(data.get("findings").get(0).get("kind").asText()).isEqualTo("changed");
    }

    @Test
    void head_prints_what_verify_takes() {
        Screen screen = screen();

        assertThat(run(screen, "head")).isZero();
        assertThat(screen.out()).isEqualTo(told.getLast() + "\n");
        assertThat(run(screen(), "verify", "--head", screen.out().strip())).isZero();
    }

    @Test
    void show_prints_a_row_for_each_entry() throws IOException {
        Screen screen = screen();

        assertThat(run(screen, "show")).isZero();
        Golden.check(
                "journal-show.txt",
                screen.out()
                        .replaceAll("journal=[0-9a-f]{32}", "journal=ID")
                        .replaceAll("session=[0-9a-f]{16}", "session=SESSION"));
    }

    @Test
    void show_takes_entries_by_time_identity_and_kind() {
        assertThat(shown("--kind", "mutation")).isEqualTo(2);
        assertThat(shown("--kind", "mutation", "--kind", "decision")).isEqualTo(4);
        assertThat(shown("--identity", "cert:alice")).isEqualTo(2);
        assertThat(shown("--identity", "cert:alice", "--kind", "decision")).isEqualTo(1);
        assertThat(shown("--since", "2026-01-02", "--kind", "mutation")).isEqualTo(1);
        assertThat(shown("--until", "2026-01-02", "--kind", "mutation")).isEqualTo(1);
        assertThat(shown("--since", "2026-01-01T10:00:00Z", "--until", "2026-01-01T10:00:00Z"))
                .isZero();
        assertThat(shown("--since", "1d")).isZero();
        assertThat(shown("--identity", "cert:nobody")).isZero();
    }

    private long shown(String... options) {
        Screen screen = screen();
        List<String> words = new ArrayList<>(List.of("show"));
        words.addAll(List.of(options));
        assertThat(run(screen, words.toArray(new String[0]))).as(screen.err()).isZero();
        return screen.out().lines().count() - 1;
    }

    @Test
    void show_tells_programs_the_members_as_they_are_written() throws IOException {
        Screen screen = screen();

        assertThat(run(screen, "show", "--format", "json", "--kind", "mutation")).isZero();
        JsonNode root = new ObjectMapper().readTree(screen.out());
        assertThat(root.get("schema").asText()).isEqualTo("jsec.journal/1");
        JsonNode entry = root.get("data").get("entries").get(0);
        assertThat(entry.get("seq").asInt()).isEqualTo(4);
        assertThat(entry.get("who").asText()).isEqualTo("cert:alice");
        assertThat(entry.get("status").asInt()).isEqualTo(204);
        assertThat(entry.get("objects").get(0).asText()).isEqualTo("container/3f2a");
        assertThat(entry.get("hash").asText()).hasSize(64);
    }

    @Test
    void show_prints_the_entries_there_are_and_says_what_is_none() throws IOException {
        Path file = directory.resolve("journal-0001.jsonl");
        Files.writeString(file, "what is this\n" + Files.readString(file));
        Screen screen = screen();

        assertThat(run(screen, "show", "--kind", "mutation")).isEqualTo(2);
        assertThat(screen.out().lines()).hasSize(3);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-044 reading 1 lines of the journal failed: they are not in the form"
                                + " of one. Instead: jsec journal verify, which says which\n");
    }

    @Test
    void where_there_is_no_journal_every_word_says_so_with_2() {
        for (String word : List.of("verify", "show", "head")) {
            Screen screen = screen();
            assertThat(screen.run("journal", word, "--directory", home.resolve("no").toString()))
                    .isEqualTo(2);
            assertThat(screen.err())
                    .startsWith("JSEC-C-044 reading the journal in " + home.resolve("no"))
                    .contains("failed: it does not exist. Instead: ");
        }
    }

    @Test
    void what_cannot_be_understood_is_3() {
        for (List<String> words :
                List.of(
                        List.of("journal"),
                        List.of("journal", "erase"),
                        List.of("journal", "verify", "--head", "12"),
                        List.of("journal", "verify", "--format", "xml"),
                        List.of("journal", "verify", "--force"),
                        List.of("journal", "show", "--since", "yesterday"),
                        List.of("journal", "show", "--until", "1w"),
                        List.of("journal", "head", "extra"))) {
            Screen screen = screen();
            List<String> all = new ArrayList<>(words);
            if (words.size() > 2 && !words.contains("extra")) {
                all.addAll(List.of("--directory", directory.toString()));
            }
            assertThat(screen.run(all.toArray(new String[0]))).as(words.toString()).isEqualTo(3);
            assertThat(screen.err()).as(words.toString()).contains(" refused: ");
        }
    }

    @Test
    void each_word_has_its_own_help() {
        Screen screen = screen();

        assertThat(screen.run("journal", "verify", "--help")).isZero();
        assertThat(screen.out()).contains("jsec journal verify").contains("--head=SEQ:HASH");
    }

    @Test
    void a_users_journal_is_in_the_directory_for_state() {
        Places own = new Places(false, Path.of("/x"));

        assertThat(EnginePlaces.here(own, screen().environment()).logs()).isEqualTo(directory);
        assertThat(EnginePlaces.here(own, new Screen().with("HOME", "/h").environment()).logs())
                .isEqualTo(Path.of("/h/.local/state/jsec"));
        assertThat(EnginePlaces.here(Places.ofSystem(), screen().environment()).logs())
                .isEqualTo(Path.of("/var/log/jsec"));
    }
}
