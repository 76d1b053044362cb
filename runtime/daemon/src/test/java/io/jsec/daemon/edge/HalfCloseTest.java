package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams over TLS of which one way ends before the other. */
@Timeout(60)
class HalfCloseTest {
    private static final String ATTACH =
            "POST /attach HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final int INPUT_CHARS = 120_000;

    @TempDir Path folder;

    @Test
    void this_version_of_netty_has_the_field_it_needs() {
        assertThat(HalfClose.isPossible()).isTrue();
    }

    // Promise P49
    @ParameterizedTest
    @EnumSource
    void output_after_the_clients_goodbye_arrives_whole(TlsLibrary library) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        String tail = "y".repeat(INPUT_CHARS);
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "c/d");
                                    try (OutputStream output = duplex.output()) {
                                        output.write(duplex.input().readAllBytes());
                                        asked.await();
                                        output.write(tail.getBytes(StandardCharsets.US_ASCII));
                                    }
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send(ATTACH).until("\r\n\r\n");
            client.send("x".repeat(INPUT_CHARS)).end();

            assertThat(client.until("x".repeat(INPUT_CHARS))).hasSize(INPUT_CHARS);
            asked.countDown();
            assertThat(client.rest()).isEqualTo(tail);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_goodbye_that_comes_with_the_request_is_understood(TlsLibrary library) throws Exception {
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "c/d");
                                    try (OutputStream output = duplex.output()) {
                                        byte[] all = duplex.input().readAllBytes();
                                        output.write(
                                                ("got " + all.length)
                                                        .getBytes(StandardCharsets.US_ASCII));
                                    }
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send(ATTACH + "abc").end();

            assertThat(client.rest()).endsWith("\r\n\r\ngot 3");
        }
    }

    // Promise P49
    @ParameterizedTest
    @EnumSource
    void a_connection_that_is_cut_is_no_end_of_input(TlsLibrary library) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "c/d");
                                    try {
                                        duplex.input().readAllBytes();
                                        end.complete("an end");
                                    } catch (GoneException e) {
                                        end.complete("cut");
                                    }
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send(ATTACH).until("\r\n\r\n");
            client.send("half of it").cut();

            assertThat(end.get()).isEqualTo("cut");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_is_cut_is_not_taken_for_whole(TlsLibrary library) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    try {
                                        request.body().readAllBytes();
                                        end.complete("whole");
                                    } catch (IOException e) {
                                        end.complete("cut");
                                        throw e;
                                    }
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                    .cut();

            assertThat(end.get()).isEqualTo("cut");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_says_goodbye_between_requests_is_gone(TlsLibrary library) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    request.whenGone(gone::countDown);
                                    response.stream(200, "a/b").write('x');
                                    gone.await();
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send("GET /events HTTP/1.1\r\n\r\n").until("x");
            client.end();

            gone.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_servers_goodbye_leaves_the_client_its_way(TlsLibrary library) throws Exception {
        CompletableFuture<String> input = new CompletableFuture<>();
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "c/d");
                                    duplex.output().write('x');
                                    duplex.output().close();
                                    byte[] all = duplex.input().readAllBytes();
                                    input.complete(new String(all, StandardCharsets.US_ASCII));
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send(ATTACH);
            assertThat(client.rest()).endsWith("\r\n\r\nx");
            client.send("later").end();

            assertThat(input.get()).isEqualTo("later");
        }
    }
}
