package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's client and ours at a port with TLS of a real engine. */
@Tag("e2e")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsE2eTest {
    private static final String USER = "jsectest";
    private static final String INPUT = "x".repeat(300_000);

    @TempDir static Path directory = Path.of("/");

    private String address = "";
    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        address = FreePort.address();
        started = Daemon.start(directory, USER, "--tls-init", "-H", address);
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            daemon().removeContainers();
            started.close();
        }
    }

    private Path admin() {
        return directory.resolve("home/.config/jsec/certs/127.0.0.1");
    }

    /** A client's command line, over TLS. */
    private List<String> words(String program, Path certificates, String... words) {
        List<String> command = Daemon.as(directory, USER);
        command.add(
                program.equals("jsec")
                        ? Jsec.distribution().resolve("bin/jsec").toString()
                        : "docker");
        command.addAll(TlsWords.of(certificates, address));
        command.addAll(List.of(words));
        return command;
    }

    private Jsec.Result run(String program, Path certificates, String input, String... words)
            throws IOException {
        Process process =
                new ProcessBuilder(words(program, certificates, words))
                        .directory(directory.toFile())
                        .start();
        return Jsec.finish(process, input);
    }

    private Jsec.Result ca(String... words) throws IOException {
        List<String> command = new ArrayList<>(Daemon.as(directory, USER));
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.add("ca");
        command.addAll(List.of(words));
        return Jsec.finish(new ProcessBuilder(command).directory(directory.toFile()).start(), "");
    }

    private Path issued(String name) throws IOException {
        Path files = directory.resolve("home").resolve(name);
        Jsec.Result result =
                ca("issue", "client", name, "--role", "admin", "--out", files.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "jsec"})
    void a_new_certificate_is_good_at_once(String program) throws IOException {
        Jsec.Result result =
                run(program, issued("new-" + program), "", "version", "-f", "{{.Server.Version}}");

        assertThat(result.out()).as(result.err()).contains("jsec");
    }

    // Promise P49
    @ParameterizedTest
    @ValueSource(strings = {"docker", "jsec"})
    void what_follows_the_end_of_the_input_arrives(String program) throws IOException {
        String script = "cat | wc -c; sleep 1; echo tail";
        Jsec.Result ran =
                run(program, admin(), INPUT, "run", "-i", "--rm", "busybox:1", "sh", "-c", script);
        assertThat(ran.out()).as(ran.err()).isEqualTo("300000\ntail\n");

        String name = "half-" + program;
        daemon().docker("run", "-d", "--name", name, "busybox:1", "sleep", "300");
        Jsec.Result executed = run(program, admin(), INPUT, "exec", "-i", name, "sh", "-c", script);
        assertThat(executed.out()).as(executed.err()).isEqualTo("300000\ntail\n");

        String other = "attach-" + program;
        daemon().docker("create", "-i", "--name", other, "busybox:1", "sh", "-c", "cat; echo end");
        daemon().docker("start", other);
        Jsec.Result attached =
                run(program, admin(), "hello\n", "attach", "--sig-proxy=false", other);
        assertThat(attached.out()).as(attached.err()).isEqualTo("hello\nend\n");
    }

    // Promise P48
    @ParameterizedTest
    @ValueSource(strings = {"docker", "jsec"})
    void revoking_ends_a_stream_that_is_open_and_lets_nobody_in_again(String program)
            throws IOException, InterruptedException {
        Path bob = issued("bob-" + program);
        String name = "watched-" + program;
        daemon().docker("run", "-d", "--name", name, "busybox:1", "sleep", "300");
        Process stream =
                new ProcessBuilder(
                                words(
                                        program,
                                        bob,
                                        "exec",
                                        name,
                                        "sh",
                                        "-c",
                                        "echo here; sleep 300"))
                        .directory(directory.toFile())
                        .start();
        assertThat(stream.inputReader().readLine()).isEqualTo("here");

        assertThat(ca("revoke", "bob-" + program).exit()).isZero();

        assertThat(stream.waitFor()).isNotZero();
        Jsec.Result again = run(program, bob, "", "ps");
        assertThat(again.exit()).isNotZero();
        assertThat(again.err()).contains("revoked");
        assertThat(run(program, admin(), "", "ps").exit()).isZero();
        assertThat(daemon().log()).contains("was revoked");
    }

    @Test
    void who_has_no_certificate_or_another_cas_is_not_let_in() throws IOException {
        List<String> bare = Daemon.as(directory, USER);
        bare.addAll(List.of("curl", "-sk", "https" + address.substring(3) + "/_ping"));
        assertThat(Jsec.finish(new ProcessBuilder(bare).start(), "").exit()).isNotZero();

        Path other = directory.resolve("home/other");
        assertThat(ca("init", "--ca", other + "-ca").exit()).isZero();
        assertThat(
                        ca(
                                        "issue",
                                        "client",
                                        "eve",
                                        "--role",
                                        "admin",
                                        "--ca",
                                        other + "-ca",
                                        "--out",
                                        other.toString())
                                .exit())
                .isZero();
        Files.copy(
                admin().resolve("ca.pem"),
                other.resolve("ca.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Jsec.run("chown", USER, other.resolve("ca.pem").toString());
        assertThat(run("docker", other, "", "ps").err()).contains("unknown certificate authority");
        assertThat(run("jsec", other, "", "ps").err()).contains("unknown_ca");
    }

    @Test
    void a_server_of_another_name_is_not_believed() throws IOException {
        List<String> command = words("jsec", admin(), "ps");
        command.set(command.indexOf(address), address.replace("127.0.0.1", "127.0.0.2"));

        Jsec.Result result = Jsec.finish(new ProcessBuilder(command).start(), "");

        assertThat(result.exit()).isNotZero();
    }

    @Test
    void ports_in_use_are_a_sentence_and_nothing_is_served() throws IOException {
        Path folder = directory.resolve("second");
        Jsec.run("install", "-d", "-o", USER, "-m", "700", folder.toString());
        Jsec.run("install", "-d", "-o", USER, "-m", "700", folder + "/home");
        Jsec.run("install", "-d", "-o", USER, "-m", "700", folder + "/run");
        List<String> command = Daemon.as(folder, USER);
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(List.of("daemon", "--tls-init", "-H", address));

        Jsec.Result result = Jsec.finish(new ProcessBuilder(command).start(), "");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("JSEC-C-046 listening at " + address + " failed");
        assertThat(folder.resolve("run/jsec/jsec.sock")).doesNotExist();
    }
}
