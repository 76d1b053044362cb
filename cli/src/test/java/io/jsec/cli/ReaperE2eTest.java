package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reapers that clients outside start: two users of the socket's group, and the engine's owner. What
 * Testcontainers and its Ryuk send is replayed by docker's client: the labels, the name and the
 * mount of the create call, and from inside the lists and removals of Ryuk 0.14. Its published port
 * is not there, nor the connection that tells it its session.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaperE2eTest {
    private static final String USER = "jsectest";
    private static final int ANN = 12_345;
    private static final int BOB = 12_346;
    private static final int OWNER = -1;
    private static final String MOUNT = "/var/run/docker.sock:/var/run/docker.sock";
    private static final String MARK = "org.testcontainers=true";
    private static final String KEY = "org.testcontainers.sessionId=";

    /** What Ryuk asks for and removes, in its order, for the filters that it is told. */
    private static final String RYUK =
            """
            set -e
            only="--filter label=org.testcontainers=true --filter label=$0"
            containers=$(docker ps -aq --no-trunc $only)
            networks=$(docker network ls -q --no-trunc $only)
            volumes=$(docker volume ls -q $only)
            images=$(docker image ls -q --no-trunc $only)
            test -z "$networks"
            for each in $containers; do docker rm -f -v $each; done
            for each in $volumes; do docker volume rm -f $each; done
            for each in $images; do docker image rm $each; done
            """;

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private static GroupSocket group() {
        return new GroupSocket(directory, USER);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Path tar = ClientImage.archive(directory, USER);
        Jsec.run("chmod", "755", directory.toString());
        String allowed = "bind:" + group().own();
        started =
                group().start(
                                "{\"group\": \""
                                        + USER
                                        + "\", \"jsec\": {\"allow\": [\""
                                        + allowed
                                        + "\"]}}");
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

    /** The client of the engine's owner, or of a user of the group. */
    private Jsec.Result as(int uid, String... words) throws IOException {
        return uid == OWNER ? daemon().docker(words) : group().docker(uid, words);
    }

    private String out(int uid, String... words) throws IOException {
        Jsec.Result result = as(uid, words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out().strip();
    }

    private void containers(int uid, String who, String... labels) throws IOException {
        List<String> options = new ArrayList<>();
        for (String label : labels) {
            options.addAll(List.of("--label", label));
        }
        List<String> run = new ArrayList<>(List.of("run", "-d", "--name", who, "-v", "/anonymous"));
        run.addAll(options);
        run.addAll(List.of("client:1", "sleep", "1000"));
        out(uid, run.toArray(String[]::new));
        List<String> create = new ArrayList<>(List.of("create", "--name", who + "-idle"));
        create.addAll(options);
        create.addAll(List.of("client:1", "true"));
        out(uid, create.toArray(String[]::new));
        List<String> volume = new ArrayList<>(List.of("volume", "create"));
        volume.addAll(options);
        volume.add(who);
        out(uid, volume.toArray(String[]::new));
    }

    private List<String> names() throws IOException {
        return out(OWNER, "ps", "-a", "--format", "{{.Names}}").lines().sorted().toList();
    }

    private List<String> volumes() throws IOException {
        return out(OWNER, "volume", "ls", "--format", "{{.Name}}")
                .lines()
                .filter(name -> name.length() < 64)
                .sorted()
                .toList();
    }

    /** As Testcontainers for Java makes it: the session is in its name and in no label. */
    private void ryuk(int uid, String session, String... options) throws IOException {
        List<String> run = new ArrayList<>(List.of("run", "-d", "--rm", "--label", MARK));
        run.addAll(List.of("--name", "testcontainers-ryuk-" + session, "-v", MOUNT + ":rw"));
        run.addAll(List.of(options));
        run.addAll(List.of("client:1", "sleep", "1000"));
        out(uid, run.toArray(String[]::new));
    }

    // Promise P82
    @Test
    void a_ryuk_of_a_client_outside_removes_its_session_and_nothing_else() throws IOException {
        containers(ANN, "mine", MARK, KEY + "s1");
        containers(ANN, "second", MARK, KEY + "s2");
        containers(ANN, "plain");
        containers(BOB, "bobs", MARK, KEY + "s1");
        containers(OWNER, "owners", MARK, KEY + "s1");
        String change = "LABEL org.testcontainers=true org.testcontainers.sessionId=s1";
        String image = out(ANN, "commit", "--change", change, "plain-idle", "built:1");
        ryuk(ANN, "s1");
        String reaper = "testcontainers-ryuk-s1";
        assertThat(out(ANN, "exec", reaper, "docker", "ps", "-a", "--format", "{{.Names}}").lines())
                .containsExactlyInAnyOrder("mine", "mine-idle");
        assertThat(as(ANN, "exec", reaper, "docker", "exec", "mine", "id").err())
                .contains("JSEC-R-025 using the container", " refused: ", "Instead: ");
        assertThat(as(ANN, "exec", reaper, "docker", "rm", "-f", "plain").err())
                .contains("No such container: plain");

        out(ANN, "exec", reaper, "sh", "-c", RYUK, KEY + "s1");

        assertThat(names())
                .isEqualTo(both("bobs", "owners", "plain", "second").sorted().toList())
                .contains(reaper);
        assertThat(volumes()).containsExactly("bobs", "owners", "plain", "second");
        assertThat(as(ANN, "image", "inspect", image).err()).contains("No such image");
        assertThat(out(ANN, "image", "ls", "--format", "{{.Repository}}")).isEqualTo("client");
    }

    /** With what runs of it, what does not, and the reaper. */
    private static Stream<String> both(String... who) {
        return Stream.concat(
                Stream.of("testcontainers-ryuk-s1"),
                Stream.of(who).flatMap(each -> Stream.of(each, each + "-idle")));
    }

    // Promise P82
    @Test
    void after_the_engine_was_killed_it_removes_the_same() throws Exception {
        containers(OWNER, "mine", MARK, KEY + "s1");
        containers(OWNER, "second", MARK, KEY + "s2");
        containers(ANN, "anns", MARK, KEY + "s1");
        ryuk(OWNER, "other", "--label", KEY + "s1");
        String reaper = "testcontainers-ryuk-other";
        daemon().engine().destroyForcibly();
        Until.holds(() -> daemon().docker("version").exit() == 0);

        out(OWNER, "exec", reaper, "sh", "-c", RYUK, KEY + "s1");

        assertThat(names()).containsExactly("anns", "anns-idle", "second", "second-idle", reaper);
        assertThat(volumes()).containsExactly("anns", "second");
    }

    // Promise P85
    @Test
    void an_audit_tells_a_socket_of_the_containers_own_from_the_engines() throws IOException {
        Path own = daemon().socket();
        out(OWNER, "run", "-d", "--name", "own", "-v", MOUNT, "client:1", "sleep", "1000");
        out(OWNER, "create", "--name", "asis", "-v", own + ":/run/docker.sock", "client:1", "id");
        out(OWNER, "create", "--name", "none", "client:1", "id");
        Jsec jsec = Jsec.as(USER, directory);

        Jsec.Result engine =
                jsec.jsec("audit", "-H", "unix://" + own, "--only", "engines", "--format", "json");
        assertThat(AuditE2eTest.failures(engine.out()))
                .contains("JSEC-C-501 container/asis")
                .doesNotContain("JSEC-C-501 container/own", "JSEC-C-501 container/none");

        Path file = directory.resolve("inspect.json");
        Files.writeString(file, out(OWNER, "inspect", "own", "asis", "none"));
        Jsec.run("chmod", "644", file.toString());
        Jsec.Result saved = jsec.jsec("audit", "--inspect", file + "", "--format", "json");
        assertThat(AuditE2eTest.failures(saved.out()))
                .contains("JSEC-C-501 container/asis")
                .doesNotContain("JSEC-C-501 container/own");
        assertThat(
                        out(
                                OWNER,
                                "inspect",
                                "-f",
                                "{{json .Mounts}} {{json .HostConfig.Binds}}",
                                "own"))
                .contains("\"Source\":\"/var/run/docker.sock\"", MOUNT);
    }
}
