package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.CgroupView;
import io.jsec.linux.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of control groups and /proc. */
class CountersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path root;

    private void file(String name, String text) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private StatsSample sample(CgroupView view) {
        ContainerRecord running =
                Records.container("web")
                        .in(new ContainerState.Running(5, ContainerState.Past.NONE));
        return new StatsReader(view, new HostFiles(root), Clock.systemUTC()).sample(running);
    }

    private void host() throws IOException {
        file(
                "proc/stat",
                "cpu  10 20 30 40 5 6 7 8 9 10\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\nbtime 100\n");
        file("proc/meminfo", "MemTotal:       2048 kB\nMemFree: 5 kB\n");
    }

    @Test
    void version_two_is_read() throws IOException {
        host();
        String group = "cg/" + Records.ID + "/";
        file(
                group + "cpu.stat",
                """
                usage_usec 5000
                user_usec 3000
                system_usec 2000
                nr_periods 4
                nr_throttled 1
                throttled_usec 9
                """);
        file(group + "memory.current", "1048576\n");
        file(group + "memory.max", "max\n");
        file(group + "memory.stat", "anon 5\ninactive_file 4096\n");
        file(group + "pids.current", "3\n");
        file(group + "pids.max", "4096\n");
        file(group + "io.stat", "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n");
        StatsSample sample =
                sample(new CgroupView.V2(root.resolve("cg"), Set.of("cpu", "memory", "pids")));
        assertThat(sample.cpu())
                .isEqualTo(
                        new StatsSample.Cpu(
                                5_000_000, 3_000_000, 2_000_000, 1_260_000_000L, 2, 4, 1, 9_000));
        assertThat(sample.memory().usage()).hasValue(1 << 20);
        assertThat(sample.memory().limit()).isEqualTo(2048 * 1024);
        assertThat(sample.memory().stats()).containsEntry("inactive_file", 4096L);
        assertThat(sample.pids()).hasValue(3);
        assertThat(sample.pidsLimit()).isEqualTo(4096);
        assertThat(sample.io())
                .containsExactly(
                        new StatsSample.Io(8, 0, "Read", 10, 1),
                        new StatsSample.Io(8, 0, "Write", 20, 2));
    }

    @Test
    void version_one_is_read_where_it_is_delegated() throws IOException {
        host();
        file("acct/" + Records.ID + "/cpuacct.usage", "77\n");
        file("acct/" + Records.ID + "/cpuacct.stat", "user 2\nsystem 3\n");
        file("pids/" + Records.ID + "/pids.current", "1\n");
        file("pids/" + Records.ID + "/pids.max", "max\n");
        CgroupView view =
                new CgroupView.V1(
                        List.of(
                                new CgroupView.Hierarchy(
                                        root.resolve("acct"), List.of("cpu", "cpuacct"), ""),
                                new CgroupView.Hierarchy(
                                        root.resolve("pids"), List.of("pids"), "")));
        StatsSample sample = sample(view);
        assertThat(sample.cpu().total()).isEqualTo(77);
        assertThat(sample.cpu().user()).isEqualTo(20_000_000);
        assertThat(sample.pids()).hasValue(1);
        assertThat(sample.pidsLimit()).isZero();
        assertThat(sample.memory().usage()).isEmpty();
    }

    @Test
    void block_devices_of_version_one_are_paired_with_their_operations() {
        assertThat(
                        CgroupFiles.blkio(
                                "8:0 Read 4096\n8:0 Write 0\n8:0 Total 4096\nTotal 4096\n",
                                "8:0 Read 2\n8:0 Write 0\n"))
                .containsExactly(
                        new StatsSample.Io(8, 0, "Read", 4096, 2),
                        new StatsSample.Io(8, 0, "Write", 0, 0));
    }

    @Test
    void files_that_are_not_there_or_nonsense_count_nothing() throws IOException {
        StatsSample sample = sample(new CgroupView.V2(root.resolve("none"), Set.of("cpu")));
        assertThat(sample.cpu().total()).isZero();
        assertThat(sample.pids()).isEmpty();
        assertThat(CgroupFiles.number(Optional.of("max"))).isEmpty();
        assertThat(CgroupFiles.number(Optional.of("99999999999999999999"))).isEmpty();
        assertThat(CgroupFiles.number(Optional.of("9999999999999999999"))).hasValue(Long.MAX_VALUE);
        assertThat(CgroupFiles.pairs(Optional.of("a 1\nb\nc x\n"))).isEqualTo(Map.of("a", 1L));
        assertThat(CgroupFiles.ioStat("nonsense\n8:x rbytes=1\n")).isEmpty();
    }

    @Test
    void what_does_not_run_has_no_time_of_reading() {
        StatsSample sample =
                new StatsReader(
                                new CgroupView.None("why", "fix"),
                                new HostFiles(root),
                                Clock.systemUTC())
                        .sample(Records.container("web"));
        assertThat(sample.read()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void uptimes_are_in_dockers_words() {
        Map<Duration, String> words =
                Map.of(
                        Duration.ofMillis(10), "Less than a second",
                        Duration.ofSeconds(1), "1 second",
                        Duration.ofSeconds(59), "59 seconds",
                        Duration.ofSeconds(61), "About a minute",
                        Duration.ofMinutes(3), "3 minutes",
                        Duration.ofMinutes(60), "About an hour",
                        Duration.ofHours(5), "5 hours",
                        Duration.ofDays(3), "3 days",
                        Duration.ofDays(20), "2 weeks");
        words.forEach((time, word) -> assertThat(Listing.span(time)).isEqualTo(word));
        ContainerState.Past past = new ContainerState.Past(NOW, NOW, 3, false, "");
        assertThat(
                        Listing.status(
                                new ContainerState.Running(1, past),
                                Optional.of(new HealthView("starting", 0, List.of())),
                                NOW.plusSeconds(5)))
                .isEqualTo("Up 5 seconds (health: starting)");
        assertThat(
                        Listing.status(
                                new ContainerState.Exited(past),
                                Optional.empty(),
                                NOW.plusSeconds(7200)))
                .isEqualTo("Exited (3) 2 hours ago");
        assertThat(Listing.status(new ContainerState.Paused(1, past), Optional.empty(), NOW))
                .isEqualTo("Up Less than a second (Paused)");
        assertThat(Listing.status(new ContainerState.Created(past), Optional.empty(), NOW))
                .isEqualTo("Created");
    }

    @Test
    void health_follows_its_results() {
        HealthView.Result bad = new HealthView.Result(NOW, NOW, 1, "no");
        HealthView.Result good = new HealthView.Result(NOW, NOW, 0, "yes");
        HealthView view = new HealthView("starting", 0, List.of());
        view = HealthMonitor.next(view, bad, 2, true);
        assertThat(view.status()).isEqualTo("starting");
        assertThat(view.failingStreak()).isZero();
        view = HealthMonitor.next(view, good, 2, true);
        assertThat(view.status()).isEqualTo("healthy");
        view = HealthMonitor.next(view, bad, 2, false);
        assertThat(view.status()).isEqualTo("healthy");
        view = HealthMonitor.next(view, bad, 2, false);
        assertThat(view.status()).isEqualTo("unhealthy");
        assertThat(view.failingStreak()).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            view = HealthMonitor.next(view, good, 2, false);
        }
        assertThat(view.log()).hasSize(HealthView.RESULTS_MAX);
    }

    @Test
    void os_release_is_read_without_its_quotes() {
        String text = "NAME=\"X\"\nPRETTY_NAME=\"X Linux 12\"\nVERSION_ID=12\n";
        assertThat(LocalFacts.osRelease(text, "PRETTY_NAME", "Linux")).isEqualTo("X Linux 12");
        assertThat(LocalFacts.osRelease(text, "VERSION_ID", "")).isEqualTo("12");
        assertThat(LocalFacts.osRelease("", "PRETTY_NAME", "Linux")).isEqualTo("Linux");
    }
}
