package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("a.log");
    }

    private LogFiles files(LogCodec codec, long bytesMax, int filesMax) {
        return new LogFiles(file(), codec, bytesMax, filesMax);
    }

    private static LogLine line(String text) {
        return new LogLine(NOW, StreamFrame.Kind.STDOUT, text.getBytes(UTF_8));
    }

    private static List<String> all(LogFiles.Reader reader) {
        List<String> all = new ArrayList<>();
        Optional<LogLine> line = reader.next();
        while (line.isPresent()) {
            all.add(new String(line.get().text(), UTF_8).strip());
            line = reader.next();
        }
        return all;
    }

    @Test
    void both_forms_give_back_what_they_were_given() throws IOException {
        for (LogCodec codec : List.of(new JsonFileCodec(), new LocalCodec())) {
            LogLine line =
                    new LogLine(NOW, StreamFrame.Kind.STDERR, "ä \"x\" \\ \n".getBytes(UTF_8));
            LogLine back = codec.decode(new ByteArrayInputStream(codec.encode(line))).orElseThrow();
            assertThat(back.text()).isEqualTo(line.text());
            assertThat(back.time()).isEqualTo(NOW);
            assertThat(back.kind()).isEqualTo(StreamFrame.Kind.STDERR);
            assertThat(back.whole()).isTrue();
        }
    }

    @Test
    void damage_hides_no_later_line() throws IOException {
        byte[] json = new JsonFileCodec().encode(line("good\n"));
        ByteArrayInputStream in =
                new ByteArrayInputStream(
                        ("{\"log\":\"torn\n" + new String(json, UTF_8)).getBytes(UTF_8));
        assertThat(new JsonFileCodec().decode(in).orElseThrow().text())
                .isEqualTo("good\n".getBytes(UTF_8));
        byte[] local = new LocalCodec().encode(line("good\n"));
        byte[] behind = new byte[local.length + 3];
        System.arraycopy(local, 0, behind, 3, local.length);
        assertThat(new LocalCodec().decode(new ByteArrayInputStream(behind)).orElseThrow().text())
                .isEqualTo("good\n".getBytes(UTF_8));
    }

    @Test
    void files_rotate_and_the_oldest_goes() throws IOException {
        LogFiles files = files(new JsonFileCodec(), 200, 3);
        for (int i = 0; i < 12; i++) {
            files.write(line("number " + i + "\n"));
        }
        assertThat(Files.exists(directory.resolve("a.log.2"))).isTrue();
        assertThat(Files.exists(directory.resolve("a.log.3"))).isFalse();
        List<String> read = all(files.read(false));
        assertThat(read).endsWith("number 10", "number 11").doesNotContain("number 0");
        assertThat(Files.size(file())).isLessThanOrEqualTo(200);
    }

    @Test
    void a_reader_keeps_its_place_through_rotations() throws IOException {
        LogFiles files = files(new LocalCodec(), 100, 50);
        files.begin();
        LogFiles.Reader reader = files.read(true);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            files.write(line("number " + i + "\n"));
            if (i % 7 == 0) {
                reader.next().ifPresent(line -> read.add(new String(line.text(), UTF_8).strip()));
            }
        }
        files.end();
        read.addAll(all(reader));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            expected.add("number " + i);
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void a_line_that_a_dead_engine_left_in_half_is_ended() throws IOException {
        LogFiles first = files(new JsonFileCodec(), 0, 1);
        first.write(line("whole\n"));
        first.close();
        Files.writeString(file(), "{\"log\":\"half", StandardOpenOption.APPEND);
        LogFiles second = files(new JsonFileCodec(), 0, 1);
        second.write(line("next\n"));
        assertThat(all(second.read(false))).containsExactly("whole", "next");
    }

    @Test
    void who_follows_waits_for_lines_and_ends_with_the_run() throws Exception {
        LogFiles files = files(new JsonFileCodec(), 0, 1);
        files.begin();
        LogFiles.Reader reader = files.read(true);
        List<String> read = new ArrayList<>();
        Thread thread = Thread.ofVirtual().start(() -> read.addAll(all(reader)));
        files.write(line("one\n"));
        files.write(line("two\n"));
        files.end();
        assertThat(thread.join(EngineFixture.SOON)).isTrue();
        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void lines_are_cut_at_their_ends_and_at_sixteen_kibibytes() {
        LineSplitter splitter = new LineSplitter();
        assertThat(splitter.add("a\nb".getBytes(UTF_8))).containsExactly("a\n".getBytes(UTF_8));
        assertThat(splitter.pendingBytes()).isEqualTo(1);
        assertThat(splitter.add("c\n".getBytes(UTF_8))).containsExactly("bc\n".getBytes(UTF_8));
        List<byte[]> cut = splitter.add(new byte[LogLine.BYTES_MAX + 5]);
        assertThat(cut).hasSize(1);
        assertThat(cut.getFirst()).hasSize(LogLine.BYTES_MAX);
        assertThat(splitter.rest()).hasSize(5);
        assertThat(splitter.rest()).isEmpty();
    }

    /** The names a rotation gives, as an engine leaves them that is killed after some of them. */
    private void rotateUntil(int moves, int filesMax) throws IOException {
        int done = 0;
        for (int i = filesMax - 1; i >= 1 && done < moves; i--) {
            Path from = i == 1 ? file() : directory.resolve("a.log." + (i - 1));
            if (Files.exists(from)) {
                Files.move(
                        from,
                        directory.resolve("a.log." + i),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                done++;
            }
        }
    }

    @Test
    void a_kill_at_every_step_of_a_rotation_hides_no_line_and_moves_none() throws IOException {
        int filesMax = 4;
        for (int moves = 0; moves <= 3; moves++) {
            try (LogFiles first = files(new JsonFileCodec(), 200, filesMax)) {
                for (int i = 0; i < 6; i++) {
                    first.write(line("number " + i + "\n"));
                }
            }
            List<String> before = all(files(new JsonFileCodec(), 200, filesMax).read(false));
            assertThat(before).hasSize(6);

            rotateUntil(moves, filesMax);

            try (LogFiles next = files(new JsonFileCodec(), 200, filesMax)) {
                assertThat(all(next.read(false))).as("after %s moves", moves).isEqualTo(before);
                for (int i = 6; i < 16; i++) {
                    next.write(line("number " + i + "\n"));
                }
                List<String> after = all(next.read(false));
                List<String> newest = new ArrayList<>();
                for (int i = 16 - after.size(); i < 16; i++) {
                    newest.add("number " + i);
                }
                assertThat(after)
                        .as("after %s moves", moves)
                        .isEqualTo(newest)
                        .hasSizeGreaterThan(5);
                next.delete();
            }
        }
    }

    @Test
    void a_line_that_cannot_be_written_leaves_the_file_as_it_was_and_no_descriptor()
            throws IOException {
        Files.writeString(file(), "{\"log\":\"half");
        Path link = directory.resolve("full.log");
        // A device that is always full.
        Files.createSymbolicLink(link, Path.of("/dev/full"));
        LogFiles full = new LogFiles(link, new JsonFileCodec(), 0, 1);
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowable(
                                    () -> full.write(line("lost\n"))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(descriptors()).isLessThan(before + 20);
        full.close();
        Files.delete(link);
    }

    @Test
    void a_reader_that_is_closed_lets_go_of_every_file_wherever_it_was() throws IOException {
        LogFiles files = files(new JsonFileCodec(), 200, 5);
        files.begin();
        for (int i = 0; i < 10; i++) {
            files.write(line("number " + i + "\n"));
        }
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            LogFiles.Reader reader = files.read(true);
            for (int read = 0; read < i % 5; read++) {
                assertThat(reader.next()).isPresent();
            }
            reader.close();
            assertThat(reader.next()).isEmpty();
        }
        assertThat(descriptors()).isLessThan(before + 20);
        files.close();
    }

    private static long descriptors() throws IOException {
        try (java.util.stream.Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
