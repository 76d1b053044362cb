package io.jsec.daemon.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.Revocation;
import io.jsec.daemon.tls.TlsCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the journal hears of strangers that are not let in. */
@Timeout(60)
class TlsRefusalsTest {
    @TempDir Path folder;

    private static void hello(Request request, Response response) throws IOException {
        response.send(200, "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    }

    /** A client is told before the server is done with it. */
    private static List<String> refused(ServedTls served) throws InterruptedException {
        List<String> kinds = served.refused();
        while (kinds.isEmpty()) {
            Thread.sleep(10);
            kinds = served.refused();
        }
        served.told.clear();
        return kinds;
    }

    private static void knock(ServedTls served, Optional<TlsCa.Held> held) throws Exception {
        try (TlsClient client =
                TlsClient.to(served.listener.address(), TlsClient.context(served.ca, held))) {
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n").until("hello");
            throw new AssertionError("it was let in");
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    // Promise P60
    @ParameterizedTest
    @EnumSource
    void each_handshake_that_is_refused_is_told_with_its_kind(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsRefusalsTest::hello)) {
            TlsCa.Held short1 = served.ca.client("short", "admin", Duration.ofHours(1));
            TlsCa.Held alice = served.ca.client("alice", "admin");
            served.ca
                    .elsewhere()
                    .revoke(alice.leaf().getSerialNumber(), Revocation.Reason.UNSPECIFIED);
            TlsCa other = new TlsCa(folder.resolve("other"));

            knock(served, Optional.empty());
            assertThat(refused(served)).containsExactly("no-certificate:1");
            knock(served, Optional.of(alice));
            assertThat(refused(served)).containsExactly("revoked:1");
            knock(served, Optional.of(other.client("mallory", "admin")));
            assertThat(refused(served)).containsExactly("unknown-issuer:1");
            knock(served, Optional.of(served.ca.serverAsClient()));
            assertThat(refused(served)).containsExactly("extended-key-usage:1");
            served.ca.clock.move(Duration.ofHours(2));
            knock(served, Optional.of(short1));
            assertThat(refused(served)).containsExactly("expired:1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void strangers_over_the_limit_are_told_too(TlsLibrary library) throws Exception {
        TlsSettings settings =
                new TlsSettings(
                        library,
                        false,
                        new TlsSettings.Limits(
                                64, 1, 100, Duration.ofMinutes(10), Duration.ofSeconds(30)));
        try (ServedTls served =
                        new ServedTls(
                                folder, settings, ServedEdge.limits(), TlsRefusalsTest::hello);
                Socket first = socket(served);
                Socket second = socket(served)) {
            // Which of the two has the place, the event loops decide.
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(refused(served)).containsExactly("limit:1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_tls_is_told_too(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsRefusalsTest::hello);
                Socket plain = socket(served)) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            assertThat(refused(served)).containsExactly("not-tls:1");
        }
    }

    private static Socket socket(ServedTls served) throws IOException {
        return new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                served.listener.address().getPort());
    }

    @ParameterizedTest
    @EnumSource
    void one_who_knocks_all_the_time_is_one_line(TlsLibrary library) throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsRefusalsTest::hello)) {
            TlsCa.Held mallory = new TlsCa(folder.resolve("other")).client("mallory", "admin");
            for (int i = 0; i < 20; i++) {
                knock(served, Optional.of(mallory));
            }
            served.tls.close();
            assertThat(served.told).hasSizeBetween(1, 2);
            assertThat(served.told.getFirst().source().text()).isEqualTo("127.0.0.1");
            assertThat(served.told.getFirst().who().text()).isEqualTo("peer");
        }
    }
}
