package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files hold a limit, in either version's words. */
class LimitFilesTest {
    private static final CgroupView V2 =
            new CgroupView.V2(
                    Path.of("/sys/fs/cgroup/user/jsec"),
                    Set.of("cpu", "cpuset", "memory", "memory.swap", "pids", "io", "io.weight"));

    private static final CgroupView V1 =
            new CgroupView.V1(
                    List.of(
                            hierarchy("cpu"),
                            hierarchy("cpuset"),
                            hierarchy("memory", "memory.swap"),
                            hierarchy("blkio", "io.bfq"),
                            hierarchy("pids")));

    private static CgroupView.Hierarchy hierarchy(String... controllers) {
        return new CgroupView.Hierarchy(
                Path.of("/sys/fs/cgroup/" + controllers[0] + "/jsec"), List.of(controllers), "0");
    }

    private static List<String> files(Limits limits, CgroupView view) {
        return LimitFiles.of(limits, view).stream()
                .flatMap(limit -> limit.files().stream())
                .map(file -> file.key() + "=" + file.value())
                .toList();
    }

    private static Limits memory(long bytes, long sum, long reservation, int swappiness) {
        return Limits.DEFAULT.with(
                new MemoryLimits(
                        bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes),
                        sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum),
                        reservation == 0 ? OptionalLong.empty() : OptionalLong.of(reservation),
                        swappiness < 0 ? OptionalInt.empty() : OptionalInt.of(swappiness),
                        false));
    }

    @Test
    void memory_and_swap_are_two_limits_in_v2_and_a_limit_and_a_sum_in_v1() {
        Limits limits = memory(64 << 20, 96 << 20, 32 << 20, -1);
        assertThat(files(limits, V2))
                .containsExactly(
                        "memory.max=67108864", "memory.swap.max=33554432", "memory.low=33554432");
        assertThat(files(limits, V1))
                .containsExactly(
                        "memory.limit_in_bytes=67108864",
                        "memory.memsw.limit_in_bytes=100663296",
                        "memory.soft_limit_in_bytes=33554432");
    }

    @Test
    void without_a_sum_swap_is_as_large_as_memory() {
        assertThat(files(memory(64 << 20, 0, 0, -1), V2)).contains("memory.swap.max=67108864");
        assertThat(files(memory(64 << 20, 0, 0, -1), V1))
                .contains("memory.memsw.limit_in_bytes=134217728");
    }

    @Test
    void no_limit_of_swap_is_written_as_the_kernel_has_it() {
        assertThat(files(memory(64 << 20, -1, 0, -1), V2)).contains("memory.swap.max=max");
        assertThat(files(memory(64 << 20, -1, 0, -1), V1))
                .contains("memory.memsw.limit_in_bytes=-1");
        assertThat(files(memory(64 << 20, 64 << 20, 0, -1), V2)).contains("memory.swap.max=0");
    }

    @Test
    void swap_that_nobody_counts_is_promised_to_nobody() {
        CgroupView uncounted = new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("memory"));
        assertThat(files(memory(64 << 20, 0, 0, -1), uncounted))
                .containsExactly("memory.max=67108864");
        assertThat(files(memory(64 << 20, -1, 0, -1), uncounted))
                .containsExactly("memory.max=67108864");
        ContainerSpec spec = Hosts.spec().limits(memory(64 << 20, 96 << 20, 0, -1)).build();
        assertThatThrownBy(
                        () -> PlanCompiler.compile(spec, Hosts.host(Hosts.OWNER, uncounted, 7, 4)))
                .hasMessageContaining("JSEC-C-209 --memory-swap 96m refused")
                .hasMessageContaining("counts no swap");
    }

    @Test
    void what_only_v1_has_is_refused_by_name_in_v2() {
        Limits swappiness = memory(64 << 20, 0, 0, 10);
        assertThat(files(swappiness, V1)).contains("memory.swappiness=10");
        assertThatThrownBy(() -> compile(swappiness, V2))
                .hasMessageContaining("JSEC-C-209 --memory-swappiness 10 refused: cgroup v2");
        Limits waits =
                Limits.DEFAULT.with(
                        new MemoryLimits(
                                OptionalLong.of(64 << 20),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalInt.empty(),
                                true));
        assertThat(files(waits, V1)).contains("memory.oom_control=1");
        assertThatThrownBy(() -> compile(waits, V2))
                .hasMessageContaining("--oom-kill-disable refused: cgroup v2 always ends");
        LaunchHost host = Hosts.host(Hosts.OWNER, V2, 7, 4);
        ContainerSpec degraded = Hosts.spec().limits(waits).confinement(Hosts.degraded()).build();
        assertThat(PlanCompiler.compile(degraded, host).warnings())
                .singleElement()
                .asString()
                .contains("--oom-kill-disable is not enforced");
    }

    private static LaunchPlan compile(Limits limits, CgroupView view) {
        ContainerSpec spec = Hosts.spec().limits(limits).build();
        LaunchHost host = Hosts.host(Hosts.OWNER, view, 7, 4);
        LaunchPlan plan = PlanCompiler.compile(spec, host);
        assertThat(PlanVerifier.verify(plan, spec, host)).isEmpty();
        return plan;
    }

    @Test
    void waiting_for_memory_needs_a_limit_of_memory() {
        assertThatThrownBy(() ->
                        new MemoryLimits(
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalInt.empty(),
                                true))
                .hasMessageContaining("--oom-kill-disable")
                .hasMessageContaining("--memory with it");
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "500, 4950", "1000, 10000"})
    void weights_of_disks_become_those_of_v2_on_a_straight_line(int v1, long v2) {
        assertThat(IoFiles.ioWeight(v1)).isEqualTo(v2);
    }

    @Test
    void the_scheduler_that_weighs_gets_the_weight() {
        Limits limits =
                Limits.DEFAULT.with(new IoLimits(OptionalInt.of(500), List.of(), List.of()));
        assertThat(files(limits, V2)).containsExactly("io.weight=4950");
        assertThat(files(limits, V1)).containsExactly("blkio.bfq.weight=500");
        CgroupView both =
                new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("io", "io.weight", "io.bfq"));
        assertThat(files(limits, both)).containsExactly("io.bfq.weight=500");
        CgroupView neither = new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("io"));
        assertThatThrownBy(() -> compile(limits, neither))
                .hasMessageContaining("--blkio-weight 500 refused")
                .hasMessageContaining("without weights");
        CgroupView none = new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("pids"));
        assertThatThrownBy(() -> compile(limits, none))
                .hasMessageContaining("the cgroup controller \"io\" is not delegated");
    }

    @Test
    void rates_name_their_device_by_number() {
        IoLimits.DeviceRate read =
                new IoLimits.DeviceRate(IoLimits.Kind.READ_BPS, "/dev/vda", 254, 0, 1 << 20);
        IoLimits.DeviceRate write =
                new IoLimits.DeviceRate(IoLimits.Kind.WRITE_IOPS, "/dev/vda", 254, 0, 50);
        Limits limits =
                Limits.DEFAULT.with(
                        new IoLimits(OptionalInt.empty(), List.of(), List.of(read, write)));
        assertThat(files(limits, V2))
                .containsExactly("io.max=254:0 rbps=1048576", "io.max=254:0 wiops=50");
        assertThat(files(limits, V1))
                .containsExactly(
                        "blkio.throttle.read_bps_device=254:0 1048576",
                        "blkio.throttle.write_iops_device=254:0 50");
        assertThatThrownBy(() -> new IoLimits(OptionalInt.empty(), List.of(), List.of(read, read)))
                .hasMessageContaining("a second rate");
        assertThatThrownBy(() ->
                        new IoLimits.DeviceRate(IoLimits.Kind.READ_BPS, "/dev/vda", 254, 0, 0))
                .hasMessageContaining("--device-read-bps /dev/vda:0");
    }

    @Test
    void a_period_without_a_quota_limits_nothing_and_is_kept() {
        Limits limits = Limits.DEFAULT.with(quota(CpuQuota.UNLIMITED, 50_000));
        assertThat(files(limits, V2)).containsExactly("cpu.max=max 50000");
        assertThat(files(limits, V1))
                .containsExactly("cpu.cfs_period_us=50000", "cpu.cfs_quota_us=-1");
    }

    private static CpuLimits quota(long quota, long period) {
        return new CpuLimits(
                OptionalInt.empty(),
                Optional.of(new CpuQuota(quota, period)),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void memory_nodes_are_those_with_memory_and_in_v1_come_with_processors() {
        CpuLimits nodes =
                new CpuLimits(
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(CpuSet.parse("1")));
        assertThat(files(Limits.DEFAULT.with(nodes), V2)).containsExactly("cpuset.mems=1");
        assertThatThrownBy(() -> compile(Limits.DEFAULT.with(nodes), V1))
                .hasMessageContaining("--cpuset-mems 1 alone refused")
                .hasMessageContaining("--cpuset-cpus with it");
        CpuLimits far =
                new CpuLimits(
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(CpuSet.parse("7")));
        assertThatThrownBy(() -> compile(Limits.DEFAULT.with(far), V2))
                .hasMessageContaining("--cpuset-mems 7 refused")
                .hasMessageContaining("0-1");
    }

    @Test
    void a_change_writes_what_is_different_and_nothing_else() {
        Limits before = memory(64 << 20, 0, 0, -1).with(quota(50_000, 100_000));
        Limits after = memory(96 << 20, 0, 0, -1).with(quota(50_000, 100_000));
        assertThat(LimitFiles.changes(before, after, V2, Hosts.ID).files())
                .extracting(LimitFiles.GroupFile::file, LimitFiles.GroupFile::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("memory.max", "100663296"),
                        org.assertj.core.groups.Tuple.tuple("memory.swap.max", "100663296"));
        assertThat(LimitFiles.changes(before, before, V2, Hosts.ID).files()).isEmpty();
        assertThat(LimitFiles.changes(before, after, V2, Hosts.ID).files().getFirst().group())
                .isEqualTo(Path.of("/sys/fs/cgroup/user/jsec/" + Hosts.ID));
    }

    @Test
    void in_v1_the_sum_grows_before_the_limit_and_shrinks_after_it() {
        Limits small = memory(64 << 20, 0, 0, -1);
        Limits large = memory(256 << 20, 0, 0, -1);
        assertThat(LimitFiles.changes(small, large, V1, Hosts.ID).files())
                .extracting(LimitFiles.GroupFile::file)
                .containsExactly("memory.memsw.limit_in_bytes", "memory.limit_in_bytes");
        assertThat(LimitFiles.changes(large, small, V1, Hosts.ID).files())
                .extracting(LimitFiles.GroupFile::file)
                .containsExactly("memory.limit_in_bytes", "memory.memsw.limit_in_bytes");
    }

    @Test
    void a_limit_of_processes_can_be_lifted() {
        Limits some = pids(100);
        Limits none = pids(Limits.PIDS_UNLIMITED);
        assertThat(LimitFiles.changes(some, none, V2, Hosts.ID).files())
                .extracting(LimitFiles.GroupFile::value)
                .containsExactly("max");
        assertThat(LimitFiles.changes(none, some, V1, Hosts.ID).files())
                .extracting(LimitFiles.GroupFile::value)
                .containsExactly("100");
        assertThat(LimitFiles.changes(none, none, V1, Hosts.ID).files()).isEmpty();
    }

    private static Limits pids(long count) {
        return new Limits(
                CpuLimits.NONE,
                MemoryLimits.NONE,
                IoLimits.NONE,
                OptionalLong.of(count),
                Limits.SHM_BYTES_DEFAULT,
                List.of(),
                OptionalInt.empty());
    }

    @Test
    void a_change_that_cannot_be_held_is_refused_by_the_controllers_name() {
        CgroupView pids = new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("pids"));
        LimitFiles.Changes missing =
                LimitFiles.changes(Limits.DEFAULT, memory(64 << 20, 0, 0, -1), pids, Hosts.ID);
        assertThat(missing.files()).isEmpty();
        assertThat(missing.refusals())
                .singleElement()
                .extracting(Refusal::sentence)
                .asString()
                .startsWith("JSEC-C-200 --memory 64m refused: ")
                .contains("\"memory\"");
        LimitFiles.Changes none =
                LimitFiles.changes(Limits.DEFAULT, memory(64 << 20, 0, 0, 5), V2, Hosts.ID);
        assertThat(none.files()).hasSize(2);
        assertThat(none.refusals()).extracting(Refusal::rule).containsExactly(Rule.CGROUP_VERSION);
    }

    @Test
    void what_could_not_be_held_before_is_not_refused_again() {
        Limits swappiness = memory(64 << 20, 0, 0, 5);
        Limits more = swappiness.with(quota(50_000, 100_000));
        LimitFiles.Changes changes = LimitFiles.changes(swappiness, more, V2, Hosts.ID);
        assertThat(changes.refusals()).isEmpty();
        assertThat(changes.files())
                .extracting(LimitFiles.GroupFile::file)
                .containsExactly("cpu.max");
    }

    /** Whatever is asked for stands in the plan, or is refused, or is warned about. */
    // Promise P31
    @Test
    void nothing_is_dropped_over_many_random_requests() {
        Random random = new Random(20_261_130);
        for (int i = 0; i < 500; i++) {
            long bytes = random.nextBoolean() ? 0 : (8L + random.nextInt(100)) << 20;
            long sum = bytes > 0 && random.nextBoolean() ? bytes + random.nextInt(1 << 20) : 0;
            Limits limits =
                    memory(bytes, sum, 0, random.nextInt(3) == 0 ? random.nextInt(101) : -1);
            CgroupView view = random.nextBoolean() ? V1 : V2;
            ContainerSpec spec = Hosts.spec().limits(limits).build();
            LaunchHost host = Hosts.host(Hosts.OWNER, view, 7, 4);
            switch (PlanCompiler.decide(spec, host)) {
                case Decision.Allow allow ->
                        assertThat(PlanVerifier.verify(allow.plan(), spec, host))
                                .as("request %d", i)
                                .isEmpty();
                case Decision.Deny deny ->
                        assertThat(deny.refusals())
                                .as("request %d", i)
                                .allMatch(refusal -> refusal.rule() == Rule.CGROUP_VERSION);
            }
        }
    }

    @Test
    void an_oom_score_is_above_the_launchers_own() {
        assertThat(score(Hosts.owner(), 1)).isEqualTo(1);
        assertThat(score(Hosts.owner(), 1000)).isEqualTo(1000);
        for (int low : List.of(-1000, -1, 0)) {
            assertThatThrownBy(() -> score(Hosts.owner(), low))
                    .hasMessageContaining("JSEC-C-129 --oom-score-adj " + low + " refused")
                    .hasMessageContaining("only root could lower")
                    .hasMessageContaining("a number from 1 to 1000");
        }
        assertThatThrownBy(() -> Limits.DEFAULT.withOomScoreAdj(1001))
                .hasMessageContaining("-1000 to 1000");
    }

    private static int score(LaunchHost host, int asked) {
        ContainerSpec spec = Hosts.spec().limits(Limits.DEFAULT.withOomScoreAdj(asked)).build();
        return PlanCompiler.compile(spec, host).steps(Step.OomScore.class).getFirst().value();
    }
}
