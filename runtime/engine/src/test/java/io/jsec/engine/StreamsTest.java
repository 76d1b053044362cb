package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attach and logs over a fake launcher. */
class StreamsTest {
    @TempDir Path directory;

    EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String createInteractive(boolean tty, boolean once) {
        ContainerConfig config =
                EngineFixture.config().toBuilder()
                        .tty(tty)
                        .streams(new ContainerConfig.StreamConfig(true, true, true, true, once))
                        .build();
        return fixture.containers().create(CreateRequest.of(EngineFixture.IMAGE).with(config)).id();
    }

    private static String next(Frames frames) {
        return frames.next().map(frame -> new String(frame.data(), UTF_8)).orElse("(end)");
    }

    private static boolean write(AttachSession session, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return session.write(bytes, 0, bytes.length);
    }

    @Test
    void a_client_attached_before_the_start_gets_the_first_byte_and_the_end() {
        String id = fixture.create("web");
        try (AttachSession session = fixture.containers().attach(id, AttachRequest.OUTPUT)) {
            fixture.containers().start(id);
            fixture.process(id).say("hello");
            assertThat(next(session)).isEqualTo("hello");
            fixture.process(id).exit(0);
            assertThat(next(session)).isEqualTo("(end)");
        }
    }

    @Test
    void several_clients_get_the_same_and_only_the_streams_they_asked_for() {
        String id = fixture.run("web");
        AttachRequest errors = new AttachRequest(false, true, false, false, true, "");
        try (AttachSession all = fixture.containers().attach(id, AttachRequest.OUTPUT);
                AttachSession some = fixture.containers().attach(id, errors)) {
            fixture.process(id).say("out");
            fixture.process(id).complain("err");
            assertThat(next(all)).isEqualTo("out");
            assertThat(next(all)).isEqualTo("err");
            assertThat(next(some)).isEqualTo("err");
        }
    }

    @Test
    void history_comes_first_and_nothing_twice() {
        String id = fixture.run("web");
        try (AttachSession first = fixture.containers().attach(id, AttachRequest.OUTPUT)) {
            fixture.process(id).say("one\ntwo\n");
            assertThat(next(first)).isEqualTo("one\ntwo\n");
        }
        AttachRequest replay = new AttachRequest(true, true, false, true, true, "");
        try (AttachSession session = fixture.containers().attach(id, replay)) {
            fixture.process(id).say("three\n");
            assertThat(next(session)).isEqualTo("one\n");
            assertThat(next(session)).isEqualTo("two\n");
            assertThat(next(session)).isEqualTo("three\n");
        }
    }

    @Test
    void input_reaches_the_process_and_ends_with_the_first_client() throws Exception {
        String id = createInteractive(false, true);
        try (AttachSession session = fixture.containers().attach(id, AttachRequest.BOTH)) {
            fixture.containers().start(id);
            assertThat(write(session, "typed")).isTrue();
            fixture.process(id).awaitInput("typed");
            session.endInput();
            fixture.process(id).awaitInputEnd();
            fixture.process(id).say("after");
            assertThat(next(session)).isEqualTo("after");
        }
    }

    @Test
    void a_client_whose_input_is_over_leaves_an_input_that_stays_open() {
        String id = createInteractive(false, false);
        fixture.containers().start(id);
        try (AttachSession session = fixture.containers().attach(id, AttachRequest.BOTH)) {
            session.endInput();
            assertThat(next(session)).isEqualTo("(end)");
        }
        assertThat(fixture.state(id)).isEqualTo("running");
    }

    @Test
    void detach_keys_end_the_session_and_not_the_process() throws Exception {
        String id = createInteractive(true, false);
        fixture.containers().start(id);
        try (AttachSession session = fixture.containers().attach(id, AttachRequest.BOTH)) {
            assertThat(session.tty()).isTrue();
            assertThat(write(session, "a\u0010b")).isTrue();
            fixture.process(id).awaitInput("a\u0010b");
            assertThat(write(session, "\u0010\u0011")).isFalse();
            assertThat(next(session)).isEqualTo("(end)");
        }
        assertThat(fixture.state(id)).isEqualTo("running");
    }

    @Test
    void followed_logs_end_with_the_container() {
        String id = fixture.run("web");
        try (Frames frames = fixture.containers().logs(id, LogsRequest.ALL.following())) {
            fixture.process(id).say("one\n");
            assertThat(next(frames)).isEqualTo("one\n");
            fixture.process(id).say("no line end");
            fixture.process(id).exit(0);
            assertThat(next(frames)).isEqualTo("no line end");
            assertThat(next(frames)).isEqualTo("(end)");
        }
    }

    @Test
    void a_tail_is_the_last_lines_of_the_streams_asked_for() {
        String id = fixture.run("web");
        fixture.process(id).say("one\ntwo\nthree\n");
        fixture.process(id).complain("error\n");
        fixture.process(id).exit(0);
        fixture.awaitEnd(id);
        LogsRequest tail =
                new LogsRequest(
                        true,
                        false,
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.of(2));
        assertThat(EngineFixture.text(fixture.containers().logs(id, tail)))
                .matches("\\d{4}-\\S+Z two\n\\d{4}-\\S+Z three\n");
    }

    @Test
    void the_json_file_is_dockers_and_inspect_says_where_it_is() throws Exception {
        String id = fixture.run("web");
        fixture.process(id).say("a \"quoted\" line\t\u0001\n");
        fixture.process(id).exit(0);
        fixture.awaitEnd(id);
        String path = fixture.containers().inspect(id, false).log().path();
        assertThat(path).endsWith(id + "-json.log");
        assertThat(Files.readString(Path.of(path)))
                .matches(
                        "\\{\"log\":\"a \\\\\"quoted\\\\\" line\\\\u0009\\\\u0001\\\\n\","
                                + "\"stream\":\"stdout\",\"time\":\"[0-9T:.-]+Z\"}\n");
    }

    @Test
    void the_driver_none_keeps_nothing_and_says_so() {
        HostConfig host = HostConfig.DEFAULT.with(new LogConfig("none", Map.of()));
        String id = fixture.run("web", host);
        assertThatThrownBy(() -> fixture.containers().logs(id, LogsRequest.ALL))
                .hasMessageContaining("configured logging driver does not support reading");
        assertThat(fixture.containers().inspect(id, false).log().type()).isEqualTo("none");
    }

    @Test
    void the_driver_local_is_read_like_the_other() {
        HostConfig host = HostConfig.DEFAULT.with(new LogConfig("local", Map.of()));
        String id = fixture.run("web", host);
        fixture.process(id).say("one\n");
        fixture.process(id).complain("two\n");
        fixture.process(id).exit(0);
        fixture.awaitEnd(id);
        assertThat(fixture.logs(id)).isEqualTo("one\ntwo\n");
    }

    @Test
    void a_closed_session_ends_for_who_reads_it() throws Exception {
        String id = fixture.run("web");
        AttachSession session = fixture.containers().attach(id, AttachRequest.OUTPUT);
        Thread reader =
                Thread.ofVirtual().start(() -> assertThat(next(session)).isEqualTo("(end)"));
        session.close();
        assertThat(reader.join(EngineFixture.SOON)).isTrue();
    }

    @Test
    void the_last_line_is_one_line_whatever_is_written_meanwhile() throws Exception {
        String id = fixture.run("web");
        fixture.process(id).say("one\ntwo\n");
        fixture.awaitLogs(id, "one\ntwo\n");
        LogsRequest all = LogsRequest.ALL;
        LogsRequest last =
                new LogsRequest(
                        true,
                        true,
                        false,
                        false,
                        all.since(),
                        all.until(),
                        java.util.OptionalLong.of(1));
        Frames frames = fixture.containers().logs(id, last);
        fixture.process(id).say("three\n");
        fixture.awaitLogs(id, "one\ntwo\nthree\n");
        assertThat(EngineFixture.text(frames)).isEqualTo("two\n");
    }

    @Test
    void who_leaves_before_the_history_is_told_leaves_no_file_open() throws Exception {
        String id = fixture.run("web");
        for (int i = 0; i < 100; i++) {
            fixture.process(id).say("line " + i + "\n");
        }
        fixture.logs(id);
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            AttachSession session =
                    fixture.containers()
                            .attach(id, new AttachRequest(true, true, false, true, true, ""));
            assertThat(session.next()).isPresent();
            session.close();
        }
        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long descriptors() throws java.io.IOException {
        try (java.util.stream.Stream<Path> all =
                java.nio.file.Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
