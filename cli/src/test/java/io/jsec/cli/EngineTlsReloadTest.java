package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.Credentials;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Names;
import io.jsec.ca.Purpose;
import io.jsec.ca.Secrets;
import io.jsec.daemon.CertificateRecord;
import io.jsec.daemon.EnrolConfig;
import io.jsec.daemon.TlsConfig;
import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.EdgeLimits;
import io.jsec.daemon.edge.Handler;
import io.jsec.daemon.edge.Request;
import io.jsec.daemon.edge.Response;
import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.journal.NoJournal;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ports that follow the configuration while they are served. */
@Timeout(60)
class EngineTlsReloadTest {
    @TempDir Path folder;

    private final SecureRandom random = new SecureRandom();
    private final Edge edge = new Edge(EdgeLimits.standard(), new Nobody(), Map.of());
    private Path ca = Path.of("");
    private int port;

    /** Nobody gets so far: no client here has a certificate. */
    private static final class Nobody implements Handler {
        @Override
        public void handle(Request request, Response response) {
            throw new AssertionError("somebody was let in");
        }

        @Override
        public boolean mayHijack(String method, String path) {
            return false;
        }
    }

    /** Looks at certificates, believes all. */
    private static final class Looking extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Looked at by the test.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Looked at by the test.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Looked at by the test.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Looked at by the test.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Looked at by the test.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Looked at by the test.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @BeforeEach
    void make_an_authority() throws IOException {
        ca = folder.resolve("ca");
        CaSetup setup = new CaSetup(Curve.P256, Names.ofHost("box"), Optional.empty());
        CaFactory.create(ca, setup, Secrets.NONE, Clock.systemUTC(), random);
        port = FreePort.find();
    }

    @AfterEach
    void end() {
        edge.close();
    }

    private EngineTls serve(Optional<Path> files) {
        TlsStart start =
                new TlsStart(
                        List.of(TlsPort.parse("tcp://127.0.0.1:" + port)),
                        ca,
                        Optional.empty(),
                        files.map(each -> each.resolve("cert.pem")),
                        files.map(each -> each.resolve("key.pem")),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        new EnrolConfig(Optional.of(List.of()), true),
                        files.isPresent());
        return EngineTls.serve(start, "box", edge, new CertificateRecord(new NoJournal("a test")));
    }

    private static TlsConfig config(
            Optional<Path> cert, Optional<Path> key, List<String> names, String passphrase) {
        return new TlsConfig(
                true,
                true,
                Optional.empty(),
                cert,
                key,
                new TlsConfig.Own(
                        Optional.<TlsLibrary>empty(),
                        false,
                        names,
                        Optional.of(passphrase).filter(text -> !text.isEmpty()).map(Path::of),
                        false,
                        new EnrolConfig(Optional.of(List.of()), true)));
    }

    private static TlsConfig files(Path folder) {
        return config(
                Optional.of(folder.resolve("cert.pem")),
                Optional.of(folder.resolve("key.pem")),
                List.of(),
                "");
    }

    private static TlsConfig named(String... names) {
        return config(Optional.empty(), Optional.empty(), List.of(names), "");
    }

    /** A certificate of the user's own, as files. */
    private BigInteger own(Path files) {
        KeyPair pair = EcKeys.generate(Curve.P256, random);
        Issued issued =
                Authority.open(ca, Secrets.NONE, Clock.systemUTC(), random)
                        .issue(
                                new LeafRequest(
                                        Purpose.SERVER,
                                        List.of(AltName.server("127.0.0.1").orElseThrow()),
                                        Optional.empty(),
                                        Duration.ofHours(1),
                                        pair.getPublic()));
        Credentials.begin(files, Optional.of(pair.getPrivate()))
                .finish(issued.chain(), issued.roots());
        return issued.leaf().serial();
    }

    private X509Certificate shown() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Looking()}, null);
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(here, port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private BigInteger serial() throws Exception {
        return shown().getSerialNumber();
    }

    // Promise P62
    @Test
    void certificate_files_are_taken_over_and_left_again() throws Exception {
        try (EngineTls tls = serve(Optional.empty())) {
            BigInteger first = serial();
            BigInteger own = own(folder.resolve("own"));

            assertThat(tls.reload(files(folder.resolve("own")))).isEmpty();
            assertThat(serial()).isEqualTo(own).isNotEqualTo(first);
            assertThat(tls.reload(named())).isEmpty();
            assertThat(serial()).isNotEqualTo(own);
        }
    }

    @Test
    void names_are_taken_over() throws Exception {
        try (EngineTls tls = serve(Optional.empty())) {
            assertThat(String.valueOf(shown().getSubjectAlternativeNames()))
                    .doesNotContain("10.1.2.3");
            assertThat(tls.reload(named("10.1.2.3"))).isEmpty();
            while (!String.valueOf(shown().getSubjectAlternativeNames()).contains("10.1.2.3")) {
                // The watch over the certificate makes the next one.
                Thread.sleep(20);
            }
            assertThat(tls.served()).containsExactly("tcp://127.0.0.1:" + port);
        }
    }

    // Promise P62
    @Test
    void what_is_wrong_changes_nothing() throws Exception {
        try (EngineTls tls = serve(Optional.empty())) {
            BigInteger first = serial();
            BigInteger own = own(folder.resolve("own"));
            own(folder.resolve("other"));
            Path cert = folder.resolve("own/cert.pem");
            Path key = folder.resolve("other/key.pem");
            Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");

            assertRefused(tls, named("docker.example.org"), "jsec.tls-names docker.example.org");
            assertRefused(
                    tls,
                    config(Optional.of(cert), Optional.empty(), List.of(), ""),
                    "--tlscert without --tlskey");
            assertRefused(
                    tls,
                    config(Optional.of(cert), Optional.of(key), List.of(), ""),
                    "it is not the key of the certificate");
            assertRefused(
                    tls,
                    config(Optional.of(text), Optional.of(key), List.of(), ""),
                    text.toString());
            assertRefused(tls, files(folder.resolve("nowhere")), "nowhere");
            assertThat(serial()).isEqualTo(first).isNotEqualTo(own);
        }
    }

    private static void assertRefused(EngineTls tls, TlsConfig config, String part) {
        assertThatThrownBy(() -> tls.reload(config))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(part);
    }

    @Test
    void what_stands_on_the_command_line_stays() throws Exception {
        BigInteger own = own(folder.resolve("own"));
        own(folder.resolve("other"));
        try (EngineTls tls = serve(Optional.of(folder.resolve("own")))) {
            assertThat(tls.reload(files(folder.resolve("other")))).isEmpty();
            assertThat(serial()).isEqualTo(own);
        }
    }

    @Test
    void what_cannot_be_followed_is_named() {
        try (EngineTls tls = serve(Optional.empty())) {
            assertThat(tls.reload(config(Optional.empty(), Optional.empty(), List.of(), "/pass")))
                    .containsExactly("jsec.tls-passphrase-file");
            TlsConfig other =
                    new TlsConfig(
                            true,
                            true,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            TlsConfig.Own.DEFAULT);
            assertThat(tls.reload(other)).containsExactly("jsec.enroll-address");
        }
    }
}
