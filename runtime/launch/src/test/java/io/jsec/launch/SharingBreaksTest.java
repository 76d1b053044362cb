package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Namespaces of another container: in specifications and plans, each invariant broken. */
@Tag("unit")
class SharingBreaksTest {
    private static final String DONOR = "d0".repeat(32);
    private static final String OTHER = "e1".repeat(32);
    private static final Path ETC = Hosts.STORE.resolve("containers").resolve(DONOR);

    static Sharing all() {
        return new Sharing(
                Map.of(
                        NamespaceKind.NET, DONOR,
                        NamespaceKind.IPC, DONOR,
                        NamespaceKind.PID, DONOR),
                Optional.of(ETC),
                true);
    }

    private static Sharing one(NamespaceKind kind) {
        return new Sharing(
                Map.of(kind, DONOR),
                kind == NamespaceKind.NET ? Optional.of(ETC) : Optional.empty(),
                true);
    }

    private static ContainerSpec spec(Sharing sharing) {
        return Hosts.spec().sharing(sharing).build();
    }

    private static LaunchPlan plan(Sharing sharing) {
        return PlanCompiler.compile(spec(sharing), Hosts.slot());
    }

    private static Broken broken(Sharing sharing) {
        return Broken.plan(spec(sharing), Hosts.slot());
    }

    @Test
    void what_is_taken_is_one_step_a_container_and_is_not_made() {
        LaunchPlan plan = plan(all());
        long taken = NamespaceKind.maskOf(NamespaceKind.NET, NamespaceKind.IPC, NamespaceKind.PID);
        assertThat(plan.steps(Step.Share.class)).containsExactly(new Step.Share(DONOR, taken));
        assertThat(plan.steps(Step.Namespaces.class))
                .containsExactly(
                        new Step.Namespaces(NamespaceKind.maskOf(NamespaceKind.values()) & ~taken));
        Sharing two =
                new Sharing(
                        Map.of(NamespaceKind.IPC, OTHER, NamespaceKind.PID, DONOR),
                        Optional.empty(),
                        true);
        assertThat(plan(two).steps(Step.Share.class))
                .containsExactly(
                        new Step.Share(DONOR, NamespaceKind.PID.flag()),
                        new Step.Share(OTHER, NamespaceKind.IPC.flag()));
    }

    @Test
    void a_plan_that_shares_survives_the_wire_and_the_verifier() {
        for (NamespaceKind kind : Sharing.KINDS) {
            LaunchPlan plan = plan(one(kind));
            assertThat(PlanCodec.decode(PlanCodec.encode(plan)).steps()).isEqualTo(plan.steps());
            assertThat(PlanVerifier.verify(plan, spec(one(kind)), Hosts.slot())).isEmpty();
        }
    }

    @Test
    void mounts_go_with_their_namespace() {
        assertThat(shared(plan(one(NamespaceKind.PID)))).containsExactly("/proc");
        assertThat(shared(plan(one(NamespaceKind.IPC)))).containsExactly("/dev/shm", "/dev/mqueue");
        assertThat(shared(plan(one(NamespaceKind.NET)))).isEmpty();
        assertThat(shared(plan(Sharing.NONE))).isEmpty();
    }

    private static List<String> shared(LaunchPlan plan) {
        return plan.steps(Step.Mount.class).stream()
                .filter(mount -> (mount.how() & Step.Mount.SHARED) != 0)
                .map(Step.Mount::target)
                .toList();
    }

    @Test
    void a_dev_shm_of_its_own_stays_its_own() {
        MountRequest own = new MountRequest.Tmpfs("/dev/shm", 65_536, 01777, 0, 0, false, false);
        ContainerSpec spec =
                Hosts.spec().sharing(one(NamespaceKind.IPC)).mounts(List.of(own)).build();
        LaunchPlan plan = PlanCompiler.compile(spec, Hosts.slot());
        assertThat(shared(plan)).containsExactly("/dev/mqueue");
        assertThat(PlanVerifier.verify(plan, spec, Hosts.slot())).isEmpty();
    }

    @Test
    void without_a_dev_shm_there_is_none() {
        Sharing none = new Sharing(Map.of(), Optional.empty(), false);
        assertThat(plan(none).steps(Step.Mount.class))
                .extracting(Step.Mount::target)
                .contains("/dev/mqueue")
                .doesNotContain("/dev/shm");
        broken(none)
                .before(
                        Step.Symlink.class,
                        new Step.Mount(
                                "tmpfs",
                                "tmpfs",
                                "/dev/shm",
                                MountAttribute.maskOf(
                                        MountAttribute.NOSUID,
                                        MountAttribute.NODEV,
                                        MountAttribute.NOEXEC),
                                List.of(),
                                Step.Mount.NO_SYMLINKS | Step.Mount.CREATE))
                .breaks(Rule.SHARED_AS_ASKED);
    }

    @Test
    void a_shared_network_is_neither_switched_on_nor_set() {
        LaunchPlan plan = plan(one(NamespaceKind.NET));
        assertThat(plan.steps(Step.LoopbackUp.class)).isEmpty();
        assertThat(plan.steps(Step.Sysctl.class))
                .noneMatch(sysctl -> sysctl.name().startsWith("net/"));
        assertThat(plan.steps(Step.Bind.class))
                .extracting(Step.Bind::source)
                .anyMatch(source -> source.endsWith(DONOR + "/etc/hosts"));
        ContainerSpec asked =
                Hosts.spec()
                        .sharing(one(NamespaceKind.NET))
                        .sysctls(Sysctls.parse(Map.of("net.ipv4.ip_forward", "1")))
                        .build();
        assertThatThrownBy(() -> PlanCompiler.compile(asked, Hosts.slot()))
                .hasMessageContaining("net.ipv4.ip_forward");
    }

    @Test
    void ipc_settings_of_another_are_not_set_either() {
        ContainerSpec asked =
                Hosts.spec()
                        .sharing(one(NamespaceKind.IPC))
                        .sysctls(Sysctls.parse(Map.of("kernel.shmmax", "65536")))
                        .build();
        assertThatThrownBy(() -> PlanCompiler.compile(asked, Hosts.slot()))
                .hasMessageContaining("kernel.shmmax");
    }

    @Test
    void processes_are_shared_only_where_a_group_says_which_are_its_own() {
        LaunchHost none = Hosts.host(Hosts.OWNER, Hosts.NO_CGROUPS, 7, 4);
        ContainerSpec pids =
                Hosts.spec().sharing(one(NamespaceKind.PID)).confinement(Hosts.degraded()).build();
        assertThatThrownBy(() -> PlanCompiler.compile(pids, none))
                .hasMessageContaining("--pid container:" + DONOR)
                .hasMessageContaining("control group");
        broken(one(NamespaceKind.PID))
                .change(
                        Step.Cgroup.class,
                        group -> new Step.Cgroup(group.path(), group.files(), Step.Cgroup.V2))
                .breaks(Rule.SHARED_AS_ASKED, Rule.CGROUP_INSIDE);
    }

    @Test
    void something_taken_that_was_not_asked_for() {
        broken(Sharing.NONE)
                .before(Step.Namespaces.class, new Step.Share(DONOR, NamespaceKind.IPC.flag()))
                .breaks(Rule.SHARED_AS_ASKED);
        broken(all())
                .change(Step.Share.class, share -> new Step.Share(OTHER, share.namespaces()))
                .breaks(Rule.SHARED_AS_ASKED);
        broken(all())
                .before(Step.Namespaces.class, new Step.Share(DONOR, NamespaceKind.IPC.flag()))
                .breaks(Rule.SHARED_AS_ASKED);
        broken(all()).without(Step.Share.class).breaks(Rule.SHARED_AS_ASKED);
    }

    @Test
    void something_taken_and_made() {
        broken(one(NamespaceKind.IPC))
                .change(
                        Step.Namespaces.class,
                        own -> new Step.Namespaces(own.flags() | NamespaceKind.IPC.flag()))
                .breaks(Rule.NAMESPACES);
    }

    @Test
    void a_mount_of_another_that_is_not_taken_with_its_namespace() {
        broken(one(NamespaceKind.IPC))
                .change(
                        Step.Mount.class,
                        mount -> mount.target().equals("/proc"),
                        mount -> how(mount, mount.how() | Step.Mount.SHARED))
                .breaks(Rule.SHARED_AS_ASKED);
        broken(one(NamespaceKind.PID))
                .change(
                        Step.Mount.class,
                        mount -> mount.target().equals("/proc"),
                        mount -> how(mount, mount.how() & ~Step.Mount.SHARED))
                .breaks(Rule.SHARED_AS_ASKED);
        broken(all())
                .change(
                        Step.Mount.class,
                        mount -> mount.target().equals("/sys"),
                        mount -> how(mount, mount.how() | Step.Mount.SHARED))
                .breaks(Rule.SHARED_AS_ASKED);
    }

    private static Step.Mount how(Step.Mount mount, int how) {
        return new Step.Mount(
                mount.type(), mount.source(), mount.target(), mount.flags(), mount.options(), how);
    }

    @Test
    void files_of_etc_of_somebody_else() {
        broken(one(NamespaceKind.IPC))
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/etc/hosts"),
                        bind ->
                                new Step.Bind(
                                        bind.source().replace(Hosts.ID, DONOR),
                                        bind.target(),
                                        bind.attributes(),
                                        bind.how()))
                .breaks(Rule.BINDS_DECLARED, Rule.WRITABLE_DECLARED);
    }

    @Test
    void only_some_namespaces_can_be_taken_and_only_of_somebody() {
        assertThatThrownBy(() -> one(NamespaceKind.USER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Sharing(Map.of(NamespaceKind.IPC, "x"), Optional.empty(), true))
                .hasMessageContaining("container id");
        assertThatThrownBy(
                        () -> new Sharing(Map.of(NamespaceKind.NET, DONOR), Optional.empty(), true))
                .hasMessageContaining("/etc");
        assertThatThrownBy(() -> new Step.Share(DONOR, NamespaceKind.MNT.flag()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Step.Share(DONOR, 0)).hasMessage("nothing is taken");
        assertThatThrownBy(() ->
                        spec(
                                new Sharing(
                                        Map.of(NamespaceKind.PID, Hosts.ID),
                                        Optional.empty(),
                                        true)))
                .hasMessage("a container that shares with itself");
    }

    @Test
    void a_process_that_joins_goes_where_the_container_is() {
        LaunchPlan container = plan(all());
        ExecSpec spec =
                new ExecSpec(
                        new Command(List.of("id"), Map.of(), "/", false),
                        ContainerUser.ROOT,
                        Streams.DEFAULT);
        ExecPlan plan = ExecPlan.compile(spec, Hosts.ID, container);
        assertThat(plan.steps(Step.Join.class))
                .containsExactly(
                        new Step.Join(Hosts.ID, NamespaceKind.maskOf(NamespaceKind.values())));
        assertThat(ExecPlanVerifier.verify(plan, spec, Hosts.ID, container)).isEmpty();
        List<Step> less =
                plan.steps().stream()
                        .map(step ->
                                step instanceof Step.Join join
                                        ? new Step.Join(
                                                join.container(),
                                                join.namespaces() & ~NamespaceKind.NET.flag())
                                        : step)
                        .toList();
        assertThat(ExecPlanVerifier.verify(new ExecPlan(less), spec, Hosts.ID, container))
                .extracting(Violation::rule)
                .containsExactly(Rule.NAMESPACES);
    }

    @Test
    void a_person_reads_what_is_shared_with_whom() {
        String text = PlanText.render(plan(all()));
        assertThat(text)
                .contains("pid net ipc of d0d0d0d0d0d0")
                .contains("user mnt uts cgroup")
                .contains("all private but pid net ipc")
                .contains("of the other container");
        assertThat(DefaultDiff.of(spec(all())))
                .filteredOn(departure -> departure.rule() == Rule.NAMESPACE_SHARED)
                .extracting(Departure::sentence)
                .hasSize(3)
                .allMatch(sentence -> sentence.contains("of the container d0d0d0d0d0d0"));
    }
}
