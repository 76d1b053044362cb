package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** {@code --network}, {@code --ipc} and {@code --pid container:NAME}, as a docker client asks. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedNamespacesE2eTest {
    private static final String LINK = "readlink /proc/self/ns/";

    @TempDir static Path directory = Path.of("/");

    private @Nullable DelegatedDaemon started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        started = DelegatedDaemon.start(directory);
    }

    @AfterAll
    void end() throws IOException, InterruptedException {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void clean() throws IOException {
        for (String id : out("ps", "-aq").lines().toList()) {
            // The end of one may have been that of another with --rm.
            Jsec.Result removed = docker("rm", "-f", id);
            assertThat(removed.exit()).as(removed.err()).isZero();
        }
    }

    private Jsec.Result docker(String... words) throws IOException {
        return Objects.requireNonNull(started).docker(words);
    }

    private String out(String... words) throws IOException {
        return Objects.requireNonNull(started).out(words);
    }

    /** A container that waits. */
    private String run(String name, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--name", name));
        words.addAll(List.of(options));
        words.addAll(List.of("busybox:1", "sleep", "1000"));
        return out(words.toArray(String[]::new));
    }

    private String in(String name, String script) throws IOException {
        return out("exec", name, "sh", "-c", script);
    }

    private void refused(String words, String... command) throws IOException {
        Jsec.Result result = docker(command);
        assertThat(result.exit()).as(result.out()).isNotZero();
        assertThat(result.err()).contains(words);
    }

    @Test
    void a_network_is_shared_with_its_names() throws IOException {
        run("web", "--hostname=front", "--add-host=db:10.1.2.3");
        String id = run("debug", "--network=container:web");
        String web = out("inspect", "-f", "{{.Id}}", "web");

        assertThat(out("inspect", "-f", "{{.HostConfig.NetworkMode}}", id))
                .isEqualTo("container:" + web);
        assertThat(out("inspect", "-f", "{{.Config.Hostname}}", id)).isEqualTo("front");
        assertThat(in("debug", LINK + "net")).isEqualTo(in("web", LINK + "net"));
        assertThat(in("debug", LINK + "uts")).isNotEqualTo(in("web", LINK + "uts"));
        assertThat(in("debug", "hostname; cat /etc/hostname")).isEqualTo("front\nfront");
        assertThat(in("debug", "cat /etc/hosts")).contains("10.1.2.3\tdb");
        in("web", "echo 10.9.9.9 late >> /etc/hosts");
        assertThat(in("debug", "cat /etc/hosts")).contains("10.9.9.9 late");
    }

    @Test
    void a_service_of_one_is_reached_on_the_others_loopback() throws IOException {
        out(
                "run",
                "-d",
                "--name",
                "web",
                "busybox:1",
                "sh",
                "-c",
                "while true; do echo answer | nc -l -p 8080; done");
        Jsec.Result heard =
                docker(
                        "run",
                        "--rm",
                        "--network=container:web",
                        "busybox:1",
                        "sh",
                        "-c",
                        "until nc -w 5 127.0.0.1 8080 < /dev/null; do :; done");
        assertThat(heard).isEqualTo(new Jsec.Result(0, "answer\n", ""));
    }

    @Test
    void processes_are_shared_as_far_as_ids_allow() throws IOException {
        String web = run("web");
        run("debug", "--pid=container:web", "--cap-add=SYS_PTRACE");

        assertThat(out("inspect", "-f", "{{.HostConfig.PidMode}}", "debug"))
                .isEqualTo("container:" + web);
        assertThat(in("debug", LINK + "pid")).isEqualTo(in("web", LINK + "pid"));
        assertThat(in("debug", "tr '\\0' ' ' < /proc/1/cmdline")).isEqualTo("sleep 1000");
        assertThat(docker("exec", "debug", "cat", "/proc/1/environ").exit()).isNotZero();
        assertThat(docker("exec", "debug", "ls", "/proc/1/root").exit()).isNotZero();
        out("exec", "-d", "web", "sleep", "777");
        String pid = in("debug", "ps -o pid,args | awk '/sleep 77[7]/ {print $1}'");
        in("debug", "kill -9 " + pid);
        assertThat(docker("exec", "debug", "kill", "-9", "1").exit()).isZero();
        assertThat(in("web", "echo lives")).isEqualTo("lives");
        for (String name : List.of("debug", "web")) {
            List<String> shown = out("top", name, "-o", "pid,args").lines().toList();
            assertThat(shown).hasSize(2).last().asString().contains("sleep 1000");
        }
        assertThat(out("stats", "--no-stream", "--format", "{{.PIDs}}", "debug")).isEqualTo("1");
    }

    @Test
    void who_shares_processes_is_stopped_killed_and_paused_by_itself() throws IOException {
        run("web");
        run("debug", "--pid=container:web");
        out("pause", "debug");
        assertThat(out("inspect", "-f", "{{.State.Status}}", "debug")).isEqualTo("paused");
        assertThat(in("web", "echo runs")).isEqualTo("runs");
        out("unpause", "debug");
        out("stop", "debug");
        assertThat(out("inspect", "-f", "{{.State.ExitCode}}", "debug")).isEqualTo("143");
        out("start", "debug");
        out("exec", "-d", "debug", "sleep", "666");
        out("kill", "debug");
        assertThat(out("wait", "debug")).isEqualTo("137");
        assertThat(in("web", "ps -o args | grep -c 'sleep 66[6]' || true")).isEqualTo("0");
        out("restart", "-t", "0", "debug");
        assertThat(in("debug", LINK + "pid")).isEqualTo(in("web", LINK + "pid"));
    }

    @Test
    void the_end_of_the_other_is_the_end_of_who_shares_its_processes() throws IOException {
        run("web");
        run("debug", "--pid=container:web");
        out("kill", "web");
        assertThat(out("wait", "debug")).isEqualTo("137");
        refused("failed to join PID namespace: container ", "start", "debug");
        out("start", "web");
        out("start", "debug");
        assertThat(in("debug", LINK + "pid")).isEqualTo(in("web", LINK + "pid"));
        out("pause", "debug");
        out("stop", "-t", "0", "web");
        assertThat(out("wait", "debug")).isEqualTo("137");
    }

    @Test
    void shared_memory_and_queues_go_with_ipc() throws IOException {
        run("web", "--ipc=shareable", "--shm-size=1m");
        in("web", "echo from web > /dev/shm/note");
        run("debug", "--ipc=container:web", "--read-only");

        assertThat(in("debug", LINK + "ipc")).isEqualTo(in("web", LINK + "ipc"));
        assertThat(in("debug", "cat /dev/shm/note")).isEqualTo("from web");
        in("debug", "echo from debug > /dev/shm/back");
        assertThat(in("web", "cat /dev/shm/back")).isEqualTo("from debug");
        assertThat(in("debug", "grep -c mqueue /proc/mounts")).isEqualTo("1");
        assertThat(in("debug", "grep '/dev/shm ' /proc/mounts"))
                .contains("nosuid", "nodev", "noexec", "size=1024k");
        out("rm", "-f", "web");
        assertThat(in("debug", "cat /dev/shm/back")).isEqualTo("from debug");
    }

    @Test
    void a_private_ipc_is_nobodys_and_none_has_no_shared_memory() throws IOException {
        run("web");
        assertThat(out("inspect", "-f", "{{.HostConfig.IpcMode}}", "web")).isEqualTo("private");
        refused(
                "non-shareable IPC (hint: use IpcMode:shareable for the donor container)",
                "run",
                "--rm",
                "--ipc=container:web",
                "busybox:1",
                "true");
        assertThat(docker("run", "--rm", "--ipc=none", "busybox:1", "ls", "/dev/shm").exit())
                .isNotZero();
    }

    @Test
    void the_other_goes_and_what_was_shared_stays() throws IOException {
        run("web", "--hostname=front");
        run("debug", "--network=container:web");
        String before = in("debug", LINK + "net");
        out("rm", "-f", "web");
        assertThat(in("debug", LINK + "net")).isEqualTo(before);
        assertThat(in("debug", "cat /etc/hostname")).isEqualTo("front");
        refused(
                "joining network namespace of container: No such container: ",
                "restart",
                "-t",
                "0",
                "debug");
    }

    @Test
    void the_other_that_starts_again_has_a_network_of_its_own() throws IOException {
        run("web");
        run("debug", "--network=container:web");
        String before = in("debug", LINK + "net");
        out("restart", "-t", "0", "web");
        assertThat(in("debug", LINK + "net")).isEqualTo(before);
        assertThat(in("web", LINK + "net")).isNotEqualTo(before);
        out("restart", "-t", "0", "debug");
        assertThat(in("debug", LINK + "net")).isEqualTo(in("web", LINK + "net"));
    }

    @Test
    void what_cannot_be_is_refused_in_dockers_words() throws IOException {
        String[] end = {"busybox:1", "true"};
        for (String option : List.of("--network", "--pid", "--ipc")) {
            refused(
                    "No such container: web",
                    "run",
                    "--rm",
                    option,
                    "container:web",
                    end[0],
                    end[1]);
        }
        out("create", "--name", "web", end[0], end[1]);
        refused(
                "cannot join network namespace of a non running container: container web is"
                        + " created",
                "run",
                "--rm",
                "--network=container:web",
                end[0],
                end[1]);
        out("rm", "web");
        run("web");
        refused(
                "conflicting options: hostname and the network mode",
                "run",
                "--network=container:web",
                "--hostname=x",
                end[0],
                end[1]);
        refused(
                "conflicting options: port publishing and the container type network mode",
                "run",
                "--network=container:web",
                "-p",
                "80:80",
                end[0],
                end[1]);
        refused(
                "conflicting options: dns and the network mode",
                "run",
                "--network=container:web",
                "--dns=1.1.1.1",
                end[0],
                end[1]);
        refused("invalid UTS mode", "run", "--uts=container:web", end[0], end[1]);
        assertThat(out("ps", "-aq", "--no-trunc").lines()).hasSize(1);
    }

    // Promise P44
    @Test
    void walls_are_not_lower_for_who_shares() throws IOException {
        run("web", "--ipc=shareable");
        String script =
                "grep -E '^(CapBnd|CapEff|NoNewPrivs|Seccomp):' /proc/self/status;"
                        + " cat /proc/sys/user/max_user_namespaces;"
                        + " (echo 1 > /proc/sys/kernel/shmmni) 2>&1 | sed 's/.*: //';"
                        + " ls -A /proc/scsi /proc/acpi 2>/dev/null | wc -l;"
                        + " unshare -U true 2>&1 | sed 's/.*: //';"
                        + " mknod /tmp/n c 1 3 2>&1 | sed 's/.*: //'";
        String alone = out("run", "--rm", "busybox:1", "sh", "-c", script);
        String shared =
                out(
                        "run",
                        "--rm",
                        "--network=container:web",
                        "--pid=container:web",
                        "--ipc=container:web",
                        "busybox:1",
                        "sh",
                        "-c",
                        script);
        assertThat(shared).isEqualTo(alone).contains("Seccomp:\t2", "NoNewPrivs:\t1");
    }
}
