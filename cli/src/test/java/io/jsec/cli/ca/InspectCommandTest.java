package io.jsec.cli.ca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void issue() {
        screen = CaScreen.withCa(directory);
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
    }

    private String refusal(String file) {
        assertThat(screen.run("inspect", file)).as(screen.err()).isEqualTo(1);
        return screen.out().lines().toList().getLast();
    }

    @Test
    void a_chain_is_shown_leaf_first_and_judged() {
        String out = screen.ok("inspect", "certs/cert.pem");

        assertThat(out)
                .matches(
                        """
                        client alice
                          number   [0-9a-f]+
                          role     viewer
                          valid    2026-11-24T11:55:00Z to 2026-12-24T12:00:00Z
                          issuer   CN=jsec clients 1 of CA [0-9a-f]{8}
                          key      P-256
                          SHA-256  [0-9a-f]{64}
                        intermediate CN=jsec clients 1 of CA [0-9a-f]{8}
                          number   [0-9a-f]+
                          permits  clients.jsec.internal
                          valid    2026-11-24T11:55:00Z to 2028-11-23T12:00:00Z
                          issuer   CN=jsec root 1 of CA [0-9a-f]{8}
                          key      P-256
                          SHA-256  [0-9a-f]{64}
                        this CA accepts it: it is alice
                        """);
    }

    @Test
    void roots_are_shown_and_not_judged() {
        assertThat(screen.ok("inspect", "certs/ca.pem"))
                .startsWith("root CN=jsec root 1 of CA ")
                .doesNotContain("this CA");
    }

    @Test
    void a_name_and_a_number_are_looked_up() {
        String serial =
                screen.ok("inspect", "alice")
                        .lines()
                        .filter(line -> line.startsWith("  number"))
                        .map(line -> line.substring(11))
                        .findFirst()
                        .orElseThrow();

        assertThat(screen.ok("inspect", serial)).startsWith("client alice\n");
        assertThat(screen.run("inspect", "nobody")).isEqualTo(1);
        assertThat(screen.err()).contains("inspecting nobody refused: no certificate of this CA");
    }

    @Test
    void standard_input_is_a_file_too() throws IOException {
        String chain = Files.readString(directory.resolve("certs/cert.pem"));

        assertThat(screen.fed(chain).ok("inspect", "-")).startsWith("client alice\n");
    }

    @Test
    void without_an_authority_here_a_file_is_shown_all_the_same() throws IOException {
        CaScreen other = new CaScreen(Files.createDirectory(directory.resolve("other")));

        assertThat(other.ok("inspect", directory.resolve("certs/cert.pem").toString()))
                .startsWith("client alice\n")
                .doesNotContain("this CA");
    }

    @Test
    void what_a_peer_would_be_told_is_said_here() throws IOException {
        CaScreen other = new CaScreen(Files.createDirectory(directory.resolve("other")));
        other.ok("init");
        other.ok("issue", "client", "eve", "--role", "admin", "--out", "eve");
        String strange = directory.resolve("other/eve/cert.pem").toString();

        assertThat(refusal(strange))
                .isEqualTo(
                        "this CA refuses it: unknown-issuer: the intermediate is not of a trusted"
                                + " root");
        screen.ok("revoke", "alice");
        assertThat(refusal("certs/cert.pem"))
                .isEqualTo("this CA refuses it: revoked: alice's certificate was revoked");
        screen.move(Duration.ofDays(31));
        assertThat(refusal("certs/cert.pem"))
                .isEqualTo("this CA refuses it: expired: it was valid to 2026-12-24T12:00:00Z");
        screen.move(Duration.ofDays(-62));
        assertThat(refusal("certs/cert.pem"))
                .isEqualTo(
                        "this CA refuses it: not-yet-valid: it is valid from 2026-11-24T11:55:00Z");
    }

    @Test
    void a_certificate_that_signed_itself_is_refused_as_such() throws Exception {
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-keyout",
                                "k.pem",
                                "-out",
                                "self.pem",
                                "-subj",
                                "/CN=me",
                                "-addext",
                                "basicConstraints=critical,CA:FALSE")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();

        assertThat(refusal("self.pem"))
                .isEqualTo("this CA refuses it: self-signed: it names itself as its issuer");
    }

    @Test
    void a_private_key_is_not_shown() {
        assertThat(screen.run("inspect", "certs/key.pem")).isEqualTo(1);
        assertThat(screen.err())
                .contains("inspecting certs/key.pem refused: there is a private key");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void what_is_no_certificate_is_refused_in_words() {
        screen.file("text", "hello\n");
        screen.file("half", "-----BEGIN CERTIFICATE-----\nAAAA\n");
        screen.file("bytes", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThat(screen.run("inspect", "text")).isEqualTo(1);
        assertThat(screen.err()).contains("text refused: there is no certificate in it");
        assertThat(screen.run("inspect", "half")).isEqualTo(1);
        assertThat(screen.err()).contains("half refused: a block \"CERTIFICATE\" has no end");
        assertThat(screen.run("inspect", "bytes")).isEqualTo(1);
        assertThat(screen.err()).contains("bytes refused: it holds bytes that are no certificate");
    }

    @Test
    void a_list_of_revocations_is_shown_with_its_numbers() {
        screen.ok("revoke", "alice");
        screen.ok("crl", "--out", "all.crl");

        assertThat(screen.ok("inspect", "all.crl"))
                .contains("list of revocations of CN=jsec clients 1 of CA ")
                .contains("  until    2026-12-01T12:00:00Z\n")
                .containsOnlyOnce("  revoked  ");
    }
}
