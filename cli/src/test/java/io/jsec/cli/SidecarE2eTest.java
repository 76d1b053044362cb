package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The real docker client in a container that mounts the engine's socket, as CI runners do. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SidecarE2eTest {
    private static final String USER = "jsectest";
    private static final String MOUNT = "/var/run/docker.sock:/var/run/docker.sock";

    private static final String SESSION = "org.testcontainers.sessionId=s1";

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Path tar = ClientImage.archive(directory, USER);
        Jsec.run("chmod", "755", directory.toString());
        started = Daemon.start(directory, USER);
        daemon().importRoot(tar, "client:1");
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
        daemon().docker("volume", "prune", "-af");
    }

    private String out(String... words) throws IOException {
        Jsec.Result result = daemon().docker(words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out().strip();
    }

    /** A container that only waits, with a socket of its own. */
    private String sidecar(String name, String... options) throws IOException {
        List<String> words = new java.util.ArrayList<>(List.of("run", "-d", "--name", name));
        words.addAll(List.of(options));
        words.addAll(List.of("client:1", "sleep", "1000"));
        return out(words.toArray(String[]::new));
    }

    /** What the client in a container says. */
    private Jsec.Result inside(String name, String... words) throws IOException {
        List<String> line = new java.util.ArrayList<>(List.of("exec", name, "docker"));
        line.addAll(List.of(words));
        return daemon().docker(line.toArray(String[]::new));
    }

    private String saidInside(String name, String... words) throws IOException {
        Jsec.Result result = inside(name, words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out().strip();
    }

    private void refusedInside(String name, String why, String... words) throws IOException {
        Jsec.Result result = inside(name, words);
        assertThat(result.exit()).as(List.of(words).toString()).isNotZero();
        assertThat(result.err()).as(List.of(words).toString()).contains(why);
    }

    // Promise P73
    @Test
    void a_container_sees_and_touches_what_it_made_and_nothing_else() throws IOException {
        String web =
                out("run", "-d", "--name", "web", "-v", "data:/data", "client:1", "sleep", "99");
        String runner = sidecar("runner", "-v", MOUNT);
        sidecar("other", "-v", MOUNT);

        assertThat(saidInside("runner", "ps", "-aq")).isEmpty();
        String none = "No such container: ";
        for (String ref : List.of("web", web, web.substring(0, 12), "runner", "other")) {
            refusedInside("runner", none + ref, "exec", ref, "id");
            refusedInside("runner", none + ref, "logs", ref);
            refusedInside("runner", none + ref, "rm", ref);
            assertThat(inside("runner", "rm", "-f", ref).err()).contains(none + ref);
            refusedInside("runner", none + ref, "cp", ref + ":/etc/passwd", "-");
            refusedInside("runner", none + ref, "commit", ref, "mine");
        }
        refusedInside("runner", "no such volume", "volume", "inspect", "data");
        refusedInside(
                "runner",
                none + "web",
                "create",
                "--pull=never",
                "--volumes-from",
                "web",
                "client:1",
                "id");

        String made =
                saidInside("runner", "run", "-d", "--name", "made", "client:1", "sleep", "1000");
        assertThat(saidInside("runner", "ps", "--format", "{{.Names}}")).isEqualTo("made");
        assertThat(saidInside("runner", "exec", "made", "id", "-u")).isEqualTo("0");
        assertThat(out("inspect", "-f", "{{json .Config.Labels}}", made))
                .isEqualTo("{\"io.jsec.scope\":\"" + runner + "\"}");
        assertThat(saidInside("other", "ps", "-aq")).isEmpty();
        refusedInside("other", none + "made", "stop", "made");
        String seen =
                saidInside(
                        "runner",
                        "run",
                        "--rm",
                        "--name",
                        "nested",
                        "-v",
                        MOUNT,
                        "client:1",
                        "docker",
                        "ps",
                        "--format",
                        "{{.Names}}");
        assertThat(seen.lines()).containsExactlyInAnyOrder("made", "nested");
        assertThat(saidInside("runner", "container", "prune", "-f")).doesNotContain(web);
        assertThat(saidInside("runner", "rm", "-f", "made")).isEqualTo("made");
        assertThat(out("ps", "--format", "{{.Names}}").lines().toList())
                .containsExactlyInAnyOrder("other", "runner", "web");
    }

    // Promise P74
    @Test
    void a_container_gets_nothing_of_the_host_by_its_socket() throws IOException {
        sidecar("runner", "-v", MOUNT);

        refusedInside("runner", "JSEC-R-011", "run", "-v", "/srv:/srv", "client:1", "id");
        refusedInside("runner", "JSEC-R-012", "run", "--privileged", "client:1", "id");
        refusedInside("runner", "JSEC-R-012", "run", "--cap-add", "SYS_ADMIN", "client:1", "id");
        refusedInside("runner", "JSEC-R-012", "run", "--pid", "host", "client:1", "id");
        refusedInside(
                "runner", "JSEC-R-012", "run", "--security-opt", "jsec.x=y", "client:1", "id");
        refusedInside(
                "runner",
                "io.jsec.scope is reserved",
                "run",
                "--label",
                "io.jsec.scope=x",
                "client:1",
                "id");
        assertThat(saidInside("runner", "info", "-f", "{{.DockerRootDir}}{{.Name}}"))
                .doesNotContain(directory.toString());
        assertThat(saidInside("runner", "ps", "-aq")).isEmpty();
    }

    // Promise P75
    @Test
    void a_socket_is_the_containers_from_its_start_to_its_end() throws Exception {
        String id = sidecar("runner", "-v", MOUNT, "-v", daemon().socket() + ":/tmp/engine.sock");
        Path file = directory.resolve("home/.local/share/jsec/sidecar").resolve(id);
        assertThat(Files.exists(file)).isTrue();
        saidInside(
                "runner",
                "-H",
                "unix:///tmp/engine.sock",
                "create",
                "--name",
                "kid",
                "client:1",
                "id");
        assertThat(saidInside("runner", "ps", "-a", "--format", "{{.Names}}")).isEqualTo("kid");

        out("restart", "-t", "0", "runner");
        assertThat(saidInside("runner", "ps", "-a", "--format", "{{.Names}}")).isEqualTo("kid");

        long engine = daemon().engine().pid();
        daemon().engine().destroyForcibly();
        assertThat(saidInsideAfterwards("runner", "ps", "-a", "--format", "{{.Names}}"))
                .isEqualTo("kid");
        assertThat(daemon().engine().pid()).isNotEqualTo(engine);

        out("rm", "-f", "runner");
        assertThat(Files.exists(file)).isFalse();
        assertThat(out("ps", "-a", "--format", "{{.Names}}")).isEqualTo("kid");
    }

    private String saidInsideAfterwards(String name, String... words) throws Exception {
        Until.holds(() -> daemon().docker("version").exit() == 0);
        return saidInside(name, words);
    }

    /** The create call and the clean-up are those of Testcontainers' Ryuk, but for its port. */
    @Test
    void a_ryuk_that_a_runners_tests_start_removes_what_they_made() throws IOException {
        sidecar("runner", "-v", MOUNT);
        out("run", "-d", "--name", "outside", "--label", SESSION, "client:1", "sleep", "1000");
        saidInside("runner", "run", "-d", "--label", SESSION, "client:1", "sleep", "1000");
        saidInside("runner", "volume", "create", "--label", SESSION, "mine");
        saidInside("runner", "create", "--name", "kept", "client:1", "id");
        String ryuk =
                "docker rm -f $(docker ps -aq --filter label=$0);"
                        + " docker network prune -f --filter label=$0;"
                        + " docker volume prune -af --filter label=$0;"
                        + " docker image prune -af --filter label=$0";
        Jsec.Result cleaned =
                inside(
                        "runner",
                        "run",
                        "--rm",
                        "--label",
                        "org.testcontainers.ryuk=true",
                        "-v",
                        MOUNT + ":rw",
                        "client:1",
                        "sh",
                        "-c",
                        ryuk,
                        SESSION);
        assertThat(cleaned.exit()).as(cleaned.err()).isZero();
        assertThat(saidInside("runner", "ps", "-a", "--format", "{{.Names}}")).isEqualTo("kept");
        assertThat(saidInside("runner", "volume", "ls", "-q")).isEmpty();
        assertThat(out("ps", "-a", "--format", "{{.Names}}").lines())
                .containsExactlyInAnyOrder("runner", "outside", "kept");
    }

    @Test
    void the_create_call_of_ryuk_is_taken_as_it_is() throws IOException {
        String body =
                """
                {"Image": "client:1", "Cmd": ["/bin/ryuk"], "Env": [], "AttachStdin": false,
                 "Labels": {"org.testcontainers": "true", "org.testcontainers.ryuk": "true"},
                 "HostConfig": {"AutoRemove": true, "Privileged": false,
                  "Binds": ["/var/run/docker.sock:/var/run/docker.sock:rw"]}}
                """;
        EngineApi.Answer made = new EngineApi(daemon().socket()).post("/containers/create", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("Warnings").toString()).contains("narrowed", "sidecar");
        String mounts =
                """
                {"Image": "client:1", "Cmd": ["id"], "HostConfig": {"Mounts": [
                  {"Type": "bind", "Source": "/run/docker.sock", "Target": "/run/docker.sock"}]}}
                """;
        made = new EngineApi(daemon().socket()).post("/containers/create", mounts);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("Warnings").toString()).contains("narrowed", "sidecar");
    }

    @Test
    void a_stream_by_a_socket_ends_with_its_container() throws Exception {
        sidecar("runner", "-v", MOUNT);
        Process events = daemon().client(List.of("docker", "exec", "runner", "docker", "events"));
        saidInside("runner", "volume", "create", "mine");
        out("rm", "-f", "runner");
        Jsec.Result ended = Jsec.finish(events, "");
        assertThat(ended.exit()).isNotZero();
    }

    // Promise P76
    @Test
    void other_ways_to_the_socket_are_refused_or_the_same() throws IOException {
        Path run = directory.resolve("run/jsec");
        for (String source : List.of(run.toString(), run + "/launch.sock", run.getParent() + "")) {
            Jsec.Result result = daemon().docker("create", "-v", source + ":/x", "client:1", "id");
            assertThat(result.err()).as(source).contains("JSEC-C-501");
        }
        String odd = run + "//../jsec/./jsec.sock";
        Jsec.Result made =
                daemon().docker(
                                "create",
                                "--name",
                                "odd",
                                "--mount",
                                "type=bind,source=" + odd + ",target=/x",
                                "client:1",
                                "id");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.err()).contains("/jsec.sock:/x narrowed: ", "role sidecar");
        assertThat(out("inspect", "-f", "{{range .Mounts}}{{.Type}} {{.Source}}{{end}}", "odd"))
                .isEqualTo("bind " + run + "/jsec.sock");
    }
}
