package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.daemon.tls.ServerCertificate;
import io.jsec.daemon.tls.TlsCa;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is told to serve in another way while clients are there. */
@Timeout(60)
class TlsChangeTest {
    private static final String GET = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir Path folder;

    private static void hello(Request request, Response response) throws IOException {
        response.send(200, "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static BigInteger shown(TlsClient client) throws IOException {
        return ((X509Certificate) client.socket.getSession().getPeerCertificates()[0])
                .getSerialNumber();
    }

    @ParameterizedTest
    @EnumSource
    void the_next_client_sees_the_other_certificate_and_who_is_there_goes_on(TlsLibrary library)
            throws Exception {
        try (ServedTls served = new ServedTls(folder, library, TlsChangeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            ServerCertificate other = served.ca.server("127.0.0.1");
            try (TlsClient before = served.client(alice)) {
                before.send(GET).until("hello");

                served.tls.change(other, TlsSettings.of(library, false));

                try (TlsClient after = served.client(alice)) {
                    after.send(GET).until("hello");
                    assertThat(shown(after)).isEqualTo(other.current().leaf().getSerialNumber());
                }
                assertThat(before.send(GET).until("hello")).contains("200");
            }
            served.tls.change(served.certificate, TlsSettings.of(library, false));
            try (TlsClient again = served.client(alice)) {
                again.send(GET).until("hello");
                assertThat(shown(again))
                        .isEqualTo(served.certificate.current().leaf().getSerialNumber());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_version_or_library_is_served_from_the_next_client_on(TlsLibrary library)
            throws Exception {
        TlsLibrary other = library == TlsLibrary.JDK ? TlsLibrary.BORINGSSL : TlsLibrary.JDK;
        try (ServedTls served = new ServedTls(folder, library, TlsChangeTest::hello)) {
            TlsCa.Held alice = served.ca.client("alice", "admin");
            assertThatThrownBy(() -> old(served, alice)).isInstanceOf(IOException.class);
            served.tls.change(served.certificate, TlsSettings.of(other, true));
            old(served, alice);
            served.tls.change(served.certificate, TlsSettings.of(library, false));
            assertThatThrownBy(() -> old(served, alice)).isInstanceOf(IOException.class);
        }
    }

    private static void old(ServedTls served, TlsCa.Held held) throws Exception {
        try (TlsClient client =
                TlsClient.to(
                        served.listener.address(),
                        TlsClient.context(served.ca, Optional.of(held)),
                        "TLSv1.2")) {
            assertThat(client.send(GET).until("hello")).contains("200");
        }
    }
}
