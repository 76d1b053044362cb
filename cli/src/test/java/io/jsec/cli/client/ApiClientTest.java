package io.jsec.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {
    @TempDir Path folder;

    private FakeEngine engine;
    private ApiClient client;

    @BeforeEach
    void start_an_engine() throws IOException {
        engine = FakeEngine.start(folder);
        client = new ApiClient(engine.address(), "jsec/test");
    }

    @AfterEach
    void stop_it() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({"1.41,1.41", "1.50,1.50", "1.99,1.50", "2.0,1.50", "1.24,1.24", "x,1.24"})
    void the_newest_version_that_both_speak_is_taken(String engines, String spoken) {
        engine.version(engines).answer("GET /info", 200, "{}");
        client.json(Request.get("/info"));
        assertThat(client.version()).hasToString(spoken);
        assertThat(engine.lines()).containsExactly("GET /v" + spoken + "/info");
    }

    @Test
    void a_refused_head_of_ping_is_followed_by_a_get() {
        engine.answer("HEAD /_ping", 405, "");
        assertThat(client.version()).isEqualTo(ApiVersion.NEWEST);
        assertThat(engine.all())
                .extracting(FakeEngine.Asked::line)
                .containsExactly("HEAD /_ping", "GET /_ping");
    }

    @Test
    void the_version_is_asked_for_once() {
        engine.answer("GET /info", 200, "{}");
        client.json(Request.get("/info"));
        client.json(Request.get("/info"));
        assertThat(engine.all()).hasSize(3);
    }

    @Test
    void values_of_a_query_are_escaped_and_the_head_names_the_client() {
        engine.answer("GET /a", 200, "{}");
        client.json(Request.get("/a").with("x", "a b&c=d/é+").with("x", "2").withFlag("y", true));
        assertThat(engine.asked().getFirst().line())
                .isEqualTo("GET /v1.50/a?x=a%20b%26c%3Dd%2F%C3%A9%2B&x=2&y=1");
        assertThat(engine.asked().getFirst().head())
                .contains("\r\nHost: docker\r\n", "\r\nUser-Agent: jsec/test\r\n");
    }

    @Test
    void a_header_of_two_lines_is_never_sent() {
        assertThatThrownBy(() -> client.call(Request.get("/a").header("X", "a\r\nY: b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void a_body_of_json_is_sent_with_its_length_in_bytes() {
        engine.answer("POST /a", 201, "{\"Id\":\"7\"}");
        assertThat(client.json(Request.post("/a").json("{\"é\":1}")).path("Id").asText())
                .isEqualTo("7");
        assertThat(engine.asked().getFirst().body()).isEqualTo("{\"é\":1}");
        assertThat(engine.asked().getFirst().head())
                .contains("Content-Type: application/json\r\nContent-Length: 8\r\n");
    }

    @Test
    void a_stream_is_sent_in_chunks() {
        engine.answer("PUT /a", 200, "{}");
        String content = "0123456789".repeat(20_000);
        Request request =
                Request.of("PUT", "/a")
                        .body(
                                new Request.Body.Stream(
                                        "application/x-tar",
                                        out -> out.write(content.getBytes(US_ASCII))));
        client.call(request);
        assertThat(engine.asked().getFirst().body()).isEqualTo(content);
    }

    @Test
    void chunks_come_as_one_body_whatever_their_size() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunks = "1\r\n[\r\n4;ext=1\r\n1,23\r\n1\r\n]\r\n0\r\nTrailer: x\r\n\r\n";
        engine.answer("GET /a", (in, out) -> out.write((head + chunks).getBytes(US_ASCII)));
        assertThat(client.text(Request.get("/a"))).isEqualTo("[1,23]");
    }

    @Test
    void a_body_without_length_ends_with_the_connection() {
        engine.answer(
                "GET /a",
                (in, out) -> out.write("HTTP/1.1 200 OK\r\n\r\nto the end".getBytes(US_ASCII)));
        assertThat(client.text(Request.get("/a"))).isEqualTo("to the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nNoColon\r\n\r\n",
                "HTTP/1.1 200",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 999 X\r\n\r\n",
                "",
            })
    void an_answer_that_is_cut_or_no_http_is_an_error(String answer) {
        engine.answer("GET /a", (in, out) -> out.write(answer.getBytes(US_ASCII)));
        assertThatThrownBy(() -> client.text(Request.get("/a")))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        e -> assertThat(e.kind()).isEqualTo(ClientException.Kind.PROTOCOL));
    }

    @Test
    void headers_have_a_limit() {
        engine.answer(
                "GET /a",
                (in, out) ->
                        out.write(
                                ("HTTP/1.1 200 OK\r\nX: " + "y".repeat(300_000) + "\r\n\r\n")
                                        .getBytes(US_ASCII)));
        assertThatThrownBy(() -> client.text(Request.get("/a")))
                .hasMessageContaining("headers of more than");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"message\":\"No such container: x\"}|No such container: x",
                "500|plain words|plain words",
                "409|{\"other\":1}|{\"other\":1}",
                "400|{broken|{broken",
                "503|''|status 503 for /a",
            })
    void a_refusal_has_the_engines_words(int status, String body, String message) {
        engine.answer("GET /a", status, body);
        assertThatThrownBy(() -> client.text(Request.get("/a")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessage(message);
    }

    @Test
    void an_answer_that_is_not_json_is_named() {
        engine.answer("GET /a", 200, "<html>");
        assertThatThrownBy(() -> client.json(Request.get("/a")))
                .hasMessage("the engine's answer is not JSON");
    }

    @Test
    void nobody_listening_is_said_in_dockers_words() {
        Path missing = folder.resolve("none.sock");
        ApiClient other = new ApiClient(EngineAddress.of(missing), "x");
        assertThatThrownBy(other::version)
                .isInstanceOfSatisfying(
                        ClientException.class,
                        e -> assertThat(e.kind()).isEqualTo(ClientException.Kind.UNREACHABLE))
                .hasMessage(
                        "Cannot connect to the Docker daemon at unix://"
                                + missing
                                + ". Is the docker daemon running?");
    }

    @Test
    void a_hijacked_connection_goes_both_ways_and_ends_one_way_first() throws IOException {
        engine.answer(
                "POST /attach",
                (in, out) -> {
                    out.write(
                            ("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/x\r\n"
                                            + "Upgrade: tcp\r\n\r\nearly ")
                                    .getBytes(US_ASCII));
                    String got = new String(in.readAllBytes(), UTF_8);
                    out.write(("got " + got).getBytes(UTF_8));
                });
        try (Hijacked hijacked = client.hijack(Request.post("/attach"))) {
            assertThat(hijacked.contentType()).contains("application/x");
            hijacked.out().write("input".getBytes(UTF_8));
            hijacked.endOutput();
            assertThat(new String(hijacked.in().readAllBytes(), UTF_8))
                    .isEqualTo("early got input");
        }
        assertThat(engine.asked().getFirst().head())
                .contains("Connection: Upgrade\r\n", "Upgrade: tcp\r\n");
    }

    @Test
    void a_refused_hijack_has_the_engines_words() {
        engine.answer("POST /attach", 409, "{\"message\":\"not running\"}");
        assertThatThrownBy(() -> client.hijack(Request.post("/attach")))
                .isInstanceOf(ApiException.class)
                .hasMessage("not running");
    }

    @Test
    void frames_go_to_their_streams() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        byte[] bytes = {
            1, 0, 0, 0, 0, 0, 0, 2, 'o', 'k', 2, 0, 0, 0, 0, 0, 0, 1, 'e', 1, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 1, '!'
        };
        Frames.copy(new java.io.ByteArrayInputStream(bytes), out, err);
        assertThat(out).hasToString("ok!");
        assertThat(err).hasToString("e");
    }

    @Test
    void a_frame_of_the_engines_own_ends_the_stream_with_its_words() {
        byte[] bytes = {3, 0, 0, 0, 0, 0, 0, 3, 'b', 'a', 'd'};
        assertThatThrownBy(() -> copy(bytes)).isInstanceOf(ApiException.class).hasMessage("bad");
    }

    @Test
    void broken_frames_are_errors() {
        assertThatThrownBy(() -> copy(new byte[] {1, 0, 0})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> copy(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> copy(new byte[] {9, 0, 0, 0, 0, 0, 0, 1, 'x'}))
                .hasMessage("Unrecognized input header: 9");
    }

    private static void copy(byte[] bytes) throws IOException {
        Frames.copy(
                new java.io.ByteArrayInputStream(bytes),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://h:2375|without certificates an engine is asked on its own host only, at a"
                        + " port of 127.0.0.1, localhost or [::1]",
                "tcp://127.0.0.1:0|without certificates an engine is asked on its own host only, at"
                        + " a port of 127.0.0.1, localhost or [::1]",
                "tcp://127.0.0.1.h|without certificates an engine is asked on its own host only, at"
                        + " a port of 127.0.0.1, localhost or [::1]",
                "https://h|docker writes tcp:// for it",
                "ssh://h|no program is started to reach an engine",
                "npipe:////./pipe/x|named pipes are an affair of Windows",
                "fd://|a descriptor is what a daemon listens on",
                "/run/x.sock|it is not an address of an engine",
                "unix://x.sock|the path of a socket begins with /",
            })
    void an_address_of_another_kind_is_refused_by_name(String text, String why) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isInstanceOf(ClientException.class)
                .hasMessageStartingWith("-H " + text + " refused: " + why + ". Instead: ");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1,/127.0.0.1:2375",
        "tcp://localhost:99/,/127.0.0.1:99",
        "tcp://[::1]:2376,/[0:0:0:0:0:0:0:1]:2376"
    })
    void a_port_of_this_host_is_an_address(String text, String socket) {
        assertThat(EngineAddress.parse(text).socket()).hasToString(socket);
    }

    @Test
    void an_engine_at_a_port_is_asked_like_any_other() throws IOException {
        engine.answer("GET /info", 200, "{\"Name\":\"here\"}");
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(() -> engine.serve(server));
            String text = "tcp://127.0.0.1:" + server.socket().getLocalPort();
            ApiClient other = new ApiClient(EngineAddress.parse(text), "x");
            assertThat(other.json(Request.get("/info")).path("Name").asText()).isEqualTo("here");
        }
    }

    @Test
    void an_engine_is_started_where_nobody_listens_and_nowhere_else() throws IOException {
        List<FakeEngine> started = new ArrayList<>();
        Path place = Files.createDirectory(folder.resolve("later"));
        EngineAddress address = EngineAddress.of(place.resolve("e.sock"));
        Runnable starter =
                () -> {
                    try {
                        started.add(FakeEngine.start(place).answer("GET /info", 200, "{}"));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                };
        ApiClient other = new ApiClient(address, "x", Optional.of(starter));
        other.json(Request.get("/info"));
        other.json(Request.get("/info"));
        assertThat(started).hasSize(1);
        started.getFirst().close();
    }

    @Test
    void a_starter_without_success_is_an_engine_that_cannot_be_reached() {
        EngineAddress address = EngineAddress.of(folder.resolve("missing.sock"));
        ApiClient other = new ApiClient(address, "x", Optional.of(() -> {}));
        assertThatThrownBy(() -> other.json(Request.get("/info")))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        e -> assertThat(e.kind()).isEqualTo(ClientException.Kind.UNREACHABLE));
    }

    @Test
    void a_path_that_no_socket_can_have_is_refused() {
        assertThatThrownBy(() -> EngineAddress.parse("unix:///" + "x".repeat(107)))
                .hasMessageContaining("at most 107 bytes");
        assertThat(EngineAddress.parse("unix:///" + "x".repeat(106)).socket().toString())
                .hasSize(107);
    }
}
