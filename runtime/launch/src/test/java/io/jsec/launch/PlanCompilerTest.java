package io.jsec.launch;

import static io.jsec.launch.Compiling.compile;
import static io.jsec.launch.Compiling.only;
import static io.jsec.launch.Compiling.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCompilerTest {
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
                .hasMessageContaining("--security-opt jsec.userns=owner");
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
    void a_thousand_mounts_are_refused() {
        List<MountRequest> mounts =
                IntStream.range(0, 1024)
                        .<MountRequest>mapToObj(
                                n -> new MountRequest.Bind(Path.of("/srv"), "/m" + n, true))
                        .toList();
        refused(Rule.PLAN_SIZE, Hosts.spec().mounts(mounts), Hosts.owner());
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
