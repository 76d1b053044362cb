package io.jsec.daemon.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers without an end, and connections taken over. */
@Timeout(60)
class StreamsTest {
    private static final String UPGRADE =
            "POST /attach HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir Path folder;

    private static void shout(Request request, Response response) throws IOException {
        Duplex duplex = response.hijack("application/multiplexed", "application/raw");
        try (OutputStream output = duplex.output()) {
            output.write("hello ".getBytes(UTF_8));
            byte[] all = duplex.input().readAllBytes();
            output.write(new String(all, UTF_8).toUpperCase(java.util.Locale.ROOT).getBytes(UTF_8));
        }
    }

    @Test
    void the_head_of_a_stream_arrives_before_its_first_byte() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    OutputStream out = response.stream(200, "application/json");
                                    more.await();
                                    out.write("{}".getBytes(UTF_8));
                                });
                RawClient client = edge.client()) {
            client.send("GET /events HTTP/1.1\r\n\r\n");

            assertThat(client.head())
                    .contains("200 OK", "Transfer-Encoding: chunked")
                    .doesNotContain("Content-Length");
            more.countDown();
            assertThat(client.until("0\r\n\r\n")).isEqualTo("2\r\n{}\r\n0\r\n\r\n");
        }
    }

    @Test
    void a_client_of_http_1_0_reads_until_the_end() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) ->
                                        response.stream(200, "text/plain").write('x'));
                RawClient client = edge.client()) {
            client.send("GET /events HTTP/1.0\r\n\r\n");

            assertThat(client.rest()).doesNotContain("chunked").endsWith("\r\n\r\nx");
        }
    }

    @Test
    void a_stream_that_fails_has_no_end() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    response.stream(200, "text/plain").write('x');
                                    throw new IllegalStateException("broken");
                                });
                RawClient client = edge.client()) {
            client.send("GET /events HTTP/1.1\r\n\r\n");

            assertThat(client.rest()).endsWith("1\r\nx\r\n");
        }
    }

    @Test
    void a_client_that_vanishes_ends_who_writes_to_it() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ServedEdge edge =
                new ServedEdge(
                        folder,
                        (request, response) -> {
                            try (OutputStream out = response.stream(200, "text/plain")) {
                                while (true) {
                                    out.write(new byte[10_000]);
                                }
                            } catch (GoneException e) {
                                ended.countDown();
                                throw e;
                            }
                        })) {
            try (RawClient client = edge.client()) {
                client.send("GET /logs HTTP/1.1\r\n\r\n").head();
            }

            ended.await();
        }
    }

    @Test
    void a_client_that_vanishes_is_noticed_in_silence() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ServedEdge edge =
                new ServedEdge(
                        folder,
                        (request, response) -> {
                            request.whenGone(gone::countDown);
                            response.stream(200, "application/json");
                            gone.await();
                        })) {
            try (RawClient client = edge.client()) {
                client.send("POST /wait HTTP/1.1\r\n\r\n").head();
            }

            gone.await();
        }
    }

    @Test
    void a_writer_waits_for_a_client_that_does_not_read() throws Exception {
        AtomicLong written = new AtomicLong();
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    OutputStream out = response.stream(200, "text/plain");
                                    for (int i = 0; i < 1000; i++) {
                                        out.write(new byte[100_000]);
                                        written.addAndGet(100_000);
                                    }
                                });
                RawClient client = edge.client()) {
            client.send("GET /logs HTTP/1.1\r\nConnection: close\r\n\r\n").head();
            long seen = -1;
            while (seen != written.get()) {
                seen = written.get();
                Thread.sleep(100);
            }

            assertThat(seen).isLessThan(10_000_000);
            assertThat(client.rest()).hasSizeGreaterThan(100_000_000);
        }
    }

    @Test
    void a_client_waits_for_a_reader_that_does_not_read() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    request.body().readNBytes(10);
                                    read.await();
                                    int count = request.body().readAllBytes().length + 10;
                                    response.send(200, "text/plain", ("" + count).getBytes(UTF_8));
                                });
                RawClient client = edge.client()) {
            client.send("PUT /tar HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int i = 0; i < 300; i++) {
                                        client.send("186a0\r\n" + "x".repeat(100_000));
                                        client.send("\r\n");
                                        sent.addAndGet(100_000);
                                    }
                                    client.send("0\r\n\r\n");
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            long seen = -1;
            while (seen != sent.get()) {
                seen = sent.get();
                Thread.sleep(100);
            }

            assertThat(seen).isLessThan(10_000_000);
            read.countDown();
            sender.join();
            assertThat(client.until("30000000")).contains("200 OK");
        }
    }

    @Test
    void a_connection_is_taken_over_with_101() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, StreamsTest::shout);
                RawClient client = edge.client()) {
            client.send(UPGRADE);

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                    .contains(
                            "Content-Type: application/multiplexed\r\n",
                            "Connection: Upgrade\r\n",
                            "Upgrade: tcp\r\n")
                    .doesNotContain("Content-Length", "chunked");
            assertThat(client.until("hello ")).isEqualTo("hello ");
            client.send("abc").send("def").end();
            assertThat(client.rest()).isEqualTo("ABCDEF");
        }
    }

    @Test
    void a_connection_is_taken_over_with_200_where_no_upgrade_was_asked_for() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, StreamsTest::shout);
                RawClient client = edge.client()) {
            client.send("POST /attach HTTP/1.1\r\n\r\nabc").end();

            assertThat(client.head())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/raw\r\n")
                    .doesNotContain("Content-Length", "chunked", "Upgrade");
            assertThat(client.rest()).isEqualTo("hello ABC");
        }
    }

    @Test
    void bytes_behind_the_request_are_the_first_of_the_stream() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, StreamsTest::shout);
                RawClient client = edge.client()) {
            client.send(UPGRADE + "GET / HTTP/1.1\r\n\r\n").send("more").end();

            assertThat(client.rest()).endsWith("hello GET / HTTP/1.1\r\n\r\nMORE");
        }
    }

    @Test
    void bytes_behind_a_body_are_the_first_of_the_stream() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    String body = new String(request.body().readAllBytes(), UTF_8);
                                    Duplex duplex = response.hijack("a/b", "a/b");
                                    duplex.output().write(body.getBytes(UTF_8));
                                    duplex.input().transferTo(duplex.output());
                                });
                RawClient client = edge.client()) {
            client.send(
                            "POST /attach HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: tcp\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nstdin")
                    .end();

            assertThat(client.rest()).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\n{}stdin");
        }
    }

    @Test
    void output_goes_on_after_the_input_ended() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "a/b");
                                    duplex.input().readAllBytes();
                                    ended.countDown();
                                    for (int i = 0; i < 100; i++) {
                                        duplex.output().write(new byte[50_000]);
                                    }
                                });
                RawClient client = edge.client()) {
            client.send(UPGRADE).end();
            ended.await();
            client.head();

            assertThat(client.rest()).hasSize(5_000_000);
        }
    }

    @Test
    void input_goes_on_after_the_output_ended() throws Exception {
        AtomicLong count = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    Duplex duplex = response.hijack("a/b", "a/b");
                                    duplex.output().close();
                                    count.set(duplex.input().readAllBytes().length);
                                    done.countDown();
                                });
                RawClient client = edge.client()) {
            client.send(UPGRADE);
            client.rest();
            client.send(new byte[300_000]).end();
            done.await();

            assertThat(count.get()).isEqualTo(300_000);
        }
    }

    @Test
    void a_refused_stream_is_an_ordinary_answer_and_the_last_one() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    throw new StatusException(404, "No such container: x");
                                });
                RawClient client = edge.client()) {
            client.send(UPGRADE + "some stdin");

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("Connection: close")
                    .endsWith("{\"message\":\"No such container: x\"}\n");
        }
    }

    @Test
    void a_client_that_vanishes_ends_a_stream_that_writes() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ServedEdge edge =
                new ServedEdge(
                        folder,
                        (request, response) -> {
                            Duplex duplex = response.hijack("a/b", "a/b");
                            try {
                                while (true) {
                                    duplex.output().write(new byte[1000]);
                                }
                            } catch (IOException e) {
                                ended.countDown();
                            }
                        })) {
            try (RawClient client = edge.client()) {
                client.send(UPGRADE).head();
            }

            ended.await();
        }
    }

    @Test
    void a_client_that_vanishes_is_told_from_one_that_ended_its_input() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (ServedEdge edge =
                new ServedEdge(
                        folder,
                        (request, response) -> {
                            request.whenGone(gone::countDown);
                            Duplex duplex = response.hijack("a/b", "a/b");
                            duplex.input().readAllBytes();
                            ended.countDown();
                            gone.await();
                        })) {
            try (RawClient client = edge.client()) {
                client.send(UPGRADE).end().head();
                ended.await();
                assertThat(gone.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
            }

            gone.await();
        }
    }
}
