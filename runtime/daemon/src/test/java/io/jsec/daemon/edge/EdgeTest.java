package io.jsec.daemon.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers over real sockets. */
@Timeout(60)
class EdgeTest {
    @TempDir Path folder;

    private static void echo(Request request, Response response) throws IOException {
        byte[] body = request.body().readAllBytes();
        String text = request.method() + " " + request.path() + " " + new String(body, UTF_8);
        response.send(200, "text/plain", text.getBytes(UTF_8));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void a_request_is_answered_and_the_connection_kept() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient client = edge.client()) {
            client.send("GET /a?x=1 HTTP/1.1\r\nHost: d\r\n\r\n");

            assertThat(client.head())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Api-Version: 1.50\r\n", "Content-Length: 7\r\n", "\r\nDate: ")
                    .doesNotContain("Connection: close");
            assertThat(client.until("/a ")).isEqualTo("GET /a ");
            client.send("POST /b HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
            assertThat(client.rest()).contains("Connection: close").endsWith("POST /b hi");
        }
    }

    @Test
    void requests_sent_together_are_answered_in_order() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient client = edge.client()) {
            client.send("GET /1 HTTP/1.1\r\n\r\n");
            client.send("POST /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            client.send("2\r\nde\r\n0\r\n\r\nGET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");

            String all = client.rest();

            assertThat(all.split("HTTP/1.1 200 OK")).hasSize(4);
            assertThat(all).containsSubsequence("GET /1 ", "POST /2 abcde", "GET /3 ");
        }
    }

    @Test
    void what_a_handler_does_not_read_of_a_body_is_skipped() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, (request, response) -> response.send(204));
                RawClient client = edge.client()) {
            String body = "x".repeat(300_000);
            client.send("POST /1 HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + body);
            client.send("POST /2 HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(client.rest().split("204 No Content")).hasSize(3);
        }
    }

    @Test
    void head_gets_the_length_and_no_body() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient client = edge.client()) {
            client.send("HEAD /a HTTP/1.1\r\nConnection: close\r\n\r\n");

            assertThat(client.rest()).contains("Content-Length: 8\r\n").endsWith("\r\n\r\n");
        }
    }

    @Test
    void a_client_that_asks_before_it_sends_gets_leave() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient client = edge.client()) {
            client.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("hi");
            assertThat(client.until("hi")).endsWith("POST /a hi");
        }
    }

    @Test
    void a_client_that_asks_before_it_sends_may_get_no() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    throw new StatusException(404, "no such thing");
                                });
                RawClient client = edge.client()) {
            client.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 404 Not Found\r\n")
                    .contains("Connection: close")
                    .endsWith("{\"message\":\"no such thing\"}\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\r\n",
                "GET / HTTP/1.1\r\nHost: half\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /%zz?a=%zz HTTP/1.1\r\n\r\n",
            })
    void what_is_no_http_is_refused_and_the_connection_closed(String request) throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient client = edge.client()) {
            client.send(request).end();

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Api-Version: 1.50", "Connection: close")
                    .contains("{\"message\":\"");
        }
    }

    @Test
    void a_long_request_line_and_long_fields_are_refused() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo);
                RawClient line = edge.client();
                RawClient field = edge.client()) {
            line.send("GET /" + "a".repeat(EdgeLimits.REQUEST_LINE_BYTES_MAX));
            field.send("GET / HTTP/1.1\r\na: " + "b".repeat(EdgeLimits.HEADER_BYTES_MAX));

            assertThat(line.rest()).startsWith("HTTP/1.1 414 ");
            assertThat(field.rest()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void a_body_that_is_too_long_gets_413_while_it_is_sent() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    request.body().readShort(1000);
                                    response.send(204);
                                });
                RawClient client = edge.client()) {
            client.send("POST / HTTP/1.1\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000));

            assertThat(client.until("\n")).contains("413");
        }
    }

    private static EdgeLimits limits(int connections, int ofUser, Duration patience) {
        return new EdgeLimits(
                connections,
                ofUser,
                1000,
                1000,
                1000,
                patience,
                patience,
                patience,
                Duration.ofMillis(10));
    }

    @Test
    void no_more_connections_are_served_than_the_limit_says() throws Exception {
        EdgeLimits few = limits(2, 2, Duration.ofSeconds(9));
        try (ServedEdge edge = new ServedEdge(folder, few, EdgeTest::echo)) {
            try (RawClient first = edge.client();
                    RawClient second = edge.client()) {
                first.send("GET /1 HTTP/1.1\r\n\r\n").until("/1 ");
                second.send("GET /2 HTTP/1.1\r\n\r\n").until("/2 ");
                try (RawClient third = edge.client()) {
                    assertThat(third.rest()).isEmpty();
                }
                assertThat(edge.edge.connections()).isEqualTo(2);
            }
            while (edge.edge.connections() > 0) {
                Thread.onSpinWait();
            }
            try (RawClient fourth = edge.client()) {
                fourth.send("GET /4 HTTP/1.1\r\n\r\n").until("/4 ");
            }
        }
    }

    @Test
    void one_user_gets_no_more_than_a_users_share() throws Exception {
        EdgeLimits fair = limits(9, 1, Duration.ofSeconds(9));
        try (ServedEdge edge = new ServedEdge(folder, fair, EdgeTest::echo);
                RawClient first = edge.client()) {
            first.send("GET /1 HTTP/1.1\r\n\r\n").until("/1 ");
            try (RawClient second = edge.client()) {
                assertThat(second.rest()).isEmpty();
            }
            first.send("GET /3 HTTP/1.1\r\n\r\n").until("/3 ");
            assertThat(edge.edge.accepted()).isEqualTo(1);
        }
    }

    @Test
    void a_thousand_idle_connections_leave_room_for_one_that_asks() throws Exception {
        try (ServedEdge edge = new ServedEdge(folder, EdgeTest::echo)) {
            List<RawClient> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 1000; i++) {
                    RawClient client = edge.client();
                    idle.add(client);
                    client.send(i % 2 == 0 ? "" : "GET /slow HTTP/1.1\r\nHo");
                }
                try (RawClient client = edge.client()) {
                    client.send("GET /1 HTTP/1.1\r\n\r\n");
                    assertThat(client.until("/1 ")).contains("200 OK");
                }
                idle.get(501).send("st: x\r\n\r\n");
                assertThat(idle.get(501).until("/slow ")).contains("200 OK");
            } finally {
                for (RawClient client : idle) {
                    client.close();
                }
            }
        }
    }

    @Test
    void fields_that_come_too_slowly_and_idle_connections_are_closed() throws Exception {
        EdgeLimits hasty = limits(9, 9, Duration.ofMillis(50));
        try (ServedEdge edge = new ServedEdge(folder, hasty, EdgeTest::echo);
                RawClient slow = edge.client();
                RawClient idle = edge.client();
                RawClient stalled = edge.client()) {
            slow.send("GET / HTTP/1.1\r\nHo");
            idle.send("GET /1 HTTP/1.1\r\n\r\n");
            stalled.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");

            assertThat(slow.rest()).isEmpty();
            assertThat(body(idle.rest())).isEqualTo("GET /1 ");
            assertThat(stalled.rest()).isEmpty();
        }
    }

    @Test
    void a_handler_that_fails_is_an_answer_that_says_little() throws Exception {
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    throw new IllegalStateException("secret");
                                });
                RawClient client = edge.client()) {
            client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");

            assertThat(client.rest())
                    .startsWith("HTTP/1.1 500 ")
                    .contains("internal error")
                    .doesNotContain("secret");
        }
    }

    @Test
    void the_peer_is_who_the_kernel_says() throws Exception {
        AtomicReference<Peer> peer = new AtomicReference<>();
        CountDownLatch seen = new CountDownLatch(1);
        try (ServedEdge edge =
                        new ServedEdge(
                                folder,
                                (request, response) -> {
                                    peer.set(request.peer());
                                    seen.countDown();
                                    response.send(204);
                                });
                RawClient client = edge.client()) {
            client.send("GET / HTTP/1.1\r\n\r\n");
            seen.await();

            assertThat(peer.get().pid()).isEqualTo((int) ProcessHandle.current().pid());
            Object uid = java.nio.file.Files.getAttribute(folder, "unix:uid");
            assertThat(peer.get().uid()).isEqualTo(((Integer) uid).longValue());
        }
    }
}
