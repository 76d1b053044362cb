package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, enrolment and renewal at a real engine and without one, by an ordinary user. */
@Tag("e2e")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private String api = "";
    private String enrol = "";
    private @Nullable Daemon started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        api = "127.0.0.1:" + FreePort.find();
        enrol = "127.0.0.1:" + FreePort.find();
        Path config = directory.resolve("daemon.json");
        Files.writeString(config, "{\"jsec\": {\"enroll-address\": [\"" + enrol + "\"]}}");
        started =
                Daemon.start(
                        directory,
                        USER,
                        "--tls-init",
                        "-H",
                        "tcp://" + api,
                        "--config",
                        config.toString());
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            Objects.requireNonNull(started).close();
        }
    }

    private Process begin(String... words) throws IOException {
        List<String> command = new ArrayList<>(Daemon.as(directory, USER));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).directory(directory.toFile()).start();
    }

    private Jsec.Result jsec(String input, String... words) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Jsec.distribution().resolve("bin/jsec").toString());
        all.addAll(List.of(words));
        return Jsec.finish(begin(all.toArray(new String[0])), input);
    }

    private String token(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("ca", "token", "--role", "admin"));
        words.addAll(List.of(more));
        Jsec.Result result = jsec("", words.toArray(new String[0]));
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    private Path home(String name) {
        return directory.resolve("home").resolve(name);
    }

    /** Waits until the engine has seen the newest token. */
    private void awaitOpen() throws IOException, InterruptedException {
        while (curl("/ca").exit() != 0) {
            Thread.sleep(50);
        }
    }

    private Jsec.Result curl(String path) throws IOException {
        return Jsec.finish(begin("curl", "-sSk", "https://" + enrol + path), "");
    }

    private Jsec.Result ping(Path files) throws IOException {
        List<String> words = new ArrayList<>(TlsWords.of(files, "tcp://" + api));
        words.addAll(List.of("version", "-f", "{{.Server.Version}}"));
        return jsec("", words.toArray(new String[0]));
    }

    @Test
    void who_enrols_is_a_client_of_the_engine_renews_and_is_revoked() throws Exception {
        String token = token("--name", "alice");
        awaitOpen();
        Path files = home("alice");

        Jsec.Result enrolled = jsec(token, "enroll", enrol, "-", "--out", files.toString());
        assertThat(enrolled.exit()).as(enrolled.err()).isZero();
        assertThat(enrolled.out()).startsWith("enrolled alice (admin), until ");
        assertThat(ping(files).out()).contains("jsec");
        Jsec.Result verified =
                Jsec.finish(
                        begin(
                                "openssl",
                                "verify",
                                "-x509_strict",
                                "-purpose",
                                "sslclient",
                                "-CAfile",
                                files.resolve("ca.pem").toString(),
                                "-untrusted",
                                files.resolve("cert.pem").toString(),
                                files.resolve("cert.pem").toString()),
                        "");
        assertThat(verified.out()).as(verified.err()).contains("OK");

        String before = Files.readString(files.resolve("cert.pem"));
        Jsec.Result renewed = jsec("", "enroll", "--renew", enrol, "--out", files.toString());
        assertThat(renewed.exit()).as(renewed.err()).isZero();
        assertThat(Files.readString(files.resolve("cert.pem"))).isNotEqualTo(before);
        assertThat(ping(files).out()).contains("jsec");

        assertThat(jsec("", "ca", "revoke", "alice").exit()).isZero();
        Until.holds(() -> {
            List<String> acts =
                    jsec("", "journal", "show", "--kind", "certificate")
                            .out()
                            .lines()
                            .filter(line -> line.contains("cert:alice"))
                            .toList();
            return acts.stream().filter(line -> line.contains("renewed")).count() == 1
                    && acts.stream().filter(line -> line.contains("revoked")).count() == 2;
        });
        Jsec.Result late = jsec("", "enroll", "--renew", enrol, "--out", files.toString());
        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.err()).contains("renewing the certificate refused: it was revoked");
        assertThat(ping(files).exit()).isNotZero();
    }

    // Promise P54
    @Test
    void a_second_use_of_a_token_is_refused_and_stands_in_the_journal() throws Exception {
        String token = token();
        awaitOpen();
        assertThat(
                        jsec(
                                        "",
                                        "enroll",
                                        enrol,
                                        token,
                                        "--name",
                                        "bob",
                                        "--out",
                                        home("bob").toString())
                                .exit())
                .isZero();

        Jsec.Result second =
                jsec(
                        "",
                        "enroll",
                        enrol,
                        token,
                        "--name",
                        "thief",
                        "--out",
                        home("thief").toString());

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("the token refused: it was used ");
        assertThat(home("thief")).doesNotExist();
        String journal = jsec("", "journal", "show").out();
        assertThat(journal).contains("enrolled").contains("cert:bob").contains("token-refused");
        assertThat(journal).doesNotContain(token.substring(60, 90));
    }

    @Test
    void a_token_is_served_without_an_engine_until_it_was_used() throws Exception {
        String address = "127.0.0.1:" + FreePort.find();
        String jsec = Jsec.distribution().resolve("bin/jsec").toString();
        Process server = begin(jsec, "ca", "token", "--role", "viewer", "--listen", address);
        String token = server.inputReader(StandardCharsets.UTF_8).readLine();

        Jsec.Result enrolled =
                jsec(
                        "",
                        "enroll",
                        address,
                        String.valueOf(token),
                        "--name",
                        "carol",
                        "--out",
                        home("carol").toString());

        assertThat(enrolled.exit()).as(enrolled.err()).isZero();
        Jsec.Result served = Jsec.finish(server, "");
        assertThat(served.exit()).as(served.err()).isZero();
        assertThat(served.err()).contains("enrolled carol of 127.0.0.1, number ");
    }

    @Test
    void whoever_stops_waiting_cancels_the_token() throws Exception {
        String address = "127.0.0.1:" + FreePort.find();
        String jsec = Jsec.distribution().resolve("bin/jsec").toString();
        Process server =
                begin(
                        jsec,
                        "ca",
                        "token",
                        "--role",
                        "viewer",
                        "--name",
                        "dave",
                        "--listen",
                        address);
        String token = server.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(token).startsWith("jsec1");
        server.destroy();
        Jsec.Result ended = Jsec.finish(server, "");
        assertThat(ended.exit()).as(ended.err()).isNotZero();

        assertThat(jsec("", "ca", "list", "--all").out())
                .containsPattern("dave +viewer +cancelled");
    }
}
