package io.jsec.launch;

import static io.jsec.launch.Compiling.compile;
import static io.jsec.launch.Compiling.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits, as control groups and rlimits hold them. */
class LimitsCompilerTest {
    @Test
    void limits_become_the_files_of_cgroup_v2() {
        assertThat(only(compile(Hosts.spec().limits(allLimits())), Step.Cgroup.class).files())
                .containsExactly(
                        new Step.Pair("cpu.weight", "100"),
                        new Step.Pair("cpu.max", "150000 100000"),
                        new Step.Pair("cpuset.cpus", "0-1"),
                        new Step.Pair("memory.max", "67108864"),
                        new Step.Pair("memory.swap.max", "67108864"),
                        new Step.Pair("pids.max", "100"));
    }

    private static Limits allLimits() {
        return LimitSamples.of(
                OptionalInt.of(1024),
                OptionalLong.of(1500),
                Optional.of(CpuSet.parse("0-1")),
                OptionalLong.of(64 * ByteSize.MIB),
                OptionalLong.of(100),
                Limits.SHM_BYTES_DEFAULT,
                List.of());
    }

    @Test
    void swap_is_limited_only_where_it_is_counted() {
        CgroupView v2 = new CgroupView.V2(Path.of("/sys/fs/cgroup/x"), Set.of("memory"));
        Limits memory =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.of(64 * ByteSize.MIB),
                        OptionalLong.empty(),
                        4096,
                        List.of());
        ContainerSpec spec = Hosts.spec().limits(memory).build();
        LaunchHost host = Hosts.host(Hosts.OWNER, v2, 7, 4);
        LaunchPlan plan = PlanCompiler.compile(spec, host);
        assertThat(only(plan, Step.Cgroup.class).files())
                .containsExactly(new Step.Pair("memory.max", "67108864"));
        assertThat(PlanVerifier.verify(plan, spec, host)).isEmpty();
    }

    @Test
    void limits_become_one_group_a_hierarchy_of_cgroup_v1() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.of(512),
                        OptionalLong.of(500),
                        Optional.of(CpuSet.parse("0")),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Limits.SHM_BYTES_DEFAULT,
                        List.of());
        LaunchPlan plan =
                PlanCompiler.compile(
                        Hosts.spec().limits(limits).build(),
                        Hosts.host(Hosts.OWNER, Hosts.V1, 7, 4));
        assertThat(plan.steps(Step.Cgroup.class))
                .containsExactly(
                        new Step.Cgroup(
                                "/sys/fs/cgroup/cpu,cpuacct/jsec/" + Hosts.ID,
                                List.of(
                                        new Step.Pair("cpu.shares", "512"),
                                        new Step.Pair("cpu.cfs_period_us", "100000"),
                                        new Step.Pair("cpu.cfs_quota_us", "50000")),
                                1),
                        new Step.Cgroup(
                                "/sys/fs/cgroup/cpuset/jsec/" + Hosts.ID,
                                List.of(
                                        new Step.Pair("cpuset.mems", "0"),
                                        new Step.Pair("cpuset.cpus", "0")),
                                1),
                        new Step.Cgroup("/sys/fs/cgroup/freezer/jsec/" + Hosts.ID, List.of(), 1),
                        new Step.Cgroup(
                                "/sys/fs/cgroup/pids/jsec/" + Hosts.ID,
                                List.of(new Step.Pair("pids.max", "4096")),
                                1));
        assertThat(plan.steps(Step.Symlink.class))
                .contains(new Step.Symlink("cpu,cpuacct", "/sys/fs/cgroup/cpu"));
    }

    @Test
    void only_groups_of_its_own_are_mounted_inside() {
        LaunchPlan plan =
                PlanCompiler.compile(Hosts.spec().build(), Hosts.host(Hosts.OWNER, Hosts.V1, 7, 4));
        assertThat(plan.steps(Step.Mount.class))
                .filteredOn(mount -> mount.type().equals("cgroup"))
                .extracting(Step.Mount::target)
                .containsExactly("/sys/fs/cgroup/freezer", "/sys/fs/cgroup/pids");
    }

    @Test
    void a_limit_nobody_can_hold_is_refused_or_warned_about() {
        LaunchHost none = Hosts.host(Hosts.OWNER, Hosts.NO_CGROUPS, 7, 4);
        assertThat(PlanCompiler.decide(Hosts.spec().limits(allLimits()).build(), none))
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny ->
                                assertThat(deny.refusals())
                                        .hasSize(5)
                                        .allMatch(r -> r.rule() == Rule.CGROUP_MISSING)
                                        .allMatch(r -> r.instead().contains("jsec setup")));
        LaunchPlan plan =
                PlanCompiler.compile(
                        Hosts.spec().limits(allLimits()).confinement(Hosts.degraded()).build(),
                        none);
        assertThat(plan.warnings()).hasSize(5).allMatch(text -> text.contains("not enforced"));
        assertThat(PlanCompiler.compile(Hosts.spec().build(), none).steps(Step.Cgroup.class))
                .isEmpty();
    }

    @Test
    void a_controller_that_is_not_delegated_is_named() {
        LaunchHost v1 = Hosts.host(Hosts.OWNER, Hosts.V1, 7, 4);
        ContainerSpec spec = Hosts.spec().limits(allLimits()).build();
        assertThatThrownBy(() -> PlanCompiler.compile(spec, v1))
                .hasMessageContaining("--memory 64m")
                .hasMessageContaining("\"memory\"");
    }

    @Test
    void more_cpus_than_there_are_is_refused() {
        Limits cpus =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.of(4001),
                        Optional.of(CpuSet.parse("0-4")),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        4096,
                        List.of());
        assertThatThrownBy(() ->
                        PlanCompiler.compile(Hosts.spec().limits(cpus).build(), Hosts.owner()))
                .hasMessageContaining(Rule.CPU.id())
                .hasMessageContaining(Rule.CPUSET.id());
    }

    @Test
    void shares_become_weights_as_elsewhere() {
        assertThat(LimitFiles.weight(2)).isEqualTo(1);
        assertThat(LimitFiles.weight(1024)).isEqualTo(100);
        assertThat(LimitFiles.weight(262_144)).isEqualTo(10_000);
    }

    @Test
    void no_pids_limit_at_all_is_a_choice() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(Limits.PIDS_UNLIMITED),
                        4096,
                        List.of());
        assertThat(only(compile(Hosts.spec().limits(limits)), Step.Cgroup.class).files()).isEmpty();
    }

    @Test
    void a_ulimit_above_the_hosts_is_refused_with_the_fix() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        4096,
                        List.of(Ulimit.parse("nproc=4001")));
        assertThatThrownBy(() ->
                        PlanCompiler.compile(Hosts.spec().limits(limits).build(), Hosts.owner()))
                .hasMessageContaining("limits.conf")
                .hasMessageContaining("4000");
    }

    @Test
    void a_ulimit_takes_the_place_of_the_default() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        4096,
                        List.of(Ulimit.parse("core=-1")));
        assertThat(compile(Hosts.spec().limits(limits)).steps(Step.Rlimit.class))
                .contains(new Step.Rlimit(4, Ulimit.INFINITY, Ulimit.INFINITY))
                .doesNotContain(new Step.Rlimit(4, 0, 0));
    }

    @Test
    void the_oom_score_is_above_the_launchers_and_within_bounds() {
        assertThat(only(compile(Hosts.spec()), Step.OomScore.class).value()).isEqualTo(200);
    }
}
