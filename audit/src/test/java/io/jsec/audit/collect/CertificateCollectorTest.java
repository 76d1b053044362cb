package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.audit.Unreadable;
import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.PrivateKeyFile;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Fact;
import io.jsec.rules.Finding;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificates lie in resources, with the script that made them on 2026-11-24. */
class CertificateCollectorTest {
    private static final Instant FRESH = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2027-02-10T00:00:00Z");
    private static final Instant OVER = Instant.parse("2027-03-01T00:00:00Z");

    @TempDir Path root = Path.of("/");

    private static String resource(String name) {
        try (InputStream in =
                CertificateCollectorTest.class.getResourceAsStream("/certificates/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CertificateCollectorTest with(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        return this;
    }

    private Collected collect(Instant now, CertificateFile... files) throws IOException {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new CertificateCollector(root, List.of(files), clock).collect();
    }

    private static CertificateFile file(Role role, String path, String key) {
        return new CertificateFile(role, path, Optional.of(key).filter(k -> !k.isEmpty()), true);
    }

    private static CertificateFacts first(Collected collected) {
        return (CertificateFacts) collected.facts().getFirst();
    }

    private static List<String> failed(Collected collected) {
        Evaluation.Settings standard = Evaluation.Settings.STANDARD;
        List<String> ids = new ArrayList<>();
        collected
                .facts()
                .forEach(facts ->
                        new Evaluation(Catalogue.rules(), standard)
                                .judge(facts).stream()
                                        .filter(each -> each.state() == Finding.State.FAIL)
                                        .forEach(each -> ids.add(each.card().id())));
        return ids;
    }

    private static Fact<Boolean> fits(CertificateFacts facts) {
        return facts.key() instanceof Fact.Present<PrivateKeyFile> key
                ? key.value().fits()
                : Fact.absent(facts.whole());
    }

    @Test
    void good_certificates_break_no_rule() throws IOException {
        with("etc/ca.pem", resource("ca.pem"))
                .with("etc/server.pem", resource("server.pem"))
                .with("etc/key.pem", resource("server-key.pem"))
                .with("c/cert.pem", resource("client.pem"))
                .with("c/key.pem", resource("client-key.pem"));

        Collected collected =
                collect(
                        FRESH,
                        file(Role.SERVER, "/etc/server.pem", "/etc/key.pem"),
                        file(Role.CLIENT_AUTHORITY, "/etc/ca.pem", ""),
                        file(Role.CLIENT, "/c/cert.pem", "/c/key.pem"));

        assertThat(collected.unreadable()).isEmpty();
        assertThat(collected.facts()).hasSize(3);
        assertThat(failed(collected)).isEmpty();
        assertThat(first(collected).names()).containsExactly("a.example");
        assertThat(fits(first(collected)).orElse(false)).isTrue();
        CertificateFacts authority = (CertificateFacts) collected.facts().get(1);
        assertThat(authority.signs()).containsExactly(Role.SERVER, Role.CLIENT);
        assertThat(authority.selfSigned()).isTrue();
    }

    @Test
    void validity_is_judged_by_the_clock() throws IOException {
        with("s.pem", resource("server.pem"));
        CertificateFile server = file(Role.SERVER, "/s.pem", "");

        assertThat(failed(collect(LATE, server))).containsExactly("JSEC-T-002");
        assertThat(failed(collect(OVER, server))).containsExactly("JSEC-T-001");
        assertThat(failed(collect(Instant.EPOCH, server))).containsExactly("JSEC-T-001");
    }

    @Test
    void everything_that_is_wrong_with_one_is_found() throws IOException {
        with("b.pem", resource("bad.pem")).with("k.pem", resource("server-key.pem"));

        assertThat(failed(collect(FRESH, file(Role.SERVER, "/b.pem", "/k.pem"))))
                .containsExactly(
                        "JSEC-T-003",
                        "JSEC-T-004",
                        "JSEC-T-005",
                        "JSEC-T-007",
                        "JSEC-T-009",
                        "JSEC-T-011",
                        "JSEC-T-013");
    }

    @Test
    void a_client_that_signs_itself_with_an_open_key_is_found() throws IOException {
        with("c.pem", resource("self.pem")).with("k.pem", resource("self-key.pem"));
        Files.setPosixFilePermissions(
                root.resolve("k.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(failed(collect(FRESH, file(Role.CLIENT, "/c.pem", "/k.pem"))))
                .contains("JSEC-T-008", "JSEC-T-010", "JSEC-T-012")
                .doesNotContain("JSEC-T-013", "JSEC-T-004");
    }

    @Test
    void the_key_of_an_authority_is_found_by_what_it_is() throws IOException {
        with("etc/ca.pem", resource("ca.pem")).with("etc/harmless.key", resource("ca-key.pem"));

        CertificateFacts facts =
                first(collect(FRESH, file(Role.CLIENT_AUTHORITY, "/etc/ca.pem", "")));

        assertThat(facts.signingKey().orElse("")).isEqualTo("/etc/harmless.key");
        assertThat(failed(collect(FRESH, file(Role.CLIENT_AUTHORITY, "/etc/ca.pem", ""))))
                .containsExactly("JSEC-T-014");
    }

    @Test
    void keys_in_every_form_of_openssl_are_compared() throws IOException {
        PublicKey rsa = publicKey("self.pem");
        PublicKey ec = publicKey("server.pem");
        PublicKey ed = publicKey("client.pem");

        assertThat(PrivateKeys.fits(resource("self-key.pem"), rsa)).isTrue();
        assertThat(PrivateKeys.fits(resource("self-pkcs1.pem"), rsa)).isTrue();
        assertThat(PrivateKeys.fits(resource("server-sec1.pem"), ec)).isTrue();
        assertThat(PrivateKeys.fits(resource("client-key.pem"), ed)).isTrue();
        assertThat(PrivateKeys.fits(resource("ca-key.pem"), ec)).isFalse();
        assertThat(PrivateKeys.fits(resource("self-pkcs1.pem"), ec)).isFalse();
        assertThat(PrivateKeys.fits(resource("bad-key.pem"), rsa)).isFalse();
        assertThat(PrivateKeys.fits("no key", rsa)).isFalse();
        assertThat(PrivateKeys.fits("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA", rsa))
                .isFalse();
    }

    private static PublicKey publicKey(String name) throws IOException {
        return CertificateReader.read(resource(name)).getFirst().getPublicKey();
    }

    @Test
    void a_key_with_a_passphrase_is_unknown_and_not_wrong() throws IOException {
        with("s.pem", resource("server.pem")).with("k.pem", resource("server-protected.pem"));

        CertificateFacts facts = first(collect(FRESH, file(Role.SERVER, "/s.pem", "/k.pem")));

        assertThat(fits(facts)).isInstanceOf(Fact.Unknown.class);
        assertThat(failed(collect(FRESH, file(Role.SERVER, "/s.pem", "/k.pem")))).isEmpty();
    }

    @Test
    void a_bundle_of_public_authorities_is_one_finding() throws IOException {
        with("bundle.pem", "a text before it\n" + (resource("ca.pem") + "\n").repeat(30));

        Collected collected = collect(FRESH, file(Role.CLIENT_AUTHORITY, "/bundle.pem", ""));

        assertThat(collected.facts()).hasSize(1);
        assertThat(failed(collected)).containsExactly("JSEC-T-016");
    }

    @Test
    void several_authorities_are_judged_each() throws IOException {
        with("two.pem", resource("ca.pem") + resource("self.pem"));

        assertThat(collect(FRESH, file(Role.SERVER_AUTHORITY, "/two.pem", "")).facts())
                .extracting(each -> each.target().name())
                .containsExactly("/two.pem", "/two.pem (2)");
    }

    @Test
    void what_cannot_be_read_is_said_and_hides_nothing() throws IOException {
        with("garbage.pem", "no certificate")
                .with("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
                .with("s.pem", resource("server.pem"));

        Collected collected =
                collect(
                        FRESH,
                        file(Role.SERVER, "/missing.pem", ""),
                        file(Role.SERVER, "/garbage.pem", ""),
                        file(Role.SERVER, "/cut.pem", ""),
                        file(Role.SERVER, "/s.pem", "/missing-key.pem"));

        assertThat(collected.unreadable())
                .extracting(each -> each.target().name())
                .containsExactly("/missing.pem", "/garbage.pem", "/cut.pem");
        assertThat(collected.unreadable())
                .extracting(Unreadable::why)
                .allMatch(why -> why.startsWith("cannot be read: "));
        assertThat(collected.facts()).hasSize(1);
    }

    @Test
    void files_are_found_by_configuration_and_place() throws IOException {
        with("etc/docker/daemon.json", "{\"tlsverify\": true, \"tlscert\": \"/tls/s.pem\"}")
                .with("tls/s.pem", resource("server.pem"))
                .with("root/.docker/ca.pem", resource("ca.pem"))
                .with("home/a/.docker/cert.pem", resource("client.pem"))
                .with("home/a/.docker/ca.pem", resource("ca.pem"))
                .with("etc/docker/certs.d/r.example/x.cert", resource("client.pem"))
                .with("etc/docker/certs.d/r.example/x.key", resource("client-key.pem"))
                .with("etc/docker/certs.d/r.example/ca.crt", resource("ca.pem"));
        CertificateCollector collector =
                new CertificateCollector(
                        root,
                        new DaemonCollector(root, Optional.empty()),
                        List.of("/home/a", "/home/none"),
                        Clock.fixed(FRESH, ZoneOffset.UTC));

        Collected collected = collector.collect();

        assertThat(collected.unreadable()).isEmpty();
        assertThat(collected.facts())
                .extracting(each -> ((CertificateFacts) each).role() + " " + each.target().name())
                .containsExactly(
                        "SERVER /tls/s.pem",
                        "CLIENT_AUTHORITY /root/.docker/ca.pem",
                        "CLIENT /home/a/.docker/cert.pem",
                        "SERVER_AUTHORITY /home/a/.docker/ca.pem",
                        "SERVER_AUTHORITY /etc/docker/certs.d/r.example/ca.crt",
                        "CLIENT /etc/docker/certs.d/r.example/x.cert");
    }

    @Test
    void a_host_without_certificates_has_nothing_to_judge() throws IOException {
        Collected collected =
                new CertificateCollector(
                                root,
                                new DaemonCollector(root, Optional.empty()),
                                List.of("/root"),
                                Clock.systemUTC())
                        .collect();

        assertThat(collected.facts()).isEmpty();
        assertThat(collected.unreadable()).isEmpty();
    }

    @Test
    void a_certificate_that_ends_too_early_is_refused() {
        assertThatThrownBy(() -> CertificateReader.read("-----BEGIN CERTIFICATE-----\nMIIB"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_is_too_large_is_refused() throws IOException {
        with("large.pem", "x".repeat(9 * 1024 * 1024));

        assertThat(collect(FRESH, file(Role.SERVER, "/large.pem", "")).unreadable())
                .singleElement()
                .satisfies(each -> assertThat(each.why()).contains("more than 8388608 bytes"));
    }
}
