package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.Revocation;
import io.jsec.daemon.tls.TlsCa;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in by TLS, and for how long. */
@Timeout(60)
class TlsEdgeTest {
    private static final String GET = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir Path folder;

    private static void hello(Request request, Response response) throws IOException {
        response.send(200, "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    }

    /** What a client that is not let in learns: TLS 1.3 tells it when it reads. */
    private static void assertNotLetIn(TlsClient client, String alert) {
        assertThatThrownBy(() -> client.send(GET).until("hello"))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.toString()).containsIgnoringCase(alert));
    }

    @Test
    void both_libraries_are_here() {
        assertThat(TlsLibrary.BORINGSSL.missing()).isEmpty();
        assertThat(TlsLibrary.best()).isEqualTo(TlsLibrary.BORINGSSL);
        assertThat(TlsLibrary.of("jdk")).contains(TlsLibrary.JDK);
        assertThat(TlsLibrary.of("openssl")).isEmpty();
    }

    // Promise P47
    @ParameterizedTest
    @EnumSource
    void the_handler_knows_whose_certificate_it_was(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello);
                TlsClient client = served.client(served.ca.client("alice", "deployer@team=a"))) {
            assertThat(client.send(GET).until("hello")).startsWith("HTTP/1.1 200 OK");
            assertThat(client.send(GET).until("hello")).startsWith("HTTP/1.1 200 OK");
            assertThat(client.socket.getSession().getProtocol()).isEqualTo("TLSv1.3");

            assertThat(served.peers).hasSize(2);
            Peer peer = served.peers.getFirst();
            assertThat(peer.isKnown()).isFalse();
            assertThat(peer.label()).isEqualTo("client alice");
            assertThat(peer.certificate().orElseThrow().role().orElseThrow().text())
                    .isEqualTo("deployer@team=a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_second_connection_of_the_same_client_is_judged_too(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            SSLContext context = TlsClient.context(served.ca, Optional.of(alice));
            for (int i = 0; i < 3; i++) {
                try (TlsClient client = TlsClient.to(served.listener.address(), context)) {
                    assertThat(client.send(GET).until("hello")).contains("200");
                }
            }
            assertThat(served.peers).extracting(Peer::label).containsOnly("client alice");

            served.ca
                    .elsewhere()
                    .revoke(alice.leaf().getSerialNumber(), Revocation.Reason.UNSPECIFIED);
            try (TlsClient client = TlsClient.to(served.listener.address(), context)) {
                assertNotLetIn(client, "");
            }
            assertThat(served.peers).hasSize(3);
        }
    }

    // Promise P48
    @ParameterizedTest
    @EnumSource
    void a_revoked_client_is_refused_at_its_next_request_and_its_next_handshake(TlsLibrary library)
            throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            try (TlsClient open = served.client(alice)) {
                open.send(GET).until("hello");
                served.ca
                        .elsewhere()
                        .revoke(alice.leaf().getSerialNumber(), Revocation.Reason.KEY_COMPROMISE);

                assertThatThrownBy(() -> open.send(GET).until("hello"))
                        .isInstanceOf(IOException.class);
                assertRefused(served, alice, alert(library, "certificate_revoked"));
                assertThat(served.peers).hasSize(1);
            }
        }
    }

    // Promise P47
    @ParameterizedTest
    @EnumSource
    void whoever_shows_no_certificate_gets_no_answer(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello);
                TlsClient client =
                        TlsClient.to(
                                served.listener.address(),
                                TlsClient.context(served.ca, Optional.empty()))) {
            assertNotLetIn(client, "certificate");
            assertThat(served.peers).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_of_tls_1_2_is_told_so(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello);
                TlsClient client =
                        TlsClient.to(
                                served.listener.address(),
                                TlsClient.context(
                                        served.ca, Optional.of(served.ca.client("alice", "admin"))),
                                "TLSv1.2")) {
            assertNotLetIn(client, "protocol_version");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tls_1_2_is_served_where_the_key_says_so(TlsLibrary library) throws Exception {
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                TlsSettings.of(library, true),
                                ServedEdge.limits(),
                                TlsEdgeTest::hello);
                TlsClient client =
                        TlsClient.to(
                                served.listener.address(),
                                TlsClient.context(
                                        served.ca, Optional.of(served.ca.client("alice", "admin"))),
                                "TLSv1.2")) {
            assertThat(client.send(GET).until("hello")).contains("200 OK");
            assertThat(client.socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    // Promise P47
    @ParameterizedTest
    @EnumSource
    void certificates_of_the_wrong_kind_are_refused(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            TlsCa other = new TlsCa(folder.resolve("other"));
            TlsCa.Held mallory = other.client("mallory", "admin");
            List<X509Certificate> twice = new ArrayList<>(alice.chain());
            while (twice.size() < 5) {
                twice.add(alice.chain().getLast());
            }

            assertRefused(served, mallory, alert(library, "unknown_ca"));
            assertRefused(served, served.ca.serverAsClient(), "certificate");
            assertRefused(served, new TlsCa.Held(alice.key(), twice, alice.roots()), "certificate");
            assertRefused(
                    served,
                    new TlsCa.Held(alice.key(), List.of(other.roots().getFirst()), alice.roots()),
                    "");
            assertThat(served.peers).isEmpty();
        }
    }

    /** The JDK's servers have one word for all that is wrong with a client's certificate. */
    private static String alert(TlsLibrary library, String boring) {
        return library == TlsLibrary.BORINGSSL ? boring : "certificate_unknown";
    }

    /** With TLS 1.3 a client asks before it hears that it is refused, and some take their time. */
    @ParameterizedTest
    @EnumSource
    void a_slow_client_that_is_refused_reads_why_though_it_goes_on_sending(TlsLibrary library)
            throws Exception {
        TlsCa.Held mallory = new TlsCa(folder.resolve("other")).client("mallory", "admin");
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            for (int round = 0; round < 5; round++) {
                try (TlsClient client = served.client(mallory)) {
                    client.socket.startHandshake();
                    Thread.sleep(200);
                    client.send(GET).send("x".repeat(100_000));
                    assertNotLetIn(client, alert(library, "unknown_ca"));
                }
            }
        }
    }

    private static void assertRefused(ServedTls served, TlsCa.Held held, String alert)
            throws Exception {
        try (TlsClient client = served.client(held)) {
            assertNotLetIn(client, alert);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_certificate_is_good_from_its_beginning_to_its_end(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            served.ca.clock.move(Duration.ofHours(1));
            TlsCa.Held early = served.ca.client("early", "admin", Duration.ofHours(1));
            served.ca.clock.move(Duration.ofHours(-1));
            assertRefused(served, early, "certificate");
            served.ca.clock.move(Duration.ofHours(3));
            assertRefused(served, early, alert(library, "certificate_expired"));
            assertThat(served.peers).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain_http_is_told_what_is_missing(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello);
                Socket socket = plain(served.listener.address())) {
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.0 400 Bad Request")
                    .contains("Client sent an HTTP request to an HTTPS server.");
        }
    }

    private static Socket plain(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    @ParameterizedTest
    @EnumSource
    void a_handshake_that_never_ends_is_ended(TlsLibrary library) throws Exception {
        TlsSettings settings = ServedTls.settings(library, 64, 50, Duration.ofMinutes(10));
        try (ServedTls served =
                        new ServedTls(folder, settings, ServedEdge.limits(), TlsEdgeTest::hello);
                Socket silent = plain(served.listener.address());
                Socket slow = plain(served.listener.address())) {
            slow.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});

            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(slow.getInputStream().readAllBytes().length).isLessThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbage_harms_nobody(TlsLibrary library) throws Exception {
        TlsSettings settings = ServedTls.settings(library, 64, 1_000, Duration.ofMinutes(10));
        java.util.Random random = new java.util.Random(42);
        try (ServedTls served =
                new ServedTls(folder, settings, ServedEdge.limits(), TlsEdgeTest::hello)) {
            for (int i = 0; i < 40; i++) {
                byte[] bytes = new byte[random.nextInt(600) + 1];
                random.nextBytes(bytes);
                if (i % 2 == 0 && bytes.length > 5) {
                    bytes[0] = 22;
                    bytes[1] = 3;
                    bytes[2] = 1;
                    bytes[3] = 0;
                }
                try (Socket socket = plain(served.listener.address())) {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    drain(socket);
                }
            }
            try (TlsClient client = served.client(served.ca.client("alice", "admin"))) {
                assertThat(client.send(GET).until("hello")).contains("200");
            }
        }
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void strangers_of_one_address_have_a_limit(TlsLibrary library) throws Exception {
        TlsSettings settings = ServedTls.settings(library, 2, 1_000, Duration.ofMinutes(10));
        TlsSettings patient =
                new TlsSettings(
                        library,
                        false,
                        new TlsSettings.Limits(
                                64,
                                2,
                                settings.limits().failures(),
                                settings.limits().window(),
                                Duration.ofSeconds(30)));
        try (ServedTls served =
                new ServedTls(folder, patient, ServedEdge.limits(), TlsEdgeTest::hello)) {
            try (Socket first = plain(served.listener.address());
                    Socket second = plain(served.listener.address());
                    Socket third = plain(served.listener.address())) {
                assertThat(awaitClosed(List.of(first, second, third))).isNotNull();
            }
            try (TlsClient client = again(served)) {
                assertThat(client.send(GET).until("hello")).contains("200");
            }
        }
    }

    /** Waits until one of them is closed: which one, the event loops decide. */
    private static Socket awaitClosed(List<Socket> sockets) throws IOException {
        while (true) {
            for (Socket socket : sockets) {
                socket.setSoTimeout(20);
                try {
                    if (socket.getInputStream().read() < 0) {
                        return socket;
                    }
                } catch (SocketTimeoutException e) {
                    assertThat(socket.isClosed()).isFalse();
                }
            }
        }
    }

    /** A client that is let in once the places of others are given back. */
    private static TlsClient again(ServedTls served) throws Exception {
        TlsCa.Held alice = served.ca.client("alice", "admin");
        while (true) {
            TlsClient client = served.client(alice);
            try {
                client.socket.startHandshake();
                return client;
            } catch (IOException e) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_fails_too_often_is_not_heard(TlsLibrary library) throws Exception {
        TlsSettings settings = ServedTls.settings(library, 64, 3, Duration.ofMinutes(10));
        try (ServedTls served =
                new ServedTls(folder, settings, ServedEdge.limits(), TlsEdgeTest::hello)) {
            for (int i = 0; i < 3; i++) {
                try (Socket socket = plain(served.listener.address())) {
                    socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
                    assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
                }
            }
            try (TlsClient client = served.client(served.ca.client("alice", "admin"))) {
                assertThatThrownBy(() -> client.socket.startHandshake())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    // Promise P48
    @ParameterizedTest
    @EnumSource
    void revoking_ends_open_connections_and_streams(TlsLibrary library) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ServedTls served =
                new ServedTls(
                        folder,
                        library,
                        (request, response) -> {
                            if (request.path().endsWith("/attach")) {
                                Duplex duplex = response.hijack("a/b", "c/d");
                                duplex.output().write('x');
                                try {
                                    duplex.input().read();
                                } catch (GoneException e) {
                                    gone.countDown();
                                }
                            } else {
                                hello(request, response);
                            }
                        })) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            TlsCa.Held bob = served.ca.client("bob", "admin");
            try (TlsClient idle = served.client(alice);
                    TlsClient stream = served.client(alice);
                    TlsClient other = served.client(bob)) {
                idle.send(GET).until("hello");
                other.send(GET).until("hello");
                stream.send("POST /attach HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                stream.until("\r\n\r\nx");

                served.ca
                        .elsewhere()
                        .revoke(alice.leaf().getSerialNumber(), Revocation.Reason.KEY_COMPROMISE);

                assertThatThrownBy(() -> stream.until("never")).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> idle.until("never")).isInstanceOf(IOException.class);
                gone.await();
                assertThat(other.send(GET).until("hello")).contains("200");
            }
        }
    }

    // Promise P48
    @ParameterizedTest
    @EnumSource
    void a_connection_does_not_outlive_its_certificate(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin", Duration.ofHours(1));
            try (TlsClient client = served.client(alice)) {
                client.send(GET).until("hello");
                served.ca.clock.move(Duration.ofHours(2));

                assertThatThrownBy(() -> client.until("never")).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_of_before_goes_on_while_the_next_sees_another_certificate(TlsLibrary library)
            throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            BigInteger first = served.certificate.current().leaf().getSerialNumber();
            try (TlsClient before = served.client(alice)) {
                before.send(GET).until("hello");
                served.ca.clock.move(Duration.ofHours(17));
                BigInteger now = first;
                while (now.equals(first)) {
                    try (TlsClient after = served.client(alice)) {
                        after.send(GET).until("hello");
                        now =
                                ((X509Certificate)
                                                after.socket.getSession().getPeerCertificates()[0])
                                        .getSerialNumber();
                    }
                }
                assertThat(now).isEqualTo(served.certificate.current().leaf().getSerialNumber());
                assertThat(before.send(GET).until("hello")).contains("200");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void records_that_cannot_be_read_let_nobody_in(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            Path records = served.ca.directory.resolve("state.log");
            Path away = folder.resolve("away");
            try (TlsClient open = served.client(alice)) {
                open.send(GET).until("hello");
                Files.move(records, away);
                while (served.tls.isReady()) {
                    Thread.onSpinWait();
                }
                try (TlsClient client = served.client(alice)) {
                    assertThatThrownBy(() -> client.socket.startHandshake())
                            .isInstanceOf(IOException.class);
                }
                assertThatThrownBy(() -> open.send(GET).until("hello"))
                        .isInstanceOf(IOException.class);
            }
            Files.move(away, records);
            try (TlsClient client = again(served)) {
                assertThat(client.send(GET).until("hello")).contains("200");
            }
        }
    }

    @Test
    void a_certificate_that_ended_is_not_shown() throws Exception {
        try (ServedTls served = new ServedTls(folder, TlsLibrary.best(), TlsEdgeTest::hello)) {
            // The clock went back once it had been seen: the authority issues nothing any more.
            served.ca.clock.move(Duration.ofDays(3));
            served.ca.elsewhere().see();
            served.ca.clock.move(Duration.ofDays(-2));

            assertThat(served.certificate.isValid()).isFalse();
            assertThatThrownBy(() ->
                            served.client(
                                            new TlsCa.Held(
                                                    served.certificate.current().key(),
                                                    served.certificate.current().chain(),
                                                    served.ca.roots()))
                                    .socket
                                    .startHandshake())
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connections_of_one_certificate_leave_room_for_others(TlsLibrary library) throws Exception {
        EdgeLimits standard = EdgeLimits.standard();
        EdgeLimits limits = ServedEdge.limits(8, 2, standard.headers(), standard.idle());
        try (ServedTls served =
                new ServedTls(folder, TlsSettings.of(library, false), limits, TlsEdgeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            try (TlsClient first = served.client(alice);
                    TlsClient second = served.client(alice);
                    TlsClient third = served.client(alice);
                    TlsClient other = served.client(served.ca.client("bob", "admin"))) {
                first.send(GET).until("hello");
                second.send(GET).until("hello");
                assertThatThrownBy(() -> third.send(GET).until("hello"))
                        .isInstanceOf(IOException.class);
                assertThat(other.send(GET).until("hello")).contains("200");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_asks_nothing_is_closed(TlsLibrary library) throws Exception {
        Duration time = Duration.ofMillis(300);
        EdgeLimits limits = ServedEdge.limits(8, 8, time, time);
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                TlsSettings.of(library, false),
                                limits,
                                TlsEdgeTest::hello);
                TlsClient silent = served.client(served.ca.client("alice", "admin"))) {
            assertThat(silent.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_answer_arrives_whole_at_a_slow_client(TlsLibrary library) throws Exception {
        int pieces = 200;
        byte[] piece = new byte[64 * 1024];
        try (ServedTls served =
                        new ServedTls(
                                folder,
                                library,
                                (request, response) -> {
                                    try (OutputStream out = response.stream(200, "a/b")) {
                                        for (int i = 0; i < pieces; i++) {
                                            out.write(piece);
                                        }
                                    }
                                });
                TlsClient client = served.client(served.ca.client("alice", "admin"))) {
            client.send("GET /x HTTP/1.0\r\n\r\n");

            assertThat(client.rest()).hasSizeGreaterThan(pieces * piece.length);
        }
    }

    @Test
    void an_address_in_use_is_an_error() throws Exception {
        try (ServedTls served = new ServedTls(folder, TlsLibrary.best(), TlsEdgeTest::hello)) {
            assertThatThrownBy(
                            () -> served.served.edge.listen(served.tls, served.listener.address()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void a_server_that_is_not_trusted_is_told_apart_in_the_log() {
        SSLException alert = new SSLException("error:10000418:TLSV1_ALERT_UNKNOWN_CA");
        assertThat(HandshakeFailure.of(alert).sentence())
                .startsWith("it does not like this server's certificate");
        assertThat(HandshakeFailure.of(new SSLException("a\nb\u001b[31m")).sentence())
                .isEqualTo("a?b?[31m");
    }
}
