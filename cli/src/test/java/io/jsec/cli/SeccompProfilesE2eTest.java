package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two profiles that ship, before real clients. busybox' linux32 asks for a personality, which
 * the hardened profile refuses and the profile docker lets through.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeccompProfilesE2eTest {
    private static final String USER = "jsectest";
    private static final List<String> AS_32_BIT = List.of("busybox", "linux32", "uname", "-m");
    private static final String REFUSED = "personality(0x8): Operation not permitted";

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;
    private Path root = Path.of("/");

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private static Path policy() {
        return directory.resolve("home/.config/jsec/policy.yaml");
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        root = directory.resolve("busybox-" + USER);
        Jsec.run("install", "-d", "-o", USER, policy().getParent() + "");
        Files.writeString(policy(), "rules: {JSEC-C-300: narrow}\n");
        Jsec.run("chmod", "644", policy().toString());
        started = Daemon.start(directory, USER);
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void clean() throws IOException {
        daemon().removeContainers();
    }

    private Jsec.Result docker(List<String> words, String... more) throws IOException {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return daemon().docker(all.toArray(String[]::new));
    }

    private static Jsec.Result jsec(List<String> words) throws IOException {
        List<String> command = Daemon.as(directory, USER);
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(words);
        return Jsec.finish(
                new ProcessBuilder(command).directory(Path.of("/").toFile()).start(), "");
    }

    private static List<String> words(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static void opens(Jsec.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("i686\n");
    }

    private static void refuses(Jsec.Result result) {
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains(REFUSED);
    }

    // Promise P81
    @Test
    void what_only_the_profile_docker_lets_through_works_under_it_and_nowhere_else()
            throws IOException {
        opens(
                docker(
                        words(
                                List.of("run", "--rm", "--security-opt=jsec.seccomp=docker"),
                                words(List.of("busybox:1"), AS_32_BIT))));
        refuses(docker(words(List.of("run", "--rm", "busybox:1"), AS_32_BIT)));
        refuses(
                docker(
                        words(
                                List.of(
                                        "run",
                                        "--rm",
                                        "--security-opt=jsec.seccomp=hardened",
                                        "busybox:1"),
                                AS_32_BIT)));
    }

    @Test
    void a_command_in_a_container_has_its_profile_and_inspect_shows_it() throws IOException {
        for (String option : List.of("jsec.seccomp=docker", "seccomp=builtin")) {
            Jsec.Result run =
                    docker(
                            List.of("run", "-d", "--name", "web", "--security-opt", option),
                            "busybox:1",
                            "sleep",
                            "1000");
            assertThat(run.exit()).as(run.err()).isZero();
            Jsec.Result exec = docker(words(List.of("exec", "web"), AS_32_BIT));
            if (option.endsWith("docker")) {
                opens(exec);
            } else {
                refuses(exec);
            }
            assertThat(docker(List.of("inspect", "-f", "{{.HostConfig.SecurityOpt}}", "web")).out())
                    .isEqualTo("[" + option + "]\n");
            daemon().removeContainers();
        }
    }

    @Test
    void our_own_client_chooses_it_by_the_name_seccomp_docker() throws IOException {
        opens(
                jsec(
                        words(
                                List.of("run", "--rm", "--security-opt=seccomp=docker"),
                                words(List.of("busybox:1"), AS_32_BIT))));
        List<String> standalone =
                List.of("run", "--standalone", "--rm", "--security-opt=jsec.degrade=1");
        List<String> program = words(List.of("--rootfs", root.toString()), AS_32_BIT);
        opens(jsec(words(words(standalone, List.of("--security-opt=seccomp=docker")), program)));
        refuses(jsec(words(standalone, program)));
    }

    // Promise P81
    @Test
    void a_policy_that_narrows_gives_it_to_who_asks_for_no_filter() throws IOException {
        Jsec.Result narrowed =
                docker(
                        words(
                                List.of(
                                        "run",
                                        "--name",
                                        "web",
                                        "--security-opt=seccomp=unconfined",
                                        "busybox:1"),
                                AS_32_BIT));

        opens(narrowed);
        assertThat(narrowed.err())
                .contains(
                        "WARNING: JSEC-C-300 container web narrowed: seccomp=unconfined. Instead:"
                                + " seccomp=docker");
        assertThat(docker(List.of("inspect", "-f", "{{.HostConfig.SecurityOpt}}", "web")).out())
                .isEqualTo("[seccomp=docker]\n");
        Jsec.Result nested =
                docker(
                        List.of("run", "--rm", "--security-opt=seccomp=unconfined", "busybox:1"),
                        "busybox",
                        "unshare",
                        "-U",
                        "true");
        assertThat(nested.exit()).isNotZero();
        assertThat(nested.err()).contains("Operation not permitted");
    }

    @Test
    void a_name_that_is_no_profile_is_refused_with_those_there_are() throws IOException {
        Jsec.Result wire =
                docker(
                        List.of("create", "--security-opt=jsec.seccomp=Docker"),
                        "busybox:1",
                        "true");
        assertThat(wire.exit()).isNotZero();
        assertThat(wire.err())
                .contains("jsec.seccomp=Docker refused: ", "Instead: jsec.seccomp=hardened");
        Jsec.Result ours =
                jsec(List.of("run", "--security-opt=seccomp=dockr", "busybox:1", "true"));
        assertThat(ours.exit()).isEqualTo(125);
        assertThat(ours.err()).contains("(dockr)", "Instead: ", "seccomp=hardened, seccomp=docker");
        EngineApi.Answer raw = create("[\"seccomp=dockr\"]");
        assertThat(raw.status()).isEqualTo(400);
        assertThat(raw.text())
                .contains(
                        "seccomp=dockr refused: there is no profile of that name. Instead:"
                                + " seccomp=hardened, seccomp=docker");
        assertThat(create("[\"seccomp=docker\"]").status()).isEqualTo(201);
    }

    private EngineApi.Answer create(String options) throws IOException {
        byte[] body =
                ("{\"Image\":\"busybox:1\",\"Cmd\":[\"true\"],\"HostConfig\":{\"SecurityOpt\":"
                                + options
                                + "}}")
                        .getBytes(UTF_8);
        String head =
                "POST /v1.44/containers/create HTTP/1.1\r\nHost: docker\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        return new EngineApi(daemon().socket()).exchange(head.getBytes(UTF_8), body);
    }
}
