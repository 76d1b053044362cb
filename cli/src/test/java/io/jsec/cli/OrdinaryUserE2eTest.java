package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code jsec run} as an ordinary user with subordinate ids, over a busybox root. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdinaryUserE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as(USER, Path.of("/tmp"));
    private Path root = Path.of("/");

    @BeforeAll
    void assemble() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(USER, directory);
        root = Busybox.assemble(directory, USER);
    }

    @Test
    void a_command_that_succeeds_prints_nothing_of_ours() {
        assertThat(inside("true")).isEqualTo(new Jsec.Result(0, "", ""));
    }

    @Test
    void the_containers_exit_code_is_ours() {
        assertThat(inside("sh", "-c", "exit 42").exit()).isEqualTo(42);
        assertThat(inside("false").exit()).isEqualTo(1);
    }

    @Test
    void a_death_by_signal_is_128_and_the_signal() {
        assertThat(with("--init").then("sh", "-c", "kill -9 $$").exit()).isEqualTo(137);
        assertThat(with("--init").then("sh", "-c", "kill -15 $$").exit()).isEqualTo(143);
    }

    @Test
    void output_and_errors_stay_apart() {
        Jsec.Result result = inside("sh", "-c", "echo a; echo b >&2");
        assertThat(result).isEqualTo(new Jsec.Result(0, "a\n", "b\n"));
    }

    @Test
    void standard_input_reaches_the_container_only_with_i() {
        assertThat(with("-i").fed("hello\n", "cat").out()).isEqualTo("hello\n");
        assertThat(with().fed("hello\n", "cat").out()).isEmpty();
    }

    @Test
    void a_large_stream_passes_unchanged() {
        String text = "0123456789abcdef".repeat(64 * 1024);
        assertThat(with("-i").fed(text, "cat").out()).isEqualTo(text);
    }

    @Test
    void a_command_that_is_not_there_is_127() {
        Jsec.Result result = inside("frob");
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err())
                .startsWith("JSEC-C-033 exec: \"frob\" failed: executable file not found in $PATH");
        assertThat(inside("/bin/frob").exit()).isEqualTo(127);
    }

    @Test
    void a_command_that_cannot_be_executed_is_126() {
        Jsec.Result result = inside("/etc/passwd");
        assertThat(result.exit()).isEqualTo(126);
        assertThat(result.err()).contains("permission denied").hasLineCount(1);
        assertThat(inside("/etc").exit()).isEqualTo(126);
    }

    // Promise P12
    @Test
    void the_environment_holds_what_was_asked_for_and_nothing_of_the_callers() throws IOException {
        Path file = Files.writeString(directory.resolve("env"), "# a comment\nFROM_FILE=1\nB=2\n");
        Jsec.Result result =
                with("-e", "A=x y", "-e", "B=3", "-e", "HOME", "--env-file", file.toString())
                        .then("env");
        assertThat(result.out().lines())
                .contains("A=x y", "B=3", "FROM_FILE=1")
                .anyMatch(line -> line.startsWith("HOME=" + directory))
                .noneMatch(line -> line.startsWith("JSEC"));
    }

    @Test
    void the_user_is_the_one_asked_for() {
        assertThat(with("-u", "web").then("id").out())
                .isEqualTo("uid=33(web) gid=34(www) groups=4(log),34(www)\n");
        assertThat(with("-u", "1000:1000", "--group-add", "log").then("id").out())
                .isEqualTo("uid=1000 gid=1000 groups=4(log),1000\n");
        assertThat(inside("id", "-u").out()).isEqualTo("0\n");
    }

    // Promise P8
    @Test
    void a_user_other_than_root_has_no_capability() {
        String status = with("-u", "web").then("cat", "/proc/self/status").out();
        assertThat(status.lines())
                .contains("CapBnd:\t0000000000000000", "CapEff:\t0000000000000000")
                .contains("NoNewPrivs:\t1", "Seccomp:\t2");
    }

    @Test
    void the_working_directory_is_made_where_it_is_missing() {
        assertThat(with("-w", "/srv").then("pwd").out()).isEqualTo("/srv\n");
        assertThat(with("-w", "/new/dir").then("pwd").out()).isEqualTo("/new/dir\n");
    }

    @Test
    void the_host_name_is_the_one_asked_for() {
        assertThat(with("--hostname", "web-1").then("hostname").out()).isEqualTo("web-1\n");
        assertThat(inside("hostname").out()).matches("[0-9a-f]{12}\n");
    }

    @Test
    void a_read_only_root_cannot_be_written() {
        Jsec.Result result = with("--read-only").then("touch", "/x");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Read-only file system");
        assertThat(with("--read-only", "--tmpfs", "/tmp").then("touch", "/tmp/x").exit()).isZero();
    }

    @Test
    void a_tmpfs_has_its_size_and_runs_nothing_unless_asked() {
        String copy = "cp /bin/busybox /t/true && /t/true";
        assertThat(with("--tmpfs", "/t:size=1m").then("df", "-k", "/t").out()).contains(" 1024 ");
        String run = "/bin/busybox " + copy;
        assertThat(with("--tmpfs", "/t:size=8m").then("sh", "-c", run).exit()).isEqualTo(126);
        assertThat(with("--tmpfs", "/t:size=8m,exec").then("sh", "-c", run).exit()).isZero();
    }

    @Test
    void a_bind_is_written_as_the_caller_or_only_read() throws IOException {
        Path data = directory.resolve("data");
        Jsec.run("install", "-d", "-o", USER, data.toString());
        assertThat(with("-v", data + ":/data").then("touch", "/data/x").exit()).isZero();
        assertThat(Files.getOwner(data.resolve("x")).getName()).isEqualTo(USER);
        assertThat(with("-v", data + ":/data:ro").then("touch", "/data/y").exit()).isEqualTo(1);
        String mount = "type=bind,source=" + data + ",target=/data,readonly";
        assertThat(with("--mount", mount).then("ls", "/data").out()).isEqualTo("x\n");
    }

    @Test
    void capabilities_are_dropped_and_added() {
        assertThat(bounding("--cap-drop", "ALL")).isEqualTo("0000000000000000");
        assertThat(bounding("--cap-drop", "ALL", "--cap-add", "KILL"))
                .isEqualTo("0000000000000020");
    }

    @Test
    void no_network_means_loopback_alone() {
        assertThat(inside("ls", "/sys/class/net").out() + inside("ip", "-o", "link").out())
                .contains("lo")
                .doesNotContain("eth0");
    }

    @Test
    void the_hosts_network_is_the_hosts() throws IOException {
        String host = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        assertThat(with("--network", "host").then("readlink", "/proc/self/ns/net").out())
                .isEqualTo(host + "\n");
        assertThat(inside("readlink", "/proc/self/ns/net").out()).isNotEqualTo(host + "\n");
    }

    @Test
    void a_ulimit_is_the_one_asked_for() {
        assertThat(with("--ulimit", "nofile=100:200").then("sh", "-c", "ulimit -n; ulimit -Hn"))
                .isEqualTo(new Jsec.Result(0, "100\n200\n", ""));
    }

    @Test
    void shared_memory_has_its_size() {
        assertThat(with("--shm-size", "2m").then("df", "-k", "/dev/shm").out()).contains(" 2048 ");
    }

    @Test
    void an_entrypoint_takes_the_words_as_its_arguments() {
        assertThat(with("--entrypoint", "echo").then("a", "b").out()).isEqualTo("a b\n");
    }

    @Test
    void an_init_of_ours_is_process_1() {
        assertThat(with("--init").then("sh", "-c", "echo $$").out()).isNotEqualTo("1\n");
        assertThat(inside("sh", "-c", "echo $$").out()).isEqualTo("1\n");
    }

    // Promise P79
    @Test
    void an_init_of_ours_shows_nothing_of_the_command_line_that_started_it() {
        assertThat(with("--init").then("cat", "/proc/1/cmdline", "/proc/1/comm").out())
                .isEqualTo("jsec-init\0002\0jsec-init\n");
        assertThat(with("--init").then("sh", "-c", "cat /proc/1/environ; ls /proc/1/fd"))
                .isEqualTo(new Jsec.Result(0, "", ""));
    }

    // Promise P9
    @Test
    void a_limit_without_a_delegated_group_is_refused_or_enforced_never_ignored() {
        Jsec.Result result = with("--memory", "64m").then("true");
        if (result.exit() != 0) {
            assertThat(result.err()).contains("--memory 64m refused: ", ". Instead: ");
        }
        assertThat(with("--memory", "64m", "--security-opt", "jsec.degrade=1").then("true").exit())
                .isZero();
    }

    @Test
    void a_terminal_on_a_pipe_is_refused_in_dockers_words() {
        Jsec.Result result = with("-it").fed("", "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("the input device is not a TTY");
    }

    @Test
    void a_container_with_rm_leaves_nothing() {
        inside("touch", "/left");
        assertThat(containers()).isEmpty();
    }

    @Test
    void a_kept_container_has_its_name_until_it_is_removed() {
        Jsec.Result first =
                jsec.jsec("run", "--name", "kept", "--rootfs", root.toString(), "touch", "/left");
        assertThat(first).isEqualTo(new Jsec.Result(0, "", ""));
        Jsec.Result second =
                jsec.jsec("run", "--name", "kept", "--rootfs", root.toString(), "true");
        assertThat(second.exit()).isEqualTo(125);
        assertThat(second.err())
                .contains("The container name \"/kept\" is already in use by container \"");
        assertThat(jsec.jsec("rm", "--standalone", "kept"))
                .isEqualTo(new Jsec.Result(0, "kept\n", ""));
        assertThat(containers()).isEmpty();
        assertThat(jsec.jsec("rm", "--standalone", "kept").exit()).isEqualTo(1);
    }

    @Test
    void files_of_subordinate_ids_are_removed_too() {
        jsec.jsec(
                "run",
                "--name",
                "owned",
                "--rootfs",
                root.toString(),
                "sh",
                "-c",
                "mkdir /d && touch /d/x && chown -R 33:34 /d && chmod 700 /d");
        assertThat(jsec.jsec("rm", "--standalone", "owned").exit()).isZero();
        assertThat(containers()).isEmpty();
    }

    // Promise P2
    @Test
    void the_probe_is_refused_everything() {
        Jsec.Result result = jsec.jsec("run", "--standalone", "--rm", "jsec/probe");
        assertThat(result.out()).contains(" 0 ALLOWED");
        assertThat(result.exit()).isZero();
    }

    @Test
    void the_demo_runs_the_probe_in_owner_form() {
        Jsec.Result result = jsec.jsec("demo");
        assertThat(result.out()).contains("uid_map", " 0 ALLOWED");
        assertThat(result.exit()).isZero();
    }

    private String bounding(String... options) {
        String status = with(options).then("grep", "CapBnd", "/proc/self/status").out();
        return status.substring(status.indexOf('\t') + 1).strip();
    }

    private List<Path> containers() {
        try (var entries = Files.list(jsec.store().resolve("containers"))) {
            return entries.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Jsec.Result inside(String... command) {
        return with().then(command);
    }

    private Run with(String... options) {
        return new Run(List.of(options));
    }

    /** A run with options, waiting for its command. */
    private final class Run {
        private final List<String> options;

        Run(List<String> options) {
            this.options = options;
        }

        Jsec.Result then(String... command) {
            return fed("", command);
        }

        Jsec.Result fed(String input, String... command) {
            List<String> words = new ArrayList<>(List.of("run", "--rm"));
            words.addAll(options);
            words.addAll(List.of("--rootfs", root.toString()));
            words.addAll(List.of(command));
            return jsec.fed(input, words.toArray(String[]::new));
        }
    }
}
