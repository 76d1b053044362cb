package io.jsec.launch;

import static io.jsec.launch.Compiling.compile;
import static io.jsec.launch.Compiling.only;
import static io.jsec.launch.Compiling.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.seccomp.Architecture;
import io.jsec.seccomp.BpfProgram;
import io.jsec.seccomp.CompileTarget;
import io.jsec.seccomp.ShippedProfile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Capabilities, filter, Landlock, network and the process itself. */
class WallsCompilerTest {
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
    void the_filter_of_the_profile_docker_is_the_one_that_ships_for_the_capabilities() {
        SeccompChoice docker = new SeccompChoice.Docker(List.of());
        FilterBytes filter =
                only(
                                compile(Hosts.spec().confinement(Hosts.walls(docker, true))),
                                Step.Seccomp.class)
                        .filter();
        Set<String> capabilities = new HashSet<>();
        CapabilitySet.DEFAULT.names().forEach(name -> capabilities.add("CAP_" + name));
        BpfProgram shipped =
                ShippedProfile.DOCKER.program(
                        new CompileTarget(Architecture.X86_64, capabilities, 6, 18));
        assertThat(filter).isEqualTo(new FilterBytes(shipped.bytes()));
        assertThat(filter).isNotEqualTo(only(compile(Hosts.spec()), Step.Seccomp.class).filter());
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
}
