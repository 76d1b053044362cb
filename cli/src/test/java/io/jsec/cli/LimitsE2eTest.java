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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Limits as a docker client asks for them, held by control groups of version 1 that are delegated
 * to an ordinary user. The memory hierarchy is never touched: others may own it.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsE2eTest {

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
            out("rm", "-f", id);
        }
    }

    private Jsec.Result docker(String... words) throws IOException {
        return Objects.requireNonNull(started).docker(words);
    }

    private String out(String... words) throws IOException {
        return Objects.requireNonNull(started).out(words);
    }

    private String held(String id, String controller, String file) throws IOException {
        return Files.readString(
                        Objects.requireNonNull(started)
                                .groups()
                                .container(controller, id)
                                .resolve(file))
                .strip();
    }

    private String run(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--name", "web"));
        words.addAll(List.of(options));
        words.addAll(List.of("busybox:1", "sleep", "100"));
        return out(words.toArray(String[]::new));
    }

    @Test
    void limits_are_held_from_the_first_moment() throws IOException {
        String id =
                run(
                        "--cpu-period=50000",
                        "--cpu-quota=20000",
                        "--cpu-shares=300",
                        "--cpuset-cpus=0",
                        "--cpuset-mems=0",
                        "--pids-limit=50",
                        "--oom-score-adj=700");

        assertThat(held(id, "cpu", "cpu.cfs_period_us")).isEqualTo("50000");
        assertThat(held(id, "cpu", "cpu.cfs_quota_us")).isEqualTo("20000");
        assertThat(held(id, "cpu", "cpu.shares")).isEqualTo("300");
        assertThat(held(id, "cpuset", "cpuset.cpus")).isEqualTo("0");
        assertThat(held(id, "pids", "pids.max")).isEqualTo("50");
        assertThat(out("exec", "web", "cat", "/proc/1/oom_score_adj")).isEqualTo("700");
    }

    @Test
    void an_update_holds_at_once_and_after_a_restart() throws IOException {
        String id = run("--cpus=0.5", "--pids-limit=50");
        assertThat(held(id, "cpu", "cpu.cfs_quota_us")).isEqualTo("50000");

        out("update", "--cpus=0.75", "--pids-limit=60", "--restart=on-failure:3", "web");

        assertThat(held(id, "cpu", "cpu.cfs_quota_us")).isEqualTo("75000");
        assertThat(held(id, "pids", "pids.max")).isEqualTo("60");
        String format =
                "{{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"
                        + " {{.HostConfig.RestartPolicy.Name}}";
        assertThat(out("inspect", "-f", format, "web")).isEqualTo("750000000 60 on-failure");
        out("restart", "-t", "0", "web");
        assertThat(held(id, "cpu", "cpu.cfs_quota_us")).isEqualTo("75000");
        assertThat(held(id, "pids", "pids.max")).isEqualTo("60");
        out("update", "--pids-limit=-1", "web");
        assertThat(held(id, "pids", "pids.max")).isEqualTo("max");
    }

    @Test
    void an_update_that_is_refused_changes_nothing() throws IOException {
        String id = run("--cpus=0.5", "--pids-limit=50");

        Jsec.Result memory = docker("update", "--memory=64m", "--pids-limit=60", "web");
        assertThat(memory.exit()).isNotZero();
        assertThat(memory.err()).contains("JSEC-C-200 --memory 64m refused");
        Jsec.Result both = docker("update", "--cpu-quota=20000", "web");
        assertThat(both.err()).contains("CPU Quota cannot be updated as NanoCPUs");
        assertThat(docker("update", "--cpuset-cpus=4000", "--pids-limit=60", "web").err())
                .contains("--cpuset-cpus 4000 refused");

        assertThat(held(id, "pids", "pids.max")).isEqualTo("50");
        assertThat(out("inspect", "-f", "{{.HostConfig.PidsLimit}}", "web")).isEqualTo("50");
    }

    @Test
    void settings_of_its_own_network_are_set() throws IOException {
        assertThat(
                        out(
                                "run",
                                "--rm",
                                "--sysctl=net.ipv4.ip_unprivileged_port_start=1024",
                                "busybox:1",
                                "cat",
                                "/proc/sys/net/ipv4/ip_unprivileged_port_start"))
                .isEqualTo("1024");
    }

    @ParameterizedTest
    @CsvSource({
        "--memory=64m, JSEC-C-200 --memory 64m refused",
        "--memory-reservation=64m, JSEC-C-200 --memory-reservation 64m refused",
        "--blkio-weight=500, JSEC-C-200 --blkio-weight 500 refused",
        "--cpus=4000, --cpus 4000.000 refused: this host has",
        "--cpuset-cpus=4000, --cpuset-cpus 4000 refused",
        "--cpuset-mems=0, --cpuset-cpus with it",
        "--oom-score-adj=-5, JSEC-C-129 --oom-score-adj -5 refused",
        "--sysctl=net.ipv4/../../kernel/core_pattern=x, JSEC-C-131 --sysctl net.ipv4",
        "--device-read-bps=/dev/null:1mb, /dev/null is not a block device",
        "--cpu-rt-runtime=1000, no unprivileged user may run with real-time priority",
        "--ulimit=nofile=1:999999999, hard limit"
    })
    void what_cannot_be_held_here_is_refused_by_name(String option, String words)
            throws IOException {
        Jsec.Result result = docker("create", option, "busybox:1", "true");

        if (result.exit() == 0) {
            assertThat(docker("start", result.out().strip()).err()).contains(words);
        } else {
            assertThat(result.err()).contains(words);
        }
        assertThat(out("ps", "-q")).isEmpty();
    }
}
