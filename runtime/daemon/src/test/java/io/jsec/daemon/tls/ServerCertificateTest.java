package io.jsec.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.AltName;
import io.jsec.ca.CaException;
import io.jsec.ca.KeyPem;
import io.jsec.ca.PeerTrust;
import io.jsec.ca.Pem;
import io.jsec.ca.Revocation;
import io.jsec.ca.Trust;
import io.jsec.ca.Validator;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerCertificateTest {
    @TempDir Path folder;
    private TlsCa ca;

    @BeforeEach
    void makeCa() {
        ca = new TlsCa(folder.resolve("ca"));
    }

    private static BigInteger serial(ServerCertificate certificate) {
        return certificate.current().leaf().getSerialNumber();
    }

    @Test
    void it_is_renewed_after_two_thirds_of_its_day_and_not_before() {
        ServerCertificate certificate = ca.server("localhost");
        BigInteger first = serial(certificate);

        ca.clock.move(Duration.ofHours(15));
        assertThat(certificate.refresh()).isFalse();
        assertThat(serial(certificate)).isEqualTo(first);

        ca.clock.move(Duration.ofHours(2));
        assertThat(certificate.refresh()).isTrue();
        assertThat(serial(certificate)).isNotEqualTo(first);
        assertThat(certificate.isValid()).isTrue();
    }

    @Test
    void other_names_make_another_certificate() {
        ServerCertificate certificate = ca.server("localhost");
        certificate.rename(TlsCa.names("localhost", "docker.example.lan"));

        assertThat(certificate.refresh()).isTrue();
        BigInteger second = serial(certificate);
        assertThat(ca.authority.state().leaf(second).orElseThrow().nameTexts())
                .containsExactly("localhost", "docker.example.lan");
        certificate.rename(TlsCa.names("docker.example.lan", "localhost"));
        assertThat(certificate.refresh()).isFalse();
    }

    @Test
    void a_name_the_authority_may_not_certify_leaves_what_is_shown_as_it_is() {
        ServerCertificate certificate = ca.server("localhost");
        BigInteger first = serial(certificate);
        certificate.rename(TlsCa.names("elsewhere.org"));

        assertThatThrownBy(certificate::refresh)
                .isInstanceOf(CaException.class)
                .hasMessageContaining("elsewhere.org");
        assertThat(serial(certificate)).isEqualTo(first);
    }

    @Test
    void a_revoked_one_is_replaced() {
        ServerCertificate certificate = ca.server("localhost");
        BigInteger first = serial(certificate);
        ca.elsewhere().revoke(first, Revocation.Reason.KEY_COMPROMISE);
        ca.authority.refresh();

        assertThat(certificate.refresh()).isTrue();
        assertThat(serial(certificate)).isNotEqualTo(first);
    }

    @Test
    void one_that_could_not_be_renewed_is_not_valid_after_its_end() {
        ServerCertificate certificate = ca.server("localhost");
        ca.clock.move(Duration.ofHours(25));

        assertThat(certificate.isValid()).isFalse();
    }

    @Test
    void a_server_of_the_jdk_shows_the_next_one_at_the_next_handshake() throws Exception {
        ServerCertificate certificate = ca.server("127.0.0.1");
        SSLContext context = certificate.jdkContext();
        BigInteger first = shown(context);
        assertThat(first).isEqualTo(serial(certificate));

        ca.clock.move(Duration.ofHours(17));
        assertThat(certificate.refresh()).isTrue();

        assertThat(shown(context)).isEqualTo(serial(certificate)).isNotEqualTo(first);
    }

    /** The number of the certificate that a client sees who trusts the root alone. */
    private BigInteger shown(SSLContext context) throws Exception {
        SSLContext client = SSLContext.getInstance("TLS");
        PeerTrust trust =
                new PeerTrust(new Validator(Trust.of(ca.roots())), ca.clock, refused -> {});
        client.init(null, new TrustManager[] {trust}, null);
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, here)) {
            Thread thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                                    accepted.startHandshake();
                                } catch (IOException e) {
                                    // The client says what is wrong.
                                    assertThat(e).isNotNull();
                                }
                            });
            try (SSLSocket socket =
                    (SSLSocket)
                            client.getSocketFactory()
                                    .createSocket("127.0.0.1", server.getLocalPort())) {
                socket.startHandshake();
                thread.join();
                return ((java.security.cert.X509Certificate)
                                socket.getSession().getPeerCertificates()[0])
                        .getSerialNumber();
            }
        }
    }

    /** Files of the user's own. */
    private Path[] files(ServerCredentials held) throws IOException {
        Path chain = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(chain, Pem.of(held.chain()));
        Files.writeString(key, KeyPem.plain(held.key()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new Path[] {chain, key};
    }

    @Test
    void files_of_the_users_own_are_read_again_when_they_change() throws Exception {
        ServerCredentials first = ca.server("localhost").current();
        Path[] files = files(first);
        ServerCertificate certificate = ServerCertificate.ofFiles(files[0], files[1], ca.clock);
        assertThat(certificate.current().leaf()).isEqualTo(first.leaf());
        assertThat(certificate.refresh()).isFalse();

        ServerCredentials second = ca.server("localhost", "docker.example.lan").current();
        files(second);

        assertThat(certificate.refresh()).isTrue();
        assertThat(certificate.current().leaf()).isEqualTo(second.leaf());
    }

    @Test
    void a_file_that_is_half_written_is_complained_about_once_and_changes_nothing()
            throws Exception {
        ServerCredentials first = ca.server("localhost").current();
        Path[] files = files(first);
        ServerCertificate certificate = ServerCertificate.ofFiles(files[0], files[1], ca.clock);
        Files.writeString(files[0], "-----BEGIN CERTIFICATE-----\nMIIB");

        assertThatThrownBy(certificate::refresh).hasMessageContaining("cert.pem");
        assertThat(certificate.refresh()).isFalse();
        assertThat(certificate.current().leaf()).isEqualTo(first.leaf());
    }

    @Test
    void files_that_do_not_belong_together_are_refused() throws Exception {
        Path[] files = files(ca.server("localhost").current());
        Files.writeString(files[1], KeyPem.plain(ca.server("localhost").current().key()));

        assertThatThrownBy(() -> ServerCertificate.ofFiles(files[0], files[1], ca.clock))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("key.pem refused: it is not the key of the certificate in");
    }

    @Test
    void a_key_that_others_can_read_is_refused() throws Exception {
        Path[] files = files(ca.server("localhost").current());
        Files.setPosixFilePermissions(files[1], PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> ServerCertificate.ofFiles(files[0], files[1], ca.clock))
                .hasMessageContaining("open to others than its owner (rw-r-----)")
                .hasMessageEndingWith("Instead: chmod 600 " + files[1]);
    }

    @Test
    void a_certificate_whose_time_is_over_is_refused() throws Exception {
        Path[] files = files(ca.server("localhost").current());
        ca.clock.move(Duration.ofHours(25));

        assertThatThrownBy(() -> ServerCertificate.ofFiles(files[0], files[1], ca.clock))
                .hasMessageContaining("cert.pem refused: it is valid from");
    }

    @Test
    void a_missing_file_and_one_without_a_key_are_named() throws Exception {
        Path[] files = files(ca.server("localhost").current());
        Path nowhere = folder.resolve("nowhere.pem");

        assertThatThrownBy(() -> ServerCertificate.ofFiles(nowhere, files[1], ca.clock))
                .hasMessageContaining("nowhere.pem refused: there is no such file");
        Files.writeString(files[1], "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> ServerCertificate.ofFiles(files[0], files[1], ca.clock))
                .hasMessageContaining("it holds no private key in PKCS#8")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void a_key_of_rsa_does_not_belong_to_a_certificate_on_a_curve() throws Exception {
        Path[] files = files(ca.server("localhost").current());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        Files.writeString(files[1], KeyPem.plain(generator.generateKeyPair().getPrivate()));

        assertThatThrownBy(() -> ServerCertificate.ofFiles(files[0], files[1], ca.clock))
                .hasMessageContaining("it is not the key of the certificate");
    }

    @Test
    void a_client_stands_until_it_is_revoked_or_its_time_is_over() {
        ClientTrust trust = new ClientTrust(ca.authority, ca.clock);
        TlsCa.Held alice = ca.client("alice", "admin", Duration.ofHours(1));
        TlsCa.Held bob = ca.client("bob", "viewer");
        trust.refresh();
        var first = accepted(trust, alice);
        var second = accepted(trust, bob);
        assertThat(trust.stands(first)).isTrue();
        assertThat(second.role().orElseThrow().text()).isEqualTo("viewer");
        assertThat(second.names()).containsExactly(new AltName.Client("bob"));

        ca.elsewhere().revoke(bob.leaf().getSerialNumber(), Revocation.Reason.UNSPECIFIED);
        assertThat(trust.stands(second)).isTrue();
        trust.refresh();
        assertThat(trust.stands(second)).isFalse();
        assertThat(trust.stands(first)).isTrue();
        ca.clock.move(Duration.ofHours(2));
        assertThat(trust.stands(first)).isFalse();
    }

    private static io.jsec.ca.Identity accepted(ClientTrust trust, TlsCa.Held held) {
        var verdict = trust.judge(held.chain().toArray(new java.security.cert.X509Certificate[0]));
        assertThat(verdict).isInstanceOf(io.jsec.ca.Verdict.Accepted.class);
        return ((io.jsec.ca.Verdict.Accepted) verdict).identity();
    }

    @Test
    void records_that_were_cut_are_an_error_each_time() throws Exception {
        ClientTrust trust = new ClientTrust(ca.authority, ca.clock);
        trust.refresh();
        Path log = ca.directory.resolve("state.log");
        Files.write(log, List.of());

        assertThatThrownBy(trust::refresh).isInstanceOf(CaException.class);
        assertThatThrownBy(trust::refresh).isInstanceOf(CaException.class);
    }
}
