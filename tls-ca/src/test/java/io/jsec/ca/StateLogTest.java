package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLogTest {
    private static final Instant TIME = Instant.parse("2026-11-24T12:00:00.123Z");

    @TempDir Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void name_the_file() {
        file = directory.resolve("state.log");
    }

    private StateLog three() {
        StateLog log = new StateLog(file);
        log.append(TIME, "seen", Map.of());
        log.append(TIME, "issue", Map.of("names", "a b%c\näß€", "x", "="));
        log.append(TIME, "seen", Map.of("k", ""));
        return log;
    }

    @Test
    void a_line_is_as_the_package_describes_it() throws IOException {
        three();
        List<String> lines = Files.readAllLines(file);

        assertThat(lines.get(0))
                .isEqualTo("jsec-ca/1 1 1795521600123 seen " + hash(Entry.START, lines.get(0)));
        assertThat(lines.get(1)).startsWith("jsec-ca/1 2 1795521600123 issue ");
        assertThat(lines.get(1)).contains("names=a%20b%25c%0a%c3%a4%c3%9f%e2%82%ac");
        assertThat(lines.get(2))
                .endsWith(hash(lines.get(1).substring(lines.get(1).length() - 64), lines.get(2)));
    }

    private static String hash(String before, String line) {
        String body = line.substring(0, line.lastIndexOf(' '));
        return AltName.hex(Entry.sha256((before + " " + body).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void what_is_written_is_read_again_whatever_is_in_it() {
        StateLog written = three();
        StateLog read = new StateLog(file);
        List<Entry> entries = read.poll();

        assertThat(entries).hasSize(3);
        assertThat(entries.get(1).fields()).isEqualTo(Map.of("names", "a b%c\näß€", "x", "="));
        assertThat(entries.get(2).time()).isEqualTo(TIME);
        assertThat(read.head()).isEqualTo(written.head());
        assertThat(read.poll()).isEmpty();
    }

    @Test
    void cut_at_any_byte_the_whole_lines_before_are_read_and_the_next_writer_mends_the_rest()
            throws IOException {
        three();
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            Files.write(file, cut);
            int lines =
                    (int)
                            new String(cut, StandardCharsets.US_ASCII)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();

            StateLog log = new StateLog(file);
            assertThat(log.poll()).as("cut at " + length).hasSize(lines);
            log.append(TIME, "seen", Map.of());
            StateLog again = new StateLog(file);
            assertThat(again.poll()).as("mended at " + length).hasSize(lines + 1);
            assertThat(Files.readString(file)).endsWith("\n").doesNotContain("\0");
        }
    }

    @Test
    void a_changed_byte_in_a_whole_line_is_found_wherever_it_is() throws IOException {
        three();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length - 1; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file, changed);

            assertThatThrownBy(() -> new StateLog(file).poll())
                    .as("byte " + i)
                    .isInstanceOf(CaException.class)
                    .hasMessageContaining("is not as written");
        }
    }

    @Test
    void lines_that_are_missing_swapped_or_repeated_are_found() throws IOException {
        three();
        List<String> lines = Files.readAllLines(file);
        List<List<Integer>> orders =
                List.of(List.of(0, 2), List.of(1, 2), List.of(1, 0, 2), List.of(0, 0));
        for (List<Integer> order : orders) {
            List<String> other = new ArrayList<>();
            order.forEach(index -> other.add(lines.get(index)));
            Files.write(file, other);

            assertThatThrownBy(() -> new StateLog(file).poll()).isInstanceOf(CaException.class);
        }
    }

    @Test
    void a_file_that_became_shorter_while_it_was_read_is_not_taken_for_the_same()
            throws IOException {
        StateLog log = three();
        Files.write(file, Files.readAllLines(file).subList(0, 1));

        assertThatThrownBy(log::poll).hasMessageContaining("it was cut: it has");
    }

    @Test
    void a_reader_follows_a_writer() {
        StateLog reader = new StateLog(file);
        StateLog writer = new StateLog(file);
        for (int i = 1; i <= 5; i++) {
            writer.append(TIME, "seen", Map.of());
            assertThat(reader.poll()).extracting(Entry::number).containsExactly((long) i);
        }
        assertThat(reader.count()).isEqualTo(5);
    }

    @Test
    void a_record_of_more_than_a_line_is_a_bug_and_nothing_is_written() {
        StateLog log = new StateLog(file);
        assertThatThrownBy(() -> log.append(TIME, "x", Map.of("v", "x".repeat(70_000))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void the_file_is_its_owners_only_and_never_a_link() throws IOException {
        three();
        assertThat(PrivateFiles.tooOpen(file)).isEmpty();
        Path link = directory.resolve("link.log");
        Files.createSymbolicLink(link, file);

        assertThatThrownBy(() -> new StateLog(link).poll()).isInstanceOf(CaException.class);
        assertThatThrownBy(() -> new StateLog(link).append(TIME, "seen", Map.of()))
                .isInstanceOf(CaException.class);
    }
}
