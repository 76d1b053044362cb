package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Probe.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class HostFactsTest {
    private static final List<String> V1 =
            List.of("cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids");

    @TempDir Path root;
    private FakeHost host;

    @BeforeEach
    void a_fake_host() {
        host = new FakeHost(root);
    }

    @Test
    void debian_12_after_a_login_asks_for_a_scope() throws IOException {
        host.mapped(65_536)
                .unified("/user.slice/user-1000.slice/session-3.scope", "cpu memory pids", false)
                .directory("/run/systemd/system")
                .file("/run/user/" + Identity.uid() + "/systemd/private", "")
                .file("/sys/module/apparmor/parameters/enabled", "Y\n")
                .sysctl("kernel.unprivileged_userns_clone", 1)
                .file("/dev/net/tun", "")
                .mode("/dev/net/tun", "rw-rw-rw-");
        golden("debian-12-login.txt");
    }

    @Test
    void debian_12_in_a_delegated_scope_enforces_every_delegated_limit() throws IOException {
        host.mapped(65_536 * 65L)
                .unified("/user.slice/run-7.scope", "cpuset cpu io memory pids", true)
                .file("/sys/fs/cgroup/user.slice/run-7.scope/memory.swap.max", "max\n")
                .directory("/run/systemd/system")
                .file("/run/user/" + Identity.uid() + "/systemd/private", "");
        golden("debian-12-scope.txt");
    }

    @Test
    void a_version_1_host_before_setup_names_the_outer_manager_of_memory() throws IOException {
        host.kernel("6.18.44", 7)
                .mapped(65_536)
                .legacy(V1, List.of())
                .sysctl("dev.tty.legacy_tiocsti", 1)
                .sysctl("kernel.io_uring_disabled", 0)
                .sysctl("kernel.kptr_restrict", 0)
                .sysctl("fs.protected_symlinks", 0)
                .file("/dev/net/tun", "")
                .mode("/dev/net/tun", "r--------");
        golden("version-1-before-setup.txt");
    }

    @Test
    void a_version_1_host_after_setup_has_groups_and_slots() throws IOException {
        host.kernel("6.18.44", 7)
                .user("jsec")
                .legacy(V1, List.of("cpu", "cpuset", "cpuacct", "freezer", "blkio", "pids"))
                .file("/sys/fs/cgroup/cpuset/jsec/cpuset.mems", "0\n")
                .setuid("/usr/bin/newuidmap")
                .setuid("/usr/bin/newgidmap")
                .file("/etc/subuid", "jsec:1000000:4259840\n")
                .file("/etc/subgid", "jsec:1000000:4259840\n")
                .directory("/run/jsec/views/0")
                .directory("/run/jsec/views/1");
        golden("version-1-after-setup.txt");
    }

    @Test
    void ubuntu_24_04_restricts_user_namespaces_until_a_profile_is_there() throws IOException {
        host.kernel("6.8.0-31-generic", 4)
                .mapped(65_536)
                .unified("/user.slice/session-1.scope", "cpu memory pids", false)
                .directory("/run/systemd/system")
                .file("/sys/module/apparmor/parameters/enabled", "Y\n")
                .sysctl("kernel.apparmor_restrict_unprivileged_userns", 1);
        golden("ubuntu-24.04.txt");
        host.file("/etc/apparmor.d/jsec-launch", "profile");
        assertThat(probe("userns.apparmor").state()).isEqualTo(State.OK);
    }

    @Test
    void a_user_without_subordinate_ids_is_told_the_commands() throws IOException {
        host.user("bob").file("/etc/subuid", "alice:1:2\nbob:5\n").file("/etc/subgid", "");
        golden("no-subordinate-ids.txt");
    }

    @Test
    void rhel_9_enforces_selinux_on_an_older_kernel() throws IOException {
        host.kernel("5.14.0-427.13.1.el9_4.x86_64", 0)
                .mapped(65_536)
                .unified("/user.slice/session-1.scope", "cpu memory pids", false)
                .directory("/run/systemd/system")
                .file("/sys/fs/selinux/enforce", "1")
                .store("xfs", 300L << 20);
        golden("rhel-9.txt");
    }

    @Test
    void every_way_to_run_no_container_is_missing() {
        host.kernel("5.10.0", 0)
                .noNewPrivs()
                .store("tmpfs", 0)
                .sysctl("user.max_user_namespaces", 0)
                .sysctl("kernel.unprivileged_userns_clone", 0)
                .sysctl("vm.memfd_noexec", 2)
                .file("/proc/sys/kernel/seccomp/actions_avail", "");
        for (String id :
                List.of(
                        "kernel.floor",
                        "kernel.memfd",
                        "userns.limit",
                        "userns.unprivileged",
                        "userns.no-new-privs",
                        "ids.newuidmap",
                        "ids.newgidmap",
                        "ids.subuid",
                        "ids.subgid",
                        "walls.seccomp",
                        "store.filesystem")) {
            assertThat(probe(id).state()).as(id).isEqualTo(State.MISSING);
        }
    }

    @Test
    void a_socket_path_over_107_bytes_is_degraded() {
        host.socket("/" + "x".repeat(107));
        assertThat(probe("store.socket-path").state()).isEqualTo(State.DEGRADED);
        host.socket("/" + "x".repeat(106));
        assertThat(probe("store.socket-path").state()).isEqualTo(State.OK);
    }

    @Test
    void landlock_abi_1_is_left_off() {
        host.kernel("5.15.0", 1);
        assertThat(probe("walls.landlock").state()).isEqualTo(State.DEGRADED);
        assertThat(probe("walls.landlock").consequence()).contains("rename");
    }

    @Test
    void too_few_subordinate_ids_are_as_bad_as_none() {
        host.mapped(1000);
        assertThat(probe("ids.subuid").state()).isEqualTo(State.MISSING);
        assertThat(probe("ids.subuid").consequence()).contains("--add-subuids");
    }

    @Test
    void ids_of_probes_are_unique() {
        assertThat(HostFacts.probes(host.view())).extracting(Probe::id).doesNotHaveDuplicates();
    }

    @Test
    void a_probe_without_a_part_is_no_probe() {
        assertThatThrownBy(() -> Probe.ok("a", "b", "", "d"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("kernel")
    void the_running_host_answers_every_probe() {
        HostFiles files = HostFiles.here();
        HostView view =
                new HostView(
                        files,
                        KernelAnswers.ask(),
                        Caller.current(files),
                        false,
                        StorePlace.ask(Path.of("/var/lib/jsec/none/store")),
                        Path.of("/run/jsec.sock"),
                        Optional.empty(),
                        Optional.empty());
        assertThat(HostFacts.probes(view)).hasSizeGreaterThan(35);
    }

    @Test
    void root_is_told_of_the_user_jsec() {
        host.user("jsec").askedByRoot();
        Probe probe = probe("engine.user");
        assertThat(probe.state()).isEqualTo(State.OK);
        assertThat(probe.answer()).isEqualTo("those of the user jsec, uid " + Identity.uid());
        assertThat(probe("engine.choice").answer())
                .isEqualTo("the system engine; root's first command starts it");
        assertThat(probe("ids.subuid").question()).contains("has jsec?");
    }

    @Test
    void root_is_sent_to_setup_where_there_is_no_user_jsec() {
        HostView view = host.askedByRoot().view();
        HostView nobody =
                new HostView(
                        view.files(),
                        view.kernel(),
                        new Caller(HostView.SYSTEM_USER, HostView.NO_UID, List.of()),
                        true,
                        view.store(),
                        view.userSocket(),
                        view.hostOption(),
                        view.dockerHost());
        assertThat(HostFacts.probes(nobody))
                .filteredOn(probe -> probe.id().equals("engine.user"))
                .singleElement()
                .satisfies(probe -> {
                    assertThat(probe.state()).isEqualTo(State.MISSING);
                    assertThat(probe.answer()).isEqualTo("nobody's: there is no user jsec");
                    assertThat(probe.consequence()).contains("jsec setup");
                });
    }

    @Test
    void an_ordinary_user_is_not_told_of_roots() {
        assertThat(HostFacts.probes(host.view()))
                .noneMatch(probe -> probe.id().equals("engine.user"));
    }

    private Probe probe(String id) {
        return HostFacts.probes(host.view()).stream()
                .filter(probe -> probe.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void golden(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Probe probe : HostFacts.probes(host.view())) {
            text.append("%-8s %s%n".formatted(probe.state(), probe.id()));
            text.append("         ").append(probe.question()).append('\n');
            text.append("         ").append(probe.answer()).append('\n');
            text.append("         -> ").append(probe.consequence()).append('\n');
        }
        Golden.check(name, text.toString());
    }
}
