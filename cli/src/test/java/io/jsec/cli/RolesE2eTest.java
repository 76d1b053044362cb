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

/** Two users of the socket's group, with the real client, beside the engine's owner. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesE2eTest {
    private static final String USER = "jsectest";
    private static final int ANN = 12_345;
    private static final int BOB = 12_346;

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private static GroupSocket group() {
        return new GroupSocket(directory, USER);
    }

    private static Path roles() {
        return directory.resolve("home/.config/jsec/roles.yaml");
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Jsec.run("install", "-d", "-o", USER, roles().getParent() + "");
        started = group().start("{\"group\": \"" + USER + "\"}");
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
        daemon().docker("volume", "prune", "-af");
    }

    private static Jsec.Result as(int uid, String... words) throws IOException {
        return group().docker(uid, words);
    }

    private static String out(int uid, String... words) throws IOException {
        Jsec.Result result = as(uid, words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out();
    }

    private static void absent(int uid, String message, String... words) throws IOException {
        Jsec.Result result = as(uid, words);
        assertThat(result.exit()).as(List.of(words).toString()).isNotZero();
        assertThat(result.err()).as(List.of(words).toString()).contains(message);
    }

    // Promise P39
    @Test
    void a_user_of_the_group_works_with_what_is_his_own_and_nobody_elses() throws IOException {
        String id =
                out(
                                ANN,
                                "run",
                                "-d",
                                "--name",
                                "web",
                                "-v",
                                "data:/data",
                                "busybox:1",
                                "sleep",
                                "100")
                        .strip();
        assertThat(group().fed(ANN, USER, "hello", "run", "--rm", "-i", "busybox:1", "cat").out())
                .isEqualTo("hello");
        assertThat(out(ANN, "exec", "web", "id", "-u")).isEqualTo("0\n");
        assertThat(out(ANN, "ps", "--format", "{{.Names}}")).isEqualTo("web\n");
        assertThat(out(ANN, "inspect", "-f", "{{json .Config.Labels}}", "web"))
                .isEqualTo("{\"io.jsec.owner\":\"" + ANN + "\"}\n");

        assertThat(out(BOB, "ps", "-aq")).isEmpty();
        assertThat(out(BOB, "volume", "ls", "-q")).isEmpty();
        String none = "No such container: web";
        absent(BOB, none, "exec", "web", "id");
        absent(BOB, none, "logs", "web");
        absent(BOB, none, "rm", "web");
        absent(BOB, none, "commit", "web", "mine");
        absent(BOB, none, "cp", "web:/bin/sh", "-");
        absent(BOB, none, "create", "--pull=never", "--volumes-from", "web", "busybox:1", "true");
        absent(BOB, "No such container: " + id.substring(0, 12), "stop", id.substring(0, 12));
        absent(BOB, "volume name is already in use", "run", "-v", "data:/d", "busybox:1", "true");
        absent(BOB, "get data: no such volume", "volume", "inspect", "data");
        assertThat(as(BOB, "run", "--name", "web", "busybox:1", "true").err())
                .contains("is already in use by container")
                .doesNotContain(id.substring(0, 12));
        assertThat(out(BOB, "system", "df", "--format", "{{.Type}} {{.TotalCount}}"))
                .contains("Containers 0", "Local Volumes 0");
        assertThat(
                        out(
                                BOB,
                                "events",
                                "--since",
                                "10m",
                                "--until",
                                "0s",
                                "--filter",
                                "type=container"))
                .isEmpty();
        assertThat(out(BOB, "info", "--format", "{{.Containers}} {{.Name}} {{.DockerRootDir}}"))
                .isEqualTo("0  \n");

        assertThat(daemon().docker("ps", "--format", "{{.Names}}").out()).isEqualTo("web\n");
        assertThat(daemon().docker("exec", "web", "true").exit()).isZero();
    }

    @Test
    void no_directory_of_the_host_leads_out_of_a_scope_and_none_to_the_roles() throws IOException {
        String bind = directory.resolve("open") + ":/open";
        absent(ANN, "JSEC-R-024 -v " + bind + " refused: ", "run", "-v", bind, "busybox:1", "ls");
        Jsec.Result result =
                daemon().docker("run", "-v", roles().getParent() + ":/x", "busybox:1", "ls");
        assertThat(result.err()).contains("JSEC-C-501", "which is this engine's own");
    }

    @Test
    void what_a_scope_hides_is_to_docker_inspect_what_is_not_there() throws IOException {
        assertThat(daemon().docker("create", "--name", "hidden", "busybox:1", "true").exit())
                .isZero();

        absent(ANN, "No such object: hidden", "inspect", "hidden");
        absent(ANN, "No such object: nowhere", "inspect", "nowhere");
        assertThat(daemon().docker("inspect", "nowhere").err()).contains("No such object: nowhere");
    }

    @Test
    void a_shared_image_is_used_and_not_changed() throws IOException {
        absent(ANN, "JSEC-R-022 removing busybox:1 refused: ", "rmi", "busybox:1");
        absent(ANN, "JSEC-R-022 naming busybox:1 refused: ", "tag", "busybox:1", "mine");
        absent(ANN, "JSEC-R-023 docker load refused: ", "load", "-i", "daemon.json");
        out(ANN, "run", "--name", "base", "busybox:1", "true");
        out(ANN, "commit", "base", "mine:1");
        assertThat(out(ANN, "images", "-q", "mine")).isNotEmpty();
        assertThat(out(BOB, "images", "-q", "mine")).isEmpty();
        absent(BOB, "No such image: mine:1", "image", "inspect", "mine:1");
        out(ANN, "rm", "base");
        out(ANN, "rmi", "mine:1");
    }

    @Test
    void a_stranger_is_not_let_in_by_the_socket_and_not_by_the_engine() throws IOException {
        assertThat(group().fed(12_347, "12347", "", "ps").err()).contains("permission denied");
        Jsec.run("chmod", "666", group().path().toString());
        try {
            Jsec.Result result = group().fed(12_347, "12347", "", "ps");
            assertThat(result.err())
                    .contains(
                            "JSEC-R-001 GET /containers/json refused: uid:12347 has no role here."
                                    + " Instead: ");
            assertThat(group().fed(12_347, "12347", "", "version").exit()).isZero();
        } finally {
            Jsec.run("chmod", "660", group().path().toString());
        }
    }

    @Test
    void our_own_client_shows_the_sentence_as_it_is() throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", "" + ANN));
        command.addAll(List.of("--regid", "" + ANN, "--groups", USER, "env", "-i", "HOME=/"));
        command.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(List.of("-H", "unix://" + group().path(), "rmi", "busybox:1"));
        Jsec.Result result = Jsec.finish(new ProcessBuilder(command).start(), "");
        assertThat(result.err()).contains("JSEC-R-022 removing busybox:1 refused: ");
        assertThat(result.exit()).isNotZero();
    }

    @Test
    void wrong_roles_start_no_engine_and_end_none() throws IOException, InterruptedException {
        Files.write(roles(), "roles: {own: {like: vewer}}\n".getBytes(UTF_8));
        try {
            Jsec.run("chmod", "644", roles().toString());
            List<String> command = Daemon.as(directory, USER);
            command.add(Jsec.distribution().resolve("bin/jsec").toString());
            command.addAll(List.of("daemon", "--validate"));
            Jsec.Result result = Jsec.finish(new ProcessBuilder(command).start(), "");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err())
                    .contains(
                            "roles.yaml:1:21: there is no built-in role vewer; did you mean"
                                    + " viewer");
            Jsec.run("kill", "-HUP", "" + daemon().outer().pid());
            Until.holds(() -> daemon().log().contains("the roles stay as they are: "));
            assertThat(out(ANN, "ps", "-q")).isEmpty();
        } finally {
            Files.delete(roles());
        }
        Jsec.run("kill", "-HUP", "" + daemon().outer().pid());
        assertThat(daemon().docker("ps", "-q").exit()).isZero();
    }
}
