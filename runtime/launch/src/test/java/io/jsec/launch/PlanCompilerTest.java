package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCompilerTest {
    private static LaunchPlan compile(ContainerSpecBuilder spec) {
        return PlanCompiler.compile(spec.build(), Hosts.owner());
    }

    private static <T extends Step> T only(LaunchPlan plan, Class<T> kind) {
        assertThat(plan.steps(kind)).hasSize(1);
        return plan.steps(kind).getFirst();
    }

    @Test
    void the_same_input_makes_the_same_plan() {
        for (long seed = 0; seed < 50; seed++) {
            PlanSamples one = PlanSamples.onPaper(seed);
            PlanSamples two = PlanSamples.onPaper(seed);
            assertThat(PlanCompiler.compile(one.next(), one.host()))
                    .isEqualTo(PlanCompiler.compile(two.next(), two.host()));
        }
    }

    @Test
    void a_kept_container_is_not_cleaned_up_and_a_removed_one_is_first_of_all() {
        assertThat(compile(Hosts.spec()).steps(Step.Cleanup.class)).isEmpty();
        LaunchPlan plan = compile(Hosts.spec().lifecycle(new Lifecycle(true, 15)));
        assertThat(plan.steps().getFirst()).isEqualTo(new Step.Cleanup(Hosts.DIRECTORY.toString()));
    }

    @Test
    void an_image_of_the_store_is_mounted_relative_to_the_store() {
        Step.Overlay root = only(compile(Hosts.spec()), Step.Overlay.class);
        assertThat(root.base()).isEqualTo("/var/lib/jsec/store");
        assertThat(root.lowers()).containsExactly("images/0123456789ab/rootfs");
        assertThat(root.upper()).isEqualTo("containers/" + Hosts.ID + "/upper");
    }

    @Test
    void a_directory_elsewhere_is_mounted_relative_to_the_root() {
        RootFs root = new RootFs(List.of(Path.of("/home/ann/root")), false);
        Step.Overlay step = only(compile(Hosts.spec().root(root)), Step.Overlay.class);
        assertThat(step.base()).isEqualTo("/");
        assertThat(step.lowers()).containsExactly("home/ann/root");
        assertThat(step.work()).isEqualTo("var/lib/jsec/store/containers/" + Hosts.ID + "/work");
    }

    @Test
    void in_a_slot_everything_of_the_store_is_reached_through_its_view() {
        MountRequest volume = new MountRequest.Bind(Hosts.STORE.resolve("volumes/v"), "/v", false);
        LaunchPlan plan =
                PlanCompiler.compile(Hosts.spec().mounts(List.of(volume)).build(), Hosts.slot());
        assertThat(only(plan, Step.Overlay.class).base()).isEqualTo("/run/jsec/views/2");
        assertThat(plan.steps(Step.Bind.class))
                .extracting(Step.Bind::source)
                .contains(
                        "/run/jsec/views/2/volumes/v",
                        "/run/jsec/views/2/containers/" + Hosts.ID + "/etc/hosts")
                .noneMatch(source -> source.startsWith("/var/lib/jsec"));
        assertThat(only(plan, Step.IdMap.class).uids())
                .containsExactly(new IdRange(0, 3 * 65_536 + 1, 65_536));
    }

    @Test
    void in_a_slot_a_workspace_is_writable_through_its_view() {
        MountRequest work = new MountRequest.Bind(Path.of("/home/ann/work/x"), "/src", false);
        LaunchPlan plan =
                PlanCompiler.compile(Hosts.spec().mounts(List.of(work)).build(), Hosts.slot());
        assertThat(plan.steps(Step.Bind.class))
                .extracting(Step.Bind::source)
                .contains("/run/jsec/workspaces/1/x");
    }

    @Test
    void layers_too_long_for_one_page_are_refused() {
        List<Path> lowers =
                IntStream.range(0, 60)
                        .mapToObj(n -> Hosts.STORE.resolve("images/" + "x".repeat(80) + n))
                        .toList();
        refused(Rule.ROOT, Hosts.spec().root(new RootFs(lowers, false)), Hosts.owner());
    }

    private static void refused(Rule rule, ContainerSpecBuilder spec, LaunchHost host) {
        assertThat(PlanCompiler.decide(spec.build(), host))
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny ->
                                assertThat(deny.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactly(rule));
    }

    @Test
    void every_reason_is_given_at_once() {
        ContainerSpec spec =
                Hosts.spec()
                        .mounts(
                                List.of(
                                        new MountRequest.Bind(Path.of("/a"), "/proc/x", true),
                                        new MountRequest.Bind(Hosts.STORE, "/s", true)))
                        .user(new ContainerUser(70_000, 0, List.of(), "/"))
                        .build();
        assertThatThrownBy(() -> PlanCompiler.compile(spec, Hosts.owner()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactlyInAnyOrder(
                                                Rule.MOUNT_RESERVED,
                                                Rule.BIND_STORE,
                                                Rule.ID_UNMAPPED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/proc",
                "/proc/sys",
                "/proc/self",
                "/sys",
                "/sys/fs/cgroup",
                "/dev",
                "/dev/pts",
                "/dev/pts/0",
                "/dev/null",
                "/dev/shm/x"
            })
    void the_kernels_file_systems_are_not_mounted_over(String target) {
        MountRequest bind = new MountRequest.Bind(Path.of("/srv"), target, true);
        refused(Rule.MOUNT_RESERVED, Hosts.spec().mounts(List.of(bind)), Hosts.owner());
        MountRequest tmpfs = new MountRequest.Tmpfs(target, 4096, 0755, 0, 0, false, false);
        refused(Rule.MOUNT_RESERVED, Hosts.spec().mounts(List.of(tmpfs)), Hosts.owner());
    }

    @Test
    void shared_memory_may_be_replaced_and_follows_no_link() {
        MountRequest shm = new MountRequest.Tmpfs("/dev/shm", 8192, 01777, 0, 0, false, false);
        LaunchPlan plan = compile(Hosts.spec().mounts(List.of(shm)));
        List<Step.Mount> mounts =
                plan.steps(Step.Mount.class).stream()
                        .filter(mount -> mount.target().equals("/dev/shm"))
                        .toList();
        assertThat(mounts).hasSize(1);
        assertThat(mounts.getFirst().options()).contains(new Step.Pair("size", "8192"));
        assertThat(mounts.getFirst().how() & Step.Mount.NO_SYMLINKS).isNotZero();
    }

    @Test
    void the_store_is_not_bound_but_its_volumes_are() {
        for (Path path : List.of(Hosts.STORE, Hosts.STORE.resolve("containers"), Hosts.DIRECTORY)) {
            MountRequest bind = new MountRequest.Bind(path, "/s", true);
            refused(Rule.BIND_STORE, Hosts.spec().mounts(List.of(bind)), Hosts.owner());
        }
        MountRequest all = new MountRequest.Bind(Hosts.STORE.resolve("volumes"), "/s", true);
        refused(Rule.BIND_STORE, Hosts.spec().mounts(List.of(all)), Hosts.owner());
    }

    @Test
    void what_the_user_mounts_comes_outer_first_and_before_the_kernels_file_systems() {
        MountRequest inner = new MountRequest.Bind(Path.of("/i"), "/a/b/c", true);
        MountRequest outer = new MountRequest.Tmpfs("/a", 4096, 0755, 0, 0, false, false);
        List<Step> steps = compile(Hosts.spec().mounts(List.of(inner, outer))).steps();
        int outerAt = indexOfTarget(steps, "/a");
        int innerAt = indexOfTarget(steps, "/a/b/c");
        assertThat(outerAt).isLessThan(innerAt);
        assertThat(innerAt).isLessThan(indexOfTarget(steps, "/proc"));
    }

    private static int indexOfTarget(List<Step> steps, String target) {
        return IntStream.range(0, steps.size())
                .filter(index ->
                        switch (steps.get(index)) {
                            case Step.Mount mount -> mount.target().equals(target);
                            case Step.Bind bind -> bind.target().equals(target);
                            default -> false;
                        })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_users_own_hosts_file_takes_the_place_of_ours() {
        MountRequest hosts = new MountRequest.Bind(Path.of("/srv/hosts"), "/etc/hosts", true);
        LaunchPlan plan = compile(Hosts.spec().mounts(List.of(hosts)));
        assertThat(plan.steps(Step.Bind.class))
                .filteredOn(bind -> bind.target().equals("/etc/hosts"))
                .extracting(Step.Bind::source)
                .containsExactly("/srv/hosts");
    }

    @Test
    void a_working_directory_is_made_but_not_below_dev() {
        Command deep = new Command(List.of("/bin/sh"), Map.of(), "/a/b", false);
        assertThat(compile(Hosts.spec().command(deep)).steps(Step.Directory.class))
                .containsExactly(new Step.Directory("/a/b", 0755, 0, 0));
        Command dev = new Command(List.of("/bin/sh"), Map.of(), "/dev/shm", false);
        assertThat(compile(Hosts.spec().command(dev)).steps(Step.Directory.class)).isEmpty();
    }

    @Test
    void a_writable_bind_in_a_slot_names_both_ways_out() {
        MountRequest bind = new MountRequest.Bind(Path.of("/srv/data"), "/data", false);
        ContainerSpec spec = Hosts.spec().mounts(List.of(bind)).build();
        assertThatThrownBy(() -> PlanCompiler.compile(spec, Hosts.slot()))
                .hasMessageContaining("jsec setup --workspace /srv/data")
                .hasMessageContaining("--userns owner");
    }

    @Test
    void a_root_outside_the_store_in_a_slot_is_refused() {
        RootFs root = new RootFs(List.of(Path.of("/home/ann/root")), false);
        refused(Rule.SLOT_ROOT, Hosts.spec().root(root), Hosts.slot());
    }

    @Test
    void a_slot_that_is_not_there_is_refused_and_owner_form_taken_by_default() {
        refused(Rule.SLOT_MISSING, Hosts.spec().userns(UsernsMode.SLOT), Hosts.owner());
        assertThat(only(compile(Hosts.spec()), Step.IdMap.class).uids())
                .containsExactly(new IdRange(0, 0, 1), new IdRange(1, 1, 65_535));
    }

    @Test
    void without_subordinate_ids_a_container_needs_a_word() {
        LaunchHost single = Hosts.host(Hosts.SINGLE, Hosts.V2, 7, 4);
        refused(Rule.SUBORDINATE_IDS_MISSING, Hosts.spec(), single);
        LaunchPlan plan =
                PlanCompiler.compile(Hosts.spec().confinement(Hosts.degraded()).build(), single);
        assertThat(plan.warnings()).singleElement().asString().contains("subordinate ids");
        assertThat(only(plan, Step.IdMap.class).setgroups()).isZero();
        assertThat(only(plan, Step.User.class).groups()).isEmpty();
        assertThat(plan.steps(Step.Mount.class))
                .filteredOn(mount -> mount.type().equals("devpts"))
                .singleElement()
                .satisfies(pts ->
                        assertThat(pts.options()).extracting(Step.Pair::key).doesNotContain("gid"));
        assertThat(plan.steps(Step.Sysctl.class))
                .contains(new Step.Sysctl("net/ipv4/ping_group_range", "0 0", 0));
    }

    @Test
    void ids_that_are_not_mapped_are_refused() {
        LaunchHost single = Hosts.host(Hosts.SINGLE, Hosts.V2, 7, 4);
        ContainerUser other = new ContainerUser(1, 0, List.of(), "/");
        refused(Rule.ID_UNMAPPED, Hosts.spec().user(other).confinement(Hosts.degraded()), single);
        refused(
                Rule.ID_UNMAPPED,
                Hosts.spec().user(ContainerUser.ROOT.withGroups(List.of(65_536))),
                Hosts.owner());
        MountRequest tmpfs = new MountRequest.Tmpfs("/t", 4096, 0755, 65_536, 0, false, false);
        refused(Rule.ID_UNMAPPED, Hosts.spec().mounts(List.of(tmpfs)), Hosts.owner());
    }

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
        return new Limits(
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
                new Limits(
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
                new Limits(
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
                new Limits(
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
        assertThat(CgroupSteps.weight(2)).isEqualTo(1);
        assertThat(CgroupSteps.weight(1024)).isEqualTo(100);
        assertThat(CgroupSteps.weight(262_144)).isEqualTo(10_000);
    }

    @Test
    void no_pids_limit_at_all_is_a_choice() {
        Limits limits =
                new Limits(
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
                new Limits(
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
                new Limits(
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
    void on_the_hosts_network_no_network_setting_is_touched() {
        LaunchPlan plan = compile(Hosts.spec().network(NetworkMode.HOST));
        assertThat(plan.steps(Step.LoopbackUp.class)).isEmpty();
        assertThat(plan.steps(Step.Sysctl.class))
                .allMatch(sysctl -> sysctl.name().startsWith("user/"));
        assertThat(only(plan, Step.Namespaces.class).flags() & NamespaceKind.NET.flag()).isZero();
    }

    @Test
    void a_user_other_than_root_has_no_capability() {
        ContainerUser user = new ContainerUser(1000, 1000, List.of(27), "/home/x");
        LaunchPlan plan = compile(Hosts.spec().user(user));
        assertThat(only(plan, Step.Capabilities.class))
                .isEqualTo(new Step.Capabilities(0, 0, 0, 0, 0));
        assertThat(only(plan, Step.User.class))
                .isEqualTo(new Step.User(1000, 1000, List.of(27, 1000)));
    }

    @Test
    void an_added_capability_without_effect_is_said() {
        ContainerSpecBuilder spec =
                Hosts.spec()
                        .user(new ContainerUser(1, 1, List.of(), "/"))
                        .confinement(
                                Hosts.capabilities(
                                        CapabilitySet.of("NET_RAW"), CapabilitySet.NONE));
        assertThat(compile(spec).warnings()).singleElement().asString().contains("no effect");
    }

    @Test
    void without_no_new_privs_only_the_filter_needs_sys_admin_until_exec() {
        long usual = CapabilitySet.DEFAULT.bits();
        long more = usual | CapabilitySet.SYS_ADMIN.bits();
        LaunchPlan filtered = compile(Hosts.spec().confinement(Hosts.walls(Hosts.FILTER, false)));
        assertThat(only(filtered, Step.Capabilities.class))
                .isEqualTo(new Step.Capabilities(usual, more, more, 0, 0));
        assertThat(filtered.steps(Step.NoNewPrivs.class)).isEmpty();
        assertThat(only(filtered, Step.Overlay.class).flags()).isEqualTo(Step.Overlay.NODEV);
        LaunchPlan open =
                compile(
                        Hosts.spec()
                                .confinement(Hosts.walls(new SeccompChoice.Unconfined(), false)));
        assertThat(only(open, Step.Capabilities.class).permitted()).isEqualTo(usual);
    }

    @Test
    void the_hardened_filter_depends_on_the_capabilities() {
        FilterBytes usual = only(compile(Hosts.spec()), Step.Seccomp.class).filter();
        CapabilitySet chroot = CapabilitySet.of("SYS_CHROOT");
        FilterBytes more =
                only(
                                compile(
                                        Hosts.spec()
                                                .confinement(
                                                        Hosts.capabilities(
                                                                chroot, CapabilitySet.NONE))),
                                Step.Seccomp.class)
                        .filter();
        assertThat(more).isNotEqualTo(usual);
    }

    @Test
    void landlock_follows_the_kernels_abi() {
        ContainerSpec spec = Hosts.spec().build();
        for (int abi = 2; abi <= 7; abi++) {
            LaunchPlan plan = PlanCompiler.compile(spec, Hosts.host(Hosts.OWNER, Hosts.V2, abi, 1));
            Step.Landlock landlock = only(plan, Step.Landlock.class);
            assertThat(landlock.handled()).isEqualTo(abi == 2 ? 0x3fff : abi < 5 ? 0x7fff : 0xffff);
            assertThat(landlock.rules())
                    .containsExactly(
                            new Step.LandlockRule("/", landlock.handled() & ~(1L << 6 | 1L << 11)));
        }
    }

    @Test
    void without_landlock_a_launch_needs_a_word() {
        for (int abi : new int[] {0, 1}) {
            LaunchHost host = Hosts.host(Hosts.OWNER, Hosts.V2, abi, 1);
            refused(Rule.LANDLOCK_MISSING, Hosts.spec(), host);
            LaunchPlan plan =
                    PlanCompiler.compile(Hosts.spec().confinement(Hosts.degraded()).build(), host);
            assertThat(plan.steps(Step.Landlock.class)).isEmpty();
            assertThat(plan.warnings()).hasSize(1);
        }
    }

    @Test
    void a_read_only_root_lets_writes_through_to_writable_mounts_only() {
        MountRequest data = new MountRequest.Bind(Path.of("/srv"), "/data", false);
        MountRequest docs = new MountRequest.Bind(Path.of("/usr/share/doc"), "/docs", true);
        LaunchPlan plan =
                compile(
                        Hosts.spec()
                                .root(new RootFs(List.of(Hosts.LOWER), true))
                                .mounts(List.of(data, docs)));
        assertThat(only(plan, Step.Landlock.class).rules())
                .filteredOn(rule -> (rule.access() & LandlockRight.WRITE_FILE.bit()) != 0)
                .extracting(Step.LandlockRule::path)
                .containsExactly("/dev", "/data");
        assertThat(plan.steps(Step.ReadOnlyRoot.class)).hasSize(1);
        assertThat(plan.steps(Step.Bind.class))
                .filteredOn(bind -> bind.target().startsWith("/etc/"))
                .allMatch(bind -> MountAttribute.RDONLY.in(bind.attributes()));
    }

    @Test
    void an_old_kernel_is_refused() {
        refused(Rule.KERNEL_OLD, Hosts.spec(), Hosts.host(4, Hosts.OWNER, Hosts.V2, 7, 1));
    }

    @Test
    void an_apparmor_profile_is_refused_and_unconfined_taken() {
        refused(Rule.APPARMOR_MISSING, Hosts.spec().confinement(appArmor("web")), Hosts.owner());
        assertThat(compile(Hosts.spec().confinement(appArmor("unconfined"))).warnings()).isEmpty();
    }

    private static Confinement appArmor(String profile) {
        return new Confinement(
                CapabilitySet.NONE,
                CapabilitySet.NONE,
                new SeccompChoice.Hardened(),
                true,
                true,
                Optional.of(profile),
                true,
                false);
    }

    @Test
    void programs_find_the_variables_they_expect() {
        Command command =
                new Command(List.of("/bin/sh"), Map.of("PATH", "/bin", "A", "b"), "/", false);
        ContainerSpecBuilder spec =
                Hosts.spec().command(command).streams(new Streams(true, true, 50, 120));
        LaunchPlan plan = compile(spec);
        assertThat(only(plan, Step.Exec.class).env())
                .containsExactlyInAnyOrder(
                        "PATH=/bin", "HOSTNAME=0123456789ab", "TERM=xterm", "A=b", "HOME=/root");
        assertThat(only(plan, Step.Stdio.class)).isEqualTo(new Step.Stdio(3, 50, 120));
    }

    @Test
    void a_machine_of_many_cpus_shows_none_of_them() {
        LaunchPlan plan =
                PlanCompiler.compile(
                        Hosts.spec().build(), Hosts.host(Hosts.OWNER, Hosts.V2, 7, 8192));
        assertThat(plan.steps().size()).isLessThan(LaunchPlan.STEPS_MAX);
        assertThat(plan.steps(Step.Bind.class))
                .extracting(Step.Bind::target)
                .doesNotContain(SysSteps.CPU);
    }

    @Test
    void a_thousand_mounts_are_refused() {
        List<MountRequest> mounts =
                IntStream.range(0, 1024)
                        .<MountRequest>mapToObj(
                                n -> new MountRequest.Bind(Path.of("/srv"), "/m" + n, true))
                        .toList();
        refused(Rule.PLAN_SIZE, Hosts.spec().mounts(mounts), Hosts.owner());
    }

    @Test
    void the_oom_score_is_above_the_launchers_and_within_bounds() {
        assertThat(only(compile(Hosts.spec()), Step.OomScore.class).value()).isEqualTo(200);
    }

    @Test
    void a_container_outside_the_store_is_a_bug() {
        ContainerSpec spec =
                ContainerSpec.builder(
                                Hosts.ID,
                                Path.of("/tmp/c"),
                                new RootFs(List.of(Hosts.LOWER), false))
                        .build();
        assertThatThrownBy(() -> PlanCompiler.compile(spec, Hosts.owner()))
                .isInstanceOf(IllegalStateException.class);
    }
}
