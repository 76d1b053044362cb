package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's programs and the files that {@code jsec ca} writes: openssl, curl, docker. */
@Tag("e2e")
class CaInteropE2eTest {
    private static final String DOCKER_28 = "/usr/local/bin/docker";

    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    /** What a program printed and how it ended. */
    private record Ran(int exit, String text) {}

    @BeforeEach
    void issue() {
        screen = new CaScreen(directory).now();
        screen.ok("init", "--names", "localhost,example.lan,127.0.0.0/8");
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "alice");
        screen.ok("issue", "server", "localhost", "127.0.0.1", "--out", "server");
    }

    private Ran run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }

    private Ran verify(String files, String purpose, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "verify",
                                "-x509_strict",
                                "-purpose",
                                purpose,
                                "-CAfile",
                                files + "/ca.pem",
                                "-untrusted",
                                files + "/cert.pem"));
        words.addAll(List.of(more));
        words.add(files + "/cert.pem");
        return run(words.toArray(new String[0]));
    }

    @Test
    void openssl_verifies_both_chains_for_what_they_are_for_and_nothing_else() throws Exception {
        assertThat(verify("alice", "sslclient")).isEqualTo(new Ran(0, "alice/cert.pem: OK\n"));
        assertThat(verify("server", "sslserver", "-verify_hostname", "localhost").exit()).isZero();
        assertThat(verify("server", "sslserver", "-verify_ip", "127.0.0.1").exit()).isZero();

        assertThat(verify("alice", "sslserver").text()).contains("unsuitable certificate purpose");
        assertThat(verify("server", "sslclient").text()).contains("unsuitable certificate purpose");
        assertThat(verify("server", "sslserver", "-verify_hostname", "other").text())
                .contains("hostname mismatch");
    }

    @Test
    void openssl_goes_by_the_list_of_revocations() throws Exception {
        screen.ok("crl", "--out", "all.crl");
        assertThat(verify("alice", "sslclient", "-crl_check_all", "-CRLfile", "all.crl").exit())
                .isZero();

        screen.ok("revoke", "alice", "--reason", "key-compromise");
        screen.ok("crl", "--out", "all.crl");

        assertThat(verify("alice", "sslclient", "-crl_check_all", "-CRLfile", "all.crl").text())
                .contains("certificate revoked");
        assertThat(verify("server", "sslserver", "-crl_check_all", "-CRLfile", "all.crl").exit())
                .isZero();
    }

    @Test
    void a_new_root_and_the_old_one_both_verify_what_is_issued_meanwhile() throws Exception {
        screen.ok("rotate", "root");
        screen.ok("issue", "client", "bob", "--role", "viewer", "--out", "bob");

        assertThat(verify("bob", "sslclient").exit()).isZero();
        Files.copy(directory.resolve("alice/ca.pem"), directory.resolve("old.pem"));
        assertThat(
                        run(
                                        "openssl",
                                        "verify",
                                        "-purpose",
                                        "sslclient",
                                        "-CAfile",
                                        "old.pem",
                                        "-untrusted",
                                        "bob/cert.pem",
                                        "bob/cert.pem")
                                .text())
                .isEqualTo("bob/cert.pem: OK\n");
    }

    private String[] curl(int port, String host, String client) {
        return new String[] {
            "curl",
            "-sS",
            "--max-time",
            "60",
            "--cacert",
            client + "/ca.pem",
            "--cert",
            client + "/cert.pem",
            "--key",
            client + "/key.pem",
            "https://" + host + ":" + port + "/_ping"
        };
    }

    @Test
    void curl_is_let_in_by_name_and_by_address_and_nobody_without_a_certificate() throws Exception {
        try (TlsStub server = new TlsStub(directory.resolve("server"), screen.ca())) {
            assertThat(run(curl(server.port(), "localhost", "alice"))).isEqualTo(new Ran(0, "OK"));
            assertThat(run(curl(server.port(), "127.0.0.1", "alice"))).isEqualTo(new Ran(0, "OK"));
            Ran without =
                    run(
                            "curl",
                            "-sS",
                            "--max-time",
                            "60",
                            "--cacert",
                            "alice/ca.pem",
                            "https://127.0.0.1:" + server.port() + "/_ping");
            assertThat(without.exit()).as(without.text()).isNotZero();
        }
    }

    @Test
    void openssls_server_takes_the_files_too() throws Exception {
        Process server =
                new ProcessBuilder(
                                "openssl",
                                "s_server",
                                "-accept",
                                "127.0.0.1:0",
                                "-www",
                                "-Verify",
                                "2",
                                "-verify_return_error",
                                "-CAfile",
                                "server/ca.pem",
                                "-cert",
                                "server/cert.pem",
                                "-cert_chain",
                                "server/cert.pem",
                                "-key",
                                "server/key.pem")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var lines = server.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("ACCEPT ")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull();
            int port = Integer.parseInt(String.valueOf(line).replaceAll(".*:", ""));

            Ran answer = run(curl(port, "localhost", "alice"));

            assertThat(answer.exit()).as(answer.text()).isZero();
            assertThat(answer.text()).contains("jsec clients 1 of CA");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private Ran docker(String program, int port, String host, String files) throws Exception {
        return run(
                "env",
                "-i",
                "HOME=" + directory,
                "PATH=/usr/bin:/bin",
                program,
                "--tlsverify",
                "--tlscacert",
                files + "/ca.pem",
                "--tlscert",
                files + "/cert.pem",
                "--tlskey",
                files + "/key.pem",
                "-H",
                "tcp://" + host + ":" + port,
                "version",
                "--format",
                "{{.Server.Version}}");
    }

    private static void requireDocker(String program) {
        if (program.equals(DOCKER_28)) {
            assumeTrue(
                    Files.isExecutable(Path.of(program)),
                    "no-new-docker: no docker of version 28 is installed");
        } else {
            assumeTrue(
                    Files.isExecutable(Path.of(program)),
                    "no-dockerd: docker.io is not installed, so there is no client");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DOCKER_28, "/usr/bin/docker"})
    void docker_takes_the_directory_as_it_is_until_its_certificate_is_revoked(String program)
            throws Exception {
        requireDocker(program);
        try (TlsStub server = new TlsStub(directory.resolve("server"), screen.ca())) {
            assertThat(docker(program, server.port(), "localhost", "alice"))
                    .isEqualTo(new Ran(0, "9.9\n"));
            assertThat(docker(program, server.port(), "127.0.0.1", "alice").exit()).isZero();
            assertThat(docker(program, server.port(), "127.0.0.2", "alice").exit()).isNotZero();

            screen.ok("revoke", "alice");

            assertThat(docker(program, server.port(), "localhost", "alice").exit()).isNotZero();
            assertThat(server.refusals()).contains("revoked: alice's certificate was revoked");
        }
    }

    /** A server's certificate made with a stolen issuer's key, for any name and purpose. */
    private void forge(String issuer, String name) throws Exception {
        Files.createDirectory(directory.resolve("forged"));
        String chain = screen.ok("export", "--intermediates");
        List<String> blocks =
                java.util.regex.Pattern.compile("-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n")
                        .matcher(chain)
                        .results()
                        .map(java.util.regex.MatchResult::group)
                        .toList();
        String above = blocks.get(issuer.equals("server-1") ? 1 : 2);
        Files.writeString(directory.resolve("issuer.pem"), above);
        Files.writeString(
                directory.resolve("ext"),
                "subjectAltName=critical,"
                        + name
                        + "\nextendedKeyUsage=serverAuth"
                        + "\nkeyUsage=critical,digitalSignature\n");
        assertThat(
                        run(
                                        "openssl",
                                        "req",
                                        "-newkey",
                                        "ec",
                                        "-pkeyopt",
                                        "ec_paramgen_curve:P-256",
                                        "-nodes",
                                        "-keyout",
                                        "forged/key.pem",
                                        "-subj",
                                        "/CN=x",
                                        "-out",
                                        "forged.csr")
                                .exit())
                .isZero();
        Ran signed =
                run(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        "forged.csr",
                        "-CA",
                        "issuer.pem",
                        "-CAkey",
                        screen.ca() + "/keys/" + issuer + ".key",
                        "-CAcreateserial",
                        "-days",
                        "1",
                        "-extfile",
                        "ext",
                        "-out",
                        "forged/leaf.pem");
        assertThat(signed.exit()).as(signed.text()).isZero();
        Files.writeString(
                directory.resolve("forged/cert.pem"),
                Files.readString(directory.resolve("forged/leaf.pem")) + above);
    }

    @ParameterizedTest
    @ValueSource(strings = {DOCKER_28, "/usr/bin/docker"})
    void docker_holds_a_stolen_issuer_of_servers_to_its_names(String program) throws Exception {
        requireDocker(program);
        forge("server-1", "DNS:localhost,DNS:evil.example,IP:127.0.0.1");

        assertForgeryIsRefused(program, "is not permitted by any constraint");
    }

    private void assertForgeryIsRefused(String program, String why) throws Exception {
        try (TlsStub server = new TlsStub(directory.resolve("forged"), screen.ca())) {
            Ran refused = docker(program, server.port(), "localhost", "alice");
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.text()).contains(why);
        }
    }

    // Promise P24
    @ParameterizedTest
    @ValueSource(strings = {DOCKER_28, "/usr/bin/docker"})
    void docker_takes_no_server_that_the_issuer_of_clients_signed(String program) throws Exception {
        requireDocker(program);
        forge("client-1", "DNS:localhost,IP:127.0.0.1");

        assertForgeryIsRefused(program, "x509: ");
    }

    // Promise P24
    @Test
    void openssl_and_our_own_validator_take_neither_forgery() throws Exception {
        forge("client-1", "DNS:localhost");
        Ran verdict =
                run(
                        "openssl",
                        "verify",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        "server/ca.pem",
                        "-untrusted",
                        "forged/cert.pem",
                        "forged/cert.pem");
        assertThat(verdict.exit()).as(verdict.text()).isNotZero();

        assertThat(screen.run("inspect", "forged/cert.pem")).isEqualTo(1);
        assertThat(screen.out()).contains("this CA refuses it: ");
    }
}
