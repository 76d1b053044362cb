package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path directory;

    private LogFiles written(LogCodec codec, long bytesMax, int filesMax, Random random, int lines)
            throws IOException {
        Path folder = Files.createTempDirectory(directory, "log");
        LogFiles files = new LogFiles(folder.resolve("a.log"), codec, bytesMax, filesMax);
        files.begin();
        for (int i = 0; i < lines; i++) {
            String text = i + " " + "ä".repeat(random.nextInt(400)) + "\n";
            boolean error = random.nextInt(50) == 0;
            StreamFrame.Kind kind = error ? StreamFrame.Kind.STDERR : StreamFrame.Kind.STDOUT;
            files.write(new LogLine(NOW, kind, text.getBytes(UTF_8)));
        }
        return files;
    }

    private static boolean any(LogLine line) {
        return true;
    }

    private static boolean error(LogLine line) {
        return line.kind() == StreamFrame.Kind.STDERR;
    }

    /** The numbers of the wanted lines that are read from where a reader is. */
    private static List<Integer> rest(LogFiles.Reader reader, Predicate<LogLine> wanted) {
        List<Integer> numbers = new ArrayList<>();
        Optional<LogLine> line = reader.nextThere();
        while (line.isPresent()) {
            if (wanted.test(line.get())) {
                numbers.add(
                        Integer.parseInt(new String(line.get().text(), UTF_8).split(" ", 2)[0]));
            }
            line = reader.nextThere();
        }
        return numbers;
    }

    @Test
    void the_last_lines_are_those_that_reading_everything_finds() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (LogCodec codec : List.of(new JsonFileCodec(), new LocalCodec())) {
            try (LogFiles files = written(codec, 200_000, 4, random, 3_000)) {
                for (Predicate<LogLine> wanted :
                        List.<Predicate<LogLine>>of(LogTailTest::any, LogTailTest::error)) {
                    List<Integer> everything = rest(files.read(false), wanted);
                    for (int count : List.of(0, 1, 7, 200, 900, 2_000, 1_000_000)) {
                        LogFiles.Reader reader = files.read(false);
                        reader.toLast(count, wanted);
                        List<Integer> found = rest(reader, wanted);

                        assertThat(found)
                                .as("seed %s, %s, last %s", seed, codec, count)
                                .hasSizeGreaterThanOrEqualTo(Math.min(count, everything.size()))
                                .isEqualTo(
                                        everything.subList(
                                                everything.size() - found.size(),
                                                everything.size()));
                    }
                }
            }
        }
    }

    @Test
    void what_lies_before_the_last_lines_is_not_read() throws IOException {
        Path folder = Files.createTempDirectory(directory, "log");
        LogFiles files = new LogFiles(folder.resolve("a.log"), new JsonFileCodec(), 400_000, 3);
        files.begin();
        for (int i = 0; i < 12_000; i++) {
            files.write(new LogLine(NOW, StreamFrame.Kind.STDOUT, (i + " x\n").getBytes(UTF_8)));
        }

        LogFiles.Reader reader = files.read(false);
        reader.toLast(10, LogTailTest::any);

        assertThat(rest(reader, LogTailTest::any)).hasSizeBetween(10, 2_000).endsWith(11_999);
        files.close();
    }

    @Test
    void files_that_are_passed_over_are_closed_and_the_newest_never_is() throws IOException {
        Path old = Files.write(directory.resolve("old"), new byte[0]);
        Path now = Files.write(directory.resolve("now"), new byte[0]);
        SeekableByteChannel older = Files.newByteChannel(old);
        SeekableByteChannel newest = Files.newByteChannel(now);
        Deque<SeekableByteChannel> open = new ArrayDeque<>(List.of(older, newest));

        new LogTail(new JsonFileCodec(), LogTailTest::any).seek(open, 0);

        assertThat(open).containsExactly(newest);
        assertThat(older.isOpen()).isFalse();
        assertThat(newest.isOpen()).isTrue();
        newest.close();
    }

    @Test
    void who_follows_from_the_end_hears_what_comes() throws IOException {
        Path folder = Files.createTempDirectory(directory, "log");
        LogFiles files = new LogFiles(folder.resolve("a.log"), new JsonFileCodec(), 1_000, 3);
        files.begin();
        files.write(new LogLine(NOW, StreamFrame.Kind.STDOUT, "0 before\n".getBytes(UTF_8)));
        LogFiles.Reader reader = files.read(true);
        reader.toLast(0, LogTailTest::any);
        assertThat(rest(reader, LogTailTest::any)).containsExactly(0);

        files.write(new LogLine(NOW, StreamFrame.Kind.STDOUT, "1 after\n".getBytes(UTF_8)));

        assertThat(rest(reader, LogTailTest::any)).containsExactly(1);
        files.close();
    }

    @Test
    void a_line_starts_behind_a_line_feed_and_nowhere_within_a_compact_one() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "abc\ndef\nghi");
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            assertThat(new JsonFileCodec().lineStart(channel, 0)).isEqualTo(4);
            assertThat(new JsonFileCodec().lineStart(channel, 4)).isEqualTo(8);
            assertThat(new JsonFileCodec().lineStart(channel, 8)).isEqualTo(11);
            assertThat(new LocalCodec().lineStart(channel, 8)).isZero();
        }
    }
}
