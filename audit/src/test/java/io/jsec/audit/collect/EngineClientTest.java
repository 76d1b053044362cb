package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.read.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineClientTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir private Path folder;
    private FakeEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(folder);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Node get(String path) throws IOException {
        return new EngineClient(engine.address(), LONG).get(path);
    }

    private String failure(FakeEngine.Reply reply) {
        return failure(reply, LONG);
    }

    private String failure(FakeEngine.Reply reply, Duration budget) {
        engine.on("/x", reply);
        try {
            Node node = new EngineClient(engine.address(), budget).get("/x");
            throw new AssertionError("answered: " + node);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String name(Node node) {
        return node.find("Name").flatMap(Node::string).orElse("");
    }

    @Test
    void an_answer_with_a_length_is_read() throws IOException {
        engine.on("/x", "{\"Name\": \"web ä\"}");
        assertThat(name(get("/x"))).isEqualTo("web ä");
    }

    @Test
    void an_answer_in_chunks_is_put_together() throws IOException {
        engine.on("/x", FakeEngine.chunked("{\"Name\": \"web ä\"}", 3));
        assertThat(name(get("/x"))).isEqualTo("web ä");
    }

    @Test
    void an_answer_that_ends_with_the_connection_is_read() throws IOException {
        engine.on("/x", FakeEngine.raw("HTTP/1.0 200 OK\r\n\r\n{\"Name\": \"web\"}"));
        assertThat(name(get("/x"))).isEqualTo("web");
    }

    @Test
    void only_questions_are_asked_that_change_nothing() throws IOException {
        engine.on("/x", "{}");
        get("/x");
        assertThat(engine.asked()).containsExactly("/x");
    }

    @Test
    void what_is_not_there_is_none() throws IOException {
        assertThat(new EngineClient(engine.address(), LONG).find("/gone")).isEmpty();
    }

    @Test
    void an_error_is_told_in_the_words_of_the_engine() {
        assertThat(failure(FakeEngine.status(500, "{\"message\":\"layer is locked\"}")))
                .isEqualTo(engine.address().text() + "/x: 500 layer is locked");
    }

    @Test
    void an_error_that_is_no_json_is_told_by_its_first_line() {
        assertThat(failure(FakeEngine.status(502, "Bad Gateway\n<html>")))
                .endsWith("/x: 502 Bad Gateway");
    }

    @Test
    void an_answer_that_is_no_json_is_a_failure_with_its_place() {
        assertThat(failure(FakeEngine.status(200, "{\"Name\": ]}")))
                .contains("/x: answer, line 1, column 10: no JSON");
    }

    @Test
    void an_answer_that_is_cut_off_is_a_failure() {
        FakeEngine.Reply half =
                FakeEngine.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Name\": \"w");
        assertThat(failure(half)).contains("cut off");
    }

    @Test
    void a_chunk_that_is_cut_off_is_a_failure() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(failure(FakeEngine.raw(head + "10\r\n{\"a\":"))).contains("cut off");
        assertThat(failure(FakeEngine.raw(head + "2\r\n{}xx\r\n"))).contains("cut off");
        assertThat(failure(FakeEngine.raw(head + "zz\r\n{}\r\n"))).contains("no size");
    }

    @Test
    void a_header_that_is_cut_off_is_a_failure() {
        assertThat(failure(FakeEngine.raw("HTTP/1.1 200 OK\r\nContent-Le"))).contains("cut off");
        assertThat(failure(FakeEngine.raw(""))).contains("closed the connection");
    }

    @Test
    void what_is_no_http_is_a_failure() {
        assertThat(failure(FakeEngine.raw("SSH-2.0-OpenSSH_9.2\r\n"))).contains("no HTTP");
        assertThat(failure(FakeEngine.raw("HTTP/1.1 2oo OK\r\n\r\n"))).contains("no HTTP");
        assertThat(failure(FakeEngine.raw("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")))
                .contains("header is damaged");
    }

    @Test
    void a_length_that_is_none_is_a_failure() {
        assertThat(failure(FakeEngine.raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")))
                .contains("length is no number");
    }

    @Test
    void an_answer_that_is_too_large_is_refused_before_it_is_read() {
        assertThat(failure(FakeEngine.raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")))
                .contains("more than 67108864 bytes");
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(failure(FakeEngine.raw(head + "fffffff\r\n")))
                .contains("more than 67108864 bytes");
    }

    @Test
    void a_line_or_a_header_without_end_is_refused() {
        String line = "X: " + "y".repeat(20_000) + "\r\n";
        assertThat(failure(FakeEngine.raw("HTTP/1.1 200 OK\r\n" + line + "\r\n")))
                .contains("more than 16384 bytes");
        StringBuilder many = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 200; i++) {
            many.append("X-").append(i).append(": y\r\n");
        }
        assertThat(failure(FakeEngine.raw(many + "\r\n"))).contains("header is damaged");
    }

    @Test
    void an_engine_that_does_not_answer_is_given_up() {
        assertThat(failure(engine.hanging(), SHORT)).endsWith("/x: no answer within 0.1 s");
    }

    @Test
    void an_engine_that_stops_in_its_answer_is_given_up() {
        FakeEngine.Reply half =
                engine.hangingAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\"");
        assertThat(failure(half, SHORT)).endsWith("no answer within 0.1 s");
    }

    @Test
    void one_that_hangs_leaves_time_for_another() throws IOException {
        engine.on("/hang", engine.hanging()).on("/x", "{\"Name\": \"web\"}");
        EngineClient client = new EngineClient(engine.address(), Duration.ofSeconds(15));
        assertThatThrownBy(() -> client.get("/hang")).hasMessageContaining("no answer within 5 s");
        assertThat(name(client.get("/x"))).isEqualTo("web");
    }

    @Test
    void without_time_nothing_is_asked() {
        EngineClient client = new EngineClient(engine.address(), Duration.ZERO);
        assertThatThrownBy(() -> client.get("/x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no time was left");
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void a_socket_that_nobody_listens_on_is_a_failure_with_its_name() throws IOException {
        Path nobody = Files.writeString(folder.resolve("file"), "", StandardCharsets.US_ASCII);
        EngineClient client = new EngineClient(new EngineAddress.Unix(nobody), LONG);
        assertThatThrownBy(() -> client.get("/version"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("unix://" + nobody + "/version: ");
    }
}
