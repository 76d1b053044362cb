package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A course of docker and other clients, against {@code jsec daemon} of an ordinary user. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DaemonE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

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
        started = Daemon.start(directory, USER);
        assertThat(docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void clean() throws IOException {
        String ids = docker("ps", "-aq").out();
        for (String id : ids.lines().toList()) {
            assertThat(docker("rm", "-f", id)).extracting(Jsec.Result::exit).isEqualTo(0);
        }
    }

    private Jsec.Result docker(String... words) throws IOException {
        return daemon().docker(words);
    }

    private String out(String... words) throws IOException {
        Jsec.Result result = docker(words);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void output_errors_and_the_exit_code_are_the_containers() throws IOException {
        assertThat(docker("run", "--rm", "busybox:1", "sh", "-c", "echo a; echo b >&2; exit 42"))
                .isEqualTo(new Jsec.Result(42, "a\n", "b\n"));
        assertThat(docker("run", "--rm", "busybox:1", "nosuch").exit()).isEqualTo(127);
        assertThat(out("ps", "-aq")).isEmpty();
    }

    // Promise P2
    @Test
    void the_probe_is_there_without_a_registry_and_is_refused_everything() throws IOException {
        assertThat(out("run", "--rm", "jsec/probe")).contains(" 0 ALLOWED");
        assertThat(out("rmi", "jsec/probe")).contains("Untagged: jsec/probe:latest");
    }

    @Test
    void input_of_any_length_passes_and_ends() throws IOException {
        String text = "0123456789abcdef".repeat(64 * 1024);

        assertThat(daemon().fed(text, "run", "--rm", "-i", "busybox:1", "cat").out())
                .isEqualTo(text);
    }

    @Test
    void a_container_lives_through_its_states() throws IOException {
        String loop = "trap 'exit 3' TERM; while true; do echo tick; sleep 0.1; done";
        String id = out("run", "-d", "--name", "web", "busybox:1", "sh", "-c", loop).strip();

        assertThat(out("ps", "-q", "--no-trunc").strip()).isEqualTo(id);
        assertThat(out("inspect", "-f", "{{.State.Status}}", "web")).isEqualTo("running\n");
        assertThat(out("logs", "--tail", "1", "web")).isEqualTo("tick\n");
        out("stop", "web");
        assertThat(out("wait", "web")).isEqualTo("3\n");
        assertThat(out("ps", "-a", "--format", "{{.Names}} {{.State}}")).isEqualTo("web exited\n");
        out("start", "web");
        out("kill", "web");
        assertThat(out("wait", "web")).isEqualTo("137\n");
        out("rename", "web", "other");
        out("rm", "other");
        assertThat(docker("inspect", "other").err()).contains("No such object: other");
    }

    @Test
    void logs_are_followed_to_the_end() throws IOException {
        out(
                "run",
                "-d",
                "--name",
                "count",
                "busybox:1",
                "sh",
                "-c",
                "for i in 1 2 3 4 5; do echo $i; sleep 0.1; done");

        assertThat(out("logs", "-f", "count")).isEqualTo("1\n2\n3\n4\n5\n");
    }

    @Test
    void commands_run_beside_the_first() throws IOException {
        out("run", "-d", "--name", "host", "busybox:1", "sleep", "100");

        assertThat(docker("exec", "host", "sh", "-c", "echo in; exit 5"))
                .isEqualTo(new Jsec.Result(5, "in\n", ""));
        assertThat(daemon().fed("fed", "exec", "-i", "host", "cat").out()).isEqualTo("fed");
        assertThat(out("exec", "-e", "A=B", "-w", "/tmp", "host", "sh", "-c", "pwd; echo $A"))
                .isEqualTo("/tmp\nB\n");
    }

    @Test
    void a_container_with_an_init_is_a_container_as_any() throws IOException {
        out("run", "-d", "--name", "its", "--init", "busybox:1", "sleep", "100");

        assertThat(out("exec", "its", "cat", "/proc/1/comm")).isEqualTo("jsec-init\n");
        assertThat(out("exec", "--user", "7", "its", "id", "-u")).isEqualTo("7\n");
        assertThat(out("top", "its", "-o", "pid,args").lines().skip(1))
                .extracting(line -> line.replaceFirst("^\\d+ +", ""))
                .containsExactly("jsec-init 2", "sleep 100");
        assertThat(out("stop", "its")).isEqualTo("its\n");
        assertThat(out("inspect", "-f", "{{.State.ExitCode}}", "its")).isEqualTo("143\n");
    }

    @Test
    void files_are_copied_both_ways() throws IOException {
        Path file = daemon().file("copied", "some text\n");
        out("create", "--name", "files", "busybox:1", "cat", "/tmp/there");

        out("cp", file.toString(), "files:/tmp/there");
        assertThat(out("start", "-a", "files")).isEqualTo("some text\n");
        out("cp", "files:/tmp/there", directory.resolve("home/back").toString());
        assertThat(directory.resolve("home/back")).hasContent("some text\n");
        assertThat(out("diff", "files")).contains("A /tmp/there");
    }

    @Test
    void images_are_saved_loaded_named_and_removed() throws IOException {
        String tar = directory.resolve("home/saved.tar").toString();

        out("tag", "busybox:1", "shop/copy:2");
        out("save", "-o", tar, "shop/copy:2");
        assertThat(out("rmi", "shop/copy:2")).contains("Untagged: shop/copy:2");
        assertThat(out("load", "-i", tar)).isEqualTo("Loaded image: shop/copy:2\n");
        assertThat(out("images", "--format", "{{.Repository}}:{{.Tag}}"))
                .contains("busybox:1", "shop/copy:2");
        out("rmi", "shop/copy:2");
    }

    @Test
    void volumes_outlive_containers() throws IOException {
        out("volume", "create", "kept");
        out("run", "--rm", "-v", "kept:/data", "busybox:1", "sh", "-c", "echo x > /data/f");

        assertThat(out("run", "--rm", "-v", "kept:/data", "busybox:1", "cat", "/data/f"))
                .isEqualTo("x\n");
        out("volume", "rm", "kept");
        assertThat(docker("volume", "inspect", "kept").exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--privileged | --privileged refused",
                "--network=host | --network host refused",
                "--pid=host | host",
                "--publish=80:80 | -p is not supported",
                "--cgroup-parent=x | --cgroup-parent) is not supported",
                "--gpus=all | --gpus) is not supported",
                "--runtime=runc | --runtime) is not supported",
                "--device=/dev/null | device",
                "--security-opt=systempaths=unconfined | not supported",
            })
    void what_would_take_a_wall_down_is_refused_by_name(String option, String words)
            throws IOException {
        Jsec.Result result = docker("run", "--rm", option, "busybox:1", "true");

        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains(words);
        assertThat(out("ps", "-aq")).isEmpty();
    }

    @Test
    void what_is_not_there_says_so() throws IOException {
        assertThat(docker("pull", "alpine").err()).contains("registries are not supported yet");
        assertThat(docker("service", "ls").err()).contains("not a swarm manager");
        assertThat(out("plugin", "ls", "-q")).isEmpty();
        assertThat(out("network", "ls", "--format", "{{.Name}}")).isEqualTo("host\nnone\n");
        assertThat(out("system", "prune", "-f")).contains("Total reclaimed space");
    }

    @Test
    void events_are_told_from_the_past_until_a_time_to_come() throws IOException {
        out("run", "--rm", "--name", "told", "busybox:1", "true");

        String soon = Long.toString(Instant.now().getEpochSecond() + 1);
        String form = "{{.Action}}";
        assertThat(
                        out(
                                "events",
                                "--since",
                                "10m",
                                "--until",
                                soon,
                                "--filter",
                                "container=told",
                                "--format",
                                form))
                .isEqualTo("create\nattach\nstart\ndie\ndestroy\n");
    }

    @Test
    void programs_over_docker_py_find_what_they_expect() throws Exception {
        String script;
        try (InputStream bytes = DaemonE2eTest.class.getResourceAsStream("clients/tour.py")) {
            assertThat(bytes).isNotNull();
            script = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = daemon().file("tour.py", script);
        assumeTrue(
                Files.exists(Path.of("/usr/lib/python3/dist-packages/docker")),
                "no-python-docker: python3-docker is not installed");

        Process process = daemon().client(List.of("/usr/bin/python3", file.toString()));
        Jsec.Result result = Jsec.finish(process, "");

        assertThat(result.err()).isEmpty();
        Golden.check("docker-py.txt", result.out());
    }

    @Test
    void the_client_of_the_distribution_works_too() throws IOException {
        out("run", "-d", "--name", "old", "busybox:1", "sleep", "100");

        assertThat(older("run", "--rm", "busybox:1", "sh", "-c", "echo a; exit 7"))
                .isEqualTo(new Jsec.Result(7, "a\n", ""));
        assertThat(older("exec", "old", "sh", "-c", "echo in; exit 6"))
                .isEqualTo(new Jsec.Result(6, "in\n", ""));
        assertThat(older("ps", "--format", "{{.Names}}").out()).isEqualTo("old\n");
        assertThat(older("stop", "-t", "0", "old").exit()).isZero();
        assertThat(older("inspect", "-f", "{{.State.ExitCode}}", "old").out()).isEqualTo("137\n");
    }

    private Jsec.Result older(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/docker"));
        command.addAll(List.of(words));
        return Jsec.finish(daemon().client(command), "");
    }

    @Test
    void an_engine_that_is_killed_comes_back_to_its_containers() throws Exception {
        out(
                "run",
                "-d",
                "--name",
                "survivor",
                "busybox:1",
                "sh",
                "-c",
                "trap 'exit 6' TERM; while true; do sleep 0.1; done");
        long engine = daemon().engine().pid();

        daemon().engine().destroyForcibly();
        for (int i = 0; i < 300 && docker("version").exit() != 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }

        assertThat(daemon().engine().pid()).isNotEqualTo(engine);
        assertThat(out("ps", "--format", "{{.Names}}")).isEqualTo("survivor\n");
        out("stop", "survivor");
        assertThat(out("wait", "survivor")).isEqualTo("6\n");
    }
}
