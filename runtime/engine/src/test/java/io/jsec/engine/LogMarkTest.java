package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine dies while it writes a log, and the next one goes on with it. */
class LogMarkTest {
    private static final String ID = "c".repeat(64);

    /** Lines are long, so that files of the least size rotate. */
    private static final String PADDING = ".".repeat(1500);

    @TempDir Path directory = Path.of("/");

    private static LogOptions options(Map<String, String> more) {
        return LogOptions.parse(
                new LogConfig("json-file", more), EngineSettings.Defaults.DOCKER.log());
    }

    private static ContainerLog log(Path where, Map<String, String> more) {
        return new ContainerLog(options(more), where, ID, Clock.systemUTC(), 0);
    }

    /** All a process writes, as the launcher would tell it. */
    private static final class Output {
        private final List<StreamFrame> frames = new ArrayList<>();
        private long offset;

        void add(StreamFrame.Kind kind, String text) {
            byte[] data = text.getBytes(UTF_8);
            frames.add(new StreamFrame(kind, data, offset, 0));
            offset += data.length;
        }

        /** As an attachment that begins at a byte. */
        List<StreamFrame> from(long first) {
            List<StreamFrame> rest = new ArrayList<>();
            for (StreamFrame frame : frames) {
                long skip = Math.max(0, first - frame.offset());
                if (skip < frame.data().length) {
                    byte[] data =
                            java.util.Arrays.copyOfRange(
                                    frame.data(), (int) skip, frame.data().length);
                    rest.add(new StreamFrame(frame.kind(), data, frame.offset() + skip, 0));
                }
            }
            return rest;
        }

        String text(StreamFrame.Kind kind) {
            StringBuilder text = new StringBuilder();
            for (StreamFrame frame : frames) {
                if (frame.kind() == kind) {
                    text.append(new String(frame.data(), UTF_8));
                }
            }
            return text.toString();
        }
    }

    private static String read(ContainerLog log, boolean errors) {
        LogsRequest all = LogsRequest.ALL;
        return EngineFixture.text(
                log.read(
                        new LogsRequest(
                                !errors,
                                errors,
                                false,
                                false,
                                all.since(),
                                all.until(),
                                all.tail())));
    }

    private static Output output(Random random) {
        Output output = new Output();
        int[] line = {0, 0};
        boolean[] within = {false, false};
        for (int i = 0; i < 60; i++) {
            int stream = random.nextInt(2);
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(4); part >= 0; part--) {
                if (within[stream]) {
                    text.append("end ").append(line[stream]++).append(PADDING).append('\n');
                } else {
                    text.append("line ").append(line[stream]).append(' ');
                }
                within[stream] = !within[stream];
            }
            output.add(
                    stream == 0 ? StreamFrame.Kind.STDOUT : StreamFrame.Kind.STDERR,
                    text.toString());
        }
        return output;
    }

    @Test
    void a_log_written_by_engines_that_die_is_the_log_of_one_that_lives() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Output output = output(random);
            Map<String, String> small =
                    round % 2 == 0 ? Map.of() : Map.of("max-size", "32k", "max-file", "100");
            Path place = Files.createDirectory(directory.resolve("round" + round));
            ContainerLog first = log(place, small);
            first.begin();
            ContainerLog now = first;
            int seen = 0;
            while (true) {
                List<StreamFrame> rest = output.from(seen == 0 ? 0 : now.kept());
                int some = random.nextInt(rest.size() + 1);
                rest.subList(0, some).forEach(now::offer);
                if (some == rest.size() && random.nextBoolean()) {
                    break;
                }
                now.settle();
                // Nothing is said to the one that dies: its files stay, as they are now.
                Path copy = Files.createDirectory(directory.resolve("r" + round + "-" + ++seen));
                copy(place, copy);
                place = copy;
                tear(place, random);
                now = log(place, small);
                now.resume();
            }
            now.end();
            assertThat(read(now, false))
                    .as("seed %s", seed)
                    .isEqualTo(output.text(StreamFrame.Kind.STDOUT));
            assertThat(read(now, true))
                    .as("seed %s", seed)
                    .isEqualTo(output.text(StreamFrame.Kind.STDERR));
        }
    }

    /** A copy keeps no inode, so the mark is told the new one. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path plain = to.resolve(ID + "-json.log");
        LogMark mark = new LogMark(to.resolve("log.mark"));
        LogMark.State state = mark.read();
        if (Files.exists(plain) && state.place().inode() > 0) {
            long inode = (Long) Files.getAttribute(plain, "unix:ino");
            mark.write(
                    new LogMark.State(
                            state.stdout(),
                            state.stderr(),
                            state.dropped(),
                            state.told(),
                            new LogFiles.Place(inode, state.place().bytes())));
        }
    }

    /** What a kill between a line and its mark leaves: the line, or the first half of it. */
    private static void tear(Path place, Random random) throws IOException {
        Path plain = place.resolve(ID + "-json.log");
        if (!Files.exists(plain)) {
            return;
        }
        String line =
                "{\"log\":\"torn\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-04T05:06:07Z\"}\n";
        Files.writeString(
                plain,
                line.substring(0, random.nextInt(line.length() + 1)),
                StandardOpenOption.APPEND);
    }

    @Test
    void a_line_that_began_a_new_file_is_taken_back_with_it() throws IOException {
        ContainerLog log = log(directory, Map.of("max-size", "32k", "max-file", "3"));
        log.begin();
        Output output = new Output();
        output.add(StreamFrame.Kind.STDOUT, "the first line\n");
        output.from(0).forEach(log::offer);
        log.settle();
        Path plain = directory.resolve(ID + "-json.log");
        Files.move(plain, directory.resolve(ID + "-json.log.1"));
        Files.writeString(
                plain,
                "{\"log\":\"second\\n\",\"stream\":\"stdout\","
                        + "\"time\":\"2026-03-04T05:06:07Z\"}\n");

        ContainerLog next = log(directory, Map.of("max-size", "32k", "max-file", "3"));
        next.resume();
        output.add(StreamFrame.Kind.STDOUT, "second\n");
        output.from(next.kept()).forEach(next::offer);
        next.end();

        assertThat(read(next, false)).isEqualTo("the first line\nsecond\n");
    }

    @Test
    void a_file_that_is_somebody_elses_is_not_cut() throws IOException {
        Path file = directory.resolve("log");
        LogFiles files = new LogFiles(file, new JsonFileCodec(), 0, 1);
        Files.writeString(file, "x".repeat(1000));
        LogFiles.Place place = files.place();
        Files.writeString(file, "y".repeat(200_000), StandardOpenOption.APPEND);

        files.cut(place);
        assertThat(file).hasSize(201_000);
        files.cut(LogFiles.Place.UNKNOWN);
        assertThat(file).hasSize(201_000);
        files.cut(new LogFiles.Place(place.inode(), 200_999));
        assertThat(file).hasSize(200_999);
        files.cut(new LogFiles.Place(place.inode(), 300_000));
        assertThat(file).hasSize(200_999);
    }

    @Test
    void losses_stay_counted_when_the_next_engine_goes_on() {
        ContainerLog first = log(directory, Map.of());
        first.begin();
        first.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "a\n".getBytes(UTF_8), 0, 0));
        first.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "b\n".getBytes(UTF_8), 102, 100));
        first.settle();

        ContainerLog next = log(directory, Map.of());
        next.resume();
        assertThat(next.kept()).isEqualTo(104);
        assertThat(next.dropped()).isEqualTo(100);
        next.lost(100);
        assertThat(next.dropped()).as("it was told of these").isEqualTo(100);
        next.lost(130);
        next.end();
        assertThat(next.dropped()).isEqualTo(130);
        assertThat(read(next, true))
                .isEqualTo(
                        """
                        [jsec: 100 bytes of output were lost here]
                        [jsec: 30 bytes of output were lost here]
                        """);
        assertThat(read(next, false)).isEqualTo("a\nb\n");
    }

    @Test
    void a_new_run_begins_at_its_first_byte() {
        ContainerLog log = log(directory, Map.of());
        log.begin();
        log.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "one\n".getBytes(UTF_8), 0, 0));
        log.end();
        log.begin();
        assertThat(log.kept()).isZero();
        log.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "two\n".getBytes(UTF_8), 0, 0));
        log.end();

        assertThat(read(log, false)).isEqualTo("one\ntwo\n");
    }

    @Test
    void a_mark_outlives_who_wrote_it_and_a_directory_that_is_gone_hurts_nobody() {
        Path file = directory.resolve("mark");
        LogMark.State state = new LogMark.State(1, 2, 3, 4, new LogFiles.Place(5, 6));
        LogMark mark = new LogMark(file);
        assertThat(mark.read()).isEqualTo(LogMark.State.NONE);
        for (long i = 0; i < 5; i++) {
            LogMark.State other = new LogMark.State(i, i, i, i, new LogFiles.Place(i, i));
            mark.write(other);
            assertThat(new LogMark(file).read()).isEqualTo(other);
        }
        mark.write(state);
        mark.close();
        assertThat(new LogMark(file).read()).isEqualTo(state);
        assertThat(state.first()).isEqualTo(1);

        LogMark nowhere = new LogMark(directory.resolve("gone/mark"));
        nowhere.write(state);
        assertThat(nowhere.read()).isEqualTo(LogMark.State.NONE);
    }

    @Test
    void a_disk_that_takes_nothing_stops_nobody_and_is_shown() throws IOException {
        Path there = Files.createDirectory(directory.resolve("there"));
        // A directory where the file would be: every write fails, whoever writes.
        Files.createDirectory(there.resolve(ID + "-json.log"));
        ContainerLog log = log(there, Map.of());
        log.begin();
        log.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "lost\n".getBytes(UTF_8), 0, 0));
        log.settle();
        assertThat(log.view().error()).contains("writing").contains("-json.log");
        assertThat(log.dropped()).isEqualTo(5);

        Files.delete(there.resolve(ID + "-json.log"));
        log.offer(new StreamFrame(StreamFrame.Kind.STDOUT, "kept\n".getBytes(UTF_8), 5, 0));
        log.end();

        assertThat(read(log, false)).isEqualTo("kept\n");
        assertThat(read(log, true)).isEqualTo("[jsec: 5 bytes of output were lost here]\n");
        assertThat(log.view().error()).isEmpty();
        assertThat(Optional.of(log.dropped())).contains(5L);
    }

    @Test
    void a_mark_whose_pages_are_gone_is_forgotten_and_begins_anew() throws IOException {
        Path file = directory.resolve("mark");
        LogMark mark = new LogMark(file);
        LogMark.State state = new LogMark.State(1, 2, 3, 4, new LogFiles.Place(5, 6));
        mark.write(state);
        Files.write(file, new byte[0]);

        mark.write(state);
        mark.write(state);

        assertThat(mark.read()).isEqualTo(state);
        Files.write(file, new byte[0]);
        assertThat(mark.read()).isEqualTo(LogMark.State.NONE);
        mark.close();
    }
}
