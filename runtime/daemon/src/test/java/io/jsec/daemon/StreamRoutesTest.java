package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams of the API, as docker's clients read them. */
@Timeout(60)
class StreamRoutesTest {
    private static final String FRAMES =
            "\u0001\0\0\0\0\0\0\u0006hello\n\u0002\0\0\0\0\0\0\u0003oh\n";

    @TempDir Path folder;

    private ServedApi api;

    @BeforeEach
    void serve() throws IOException {
        api = new ServedApi(folder);
    }

    @AfterEach
    void end() {
        api.close();
    }

    private static String upgrade(String path, String body, String more) {
        return "POST "
                + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
                + more;
    }

    @Test
    void attached_clients_read_frames_and_write_input() throws IOException {
        String answer =
                api.raw(upgrade("/v1.44/containers/web/attach?stdin=1&stream=1", "", "input"));

        assertThat(answer)
                .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                .contains("Content-Type: application/vnd.docker.multiplexed-stream\r\n")
                .endsWith("\r\n\r\n" + FRAMES + "\u0001\0\0\0\0\0\0\u0005input");
    }

    @Test
    void older_clients_are_told_of_a_raw_stream() throws IOException {
        assertThat(api.raw(upgrade("/v1.41/containers/web/attach?stdin=1", "", "")))
                .contains("Content-Type: application/vnd.docker.raw-stream\r\n");
    }

    @Test
    void a_terminal_has_no_frames() throws IOException {
        api.engine.containers.session = new FakeSession(true);

        assertThat(api.raw(upgrade("/v1.50/containers/web/attach?stdin=1", "", "x")))
                .contains("Content-Type: application/vnd.docker.raw-stream\r\n")
                .endsWith("\r\n\r\nhello\noh\nx");
    }

    @Test
    void who_cannot_be_attached_to_is_an_answer() throws IOException {
        assertThat(api.raw(upgrade("/containers/gone/attach?stdin=1", "", "x")))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .contains("{\"message\":\"No such container: gone\"}");
    }

    @Test
    void an_exec_reads_its_object_and_then_input() throws IOException {
        String body = "{\"Detach\":false,\"Tty\":false}";

        assertThat(api.raw(upgrade("/exec/" + "e".repeat(64) + "/start", body, "")))
                .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                .contains(FRAMES);
        assertThat(api.post("/exec/e/start", "{\"Detach\":true}").status()).isEqualTo(200);
    }

    @Test
    void why_an_exec_does_not_start_is_said_in_its_stream() throws IOException {
        assertThat(api.raw(upgrade("/exec/broken/start", "{}", "")))
                .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                .endsWith("\u0003\0\0\0\0\0\0\u0013the engine failed\r\n");
        assertThat(api.raw(upgrade("/exec/busy/start", "{}", ""))).startsWith("HTTP/1.1 409 ");
        assertThat(api.post("/exec/gone/start", "{}").status()).isEqualTo(404);
    }

    private static String socket(String path, String frames) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                + frames;
    }

    @Test
    void a_web_socket_carries_output_in_binary_frames_and_input() throws IOException {
        String frames = "\u0082\u0085\0\0\0\0input" + "\u0088\u0082\0\0\0\0\u0003\u00e8";
        String path = "/v1.50/containers/web/attach/ws?stdin=1&stdout=1&stream=1&logs=1";
        api.engine.containers.session = new FakeSession(false);
        String answer = api.raw(socket(path, frames));

        assertThat(answer)
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .endsWith("\u0088\u0002\u0003\u00e8");
        assertThat(api.engine.containers.session.input()).isEqualTo("input");
        assertThat(api.engine.containers.calls)
                .contains(
                        "attach web [AttachRequest[logs=true, stream=true, stdin=true,"
                                + " stdout=true, stderr=false, detachKeys=]]");
    }

    @Test
    void a_web_socket_ends_with_the_process_and_says_goodbye() throws IOException {
        api.engine.containers.session = new FakeSession(false).withoutInput();

        assertThat(api.raw(socket("/containers/web/attach/ws?stdout=1&stream=1", "")))
                .endsWith("\r\n\r\n\u0082\u0006hello\n\u0082\u0003oh\n\u0088\u0002\u0003\u00e8");
    }

    @Test
    void older_clients_read_text_and_choose_no_streams() throws IOException {
        api.engine.containers.session = new FakeSession(false).withoutInput();

        assertThat(api.raw(socket("/v1.27/containers/web/attach/ws?stream=1", "")))
                .contains("\r\n\r\n\u0081\u0006hello\n");
        assertThat(api.engine.containers.calls.getLast())
                .contains("stdin=true, stdout=true, stderr=true");
    }

    @Test
    void who_asks_for_no_web_socket_gets_an_answer() throws IOException {
        ServedApi.Answer answer = api.get("/containers/web/attach/ws?stream=1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("WebSocket refused: the request does not ask");
        assertThat(api.raw(socket("/containers/gone/attach/ws", "")))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .contains("{\"message\":\"No such container: gone\"}");
    }

    @Test
    void a_web_socket_that_breaks_off_leaves_input_open() throws Exception {
        FakeSession session = new FakeSession(false);
        api.engine.containers.session = session;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(api.socket()))) {
            String half = socket("/containers/web/attach/ws?stdin=1", "\u0082\u0085\0\0\0\0in");
            channel.write(ByteBuffer.wrap(half.getBytes(StandardCharsets.ISO_8859_1)));
            channel.read(ByteBuffer.allocate(1));
        }

        session.closed.await();
        assertThat(session.inputEnded).isFalse();
    }

    @Test
    void logs_choose_their_streams() throws IOException {
        ServedApi.Answer answer = api.get("/v1.42/containers/web/logs?stdout=1&tail=5&since=1.5");

        assertThat(answer.body()).isEqualTo(FRAMES);
        assertThat(answer.head()).contains("multiplexed-stream");
        assertThat(api.engine.containers.calls.getLast())
                .contains("stdout=true, stderr=false, follow=false")
                .contains("since=Optional[1970-01-01T00:00:01.500Z]")
                .contains("tail=OptionalLong[5]");
        assertThat(api.get("/containers/web/logs").message())
                .isEqualTo("Bad parameters: you must choose at least one stream");
    }

    @Test
    void a_wait_has_its_head_before_the_end() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(api.socket()))) {
            String request = "POST /containers/web/wait?condition=next-exit HTTP/1.1\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer bytes = ByteBuffer.allocate(8192);
            channel.read(bytes);
            assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n");

            api.engine.containers.exit.countDown();
            bytes.clear();
            channel.read(bytes);
            assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII))
                    .contains("{\"StatusCode\":7}\n");
        }
    }

    @Test
    void an_abandoned_wait_is_given_up() throws Exception {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(api.socket()))) {
            String request = "POST /containers/web/wait HTTP/1.1\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.read(ByteBuffer.allocate(10));
        }

        api.engine.containers.exit.await();
    }

    @Test
    void stats_come_one_by_one_or_once() throws IOException {
        assertThat(api.get("/containers/web/stats").body().lines()).hasSize(2);
        assertThat(api.get("/containers/web/stats?stream=0&one-shot=1").body().lines()).hasSize(1);
        assertThat(api.get("/containers/web/stats?one-shot=1").status()).isEqualTo(400);
    }

    @Test
    void events_have_old_and_new_fields() throws IOException {
        ServedApi.Answer answer = api.get("/events?since=1&until=1772600767.5");

        assertThat(answer.json().path("status").asText()).isEqualTo("die");
        assertThat(answer.json().path("from").asText()).isEqualTo("busybox:1");
        assertThat(answer.json().path("Actor").path("ID").asText()).isEqualTo(FakeContainers.ID);
        assertThat(answer.json().path("timeNano").asLong()).isEqualTo(1772600767089000000L);
        assertThat(api.get("/events?since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void zero_is_a_time_of_events_and_none_of_logs() throws IOException {
        assertThat(api.get("/events?since=0&until=1").status()).isEqualTo(200);
        assertThat(api.engine.containers.calls.getLast())
                .contains("since=Optional[1970-01-01T00:00:00Z]");
        api.get("/containers/web/logs?stdout=1&since=0");
        assertThat(api.engine.containers.calls.getLast()).contains("since=Optional.empty");
    }

    @Test
    void an_end_of_events_before_their_begin_is_refused() throws IOException {
        ServedApi.Answer answer = api.get("/events?since=5&until=4.5");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText())
                .isEqualTo("`since` time (5) cannot be after `until` time (4)");
    }
}
