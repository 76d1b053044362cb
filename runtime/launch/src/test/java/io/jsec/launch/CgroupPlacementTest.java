package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.Caller;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories stand for the host's control groups. */
@Tag("unit")
class CgroupPlacementTest {
    private static final Path SCOPE = Path.of("/sys/fs/cgroup/u/run-1.scope");

    @TempDir Path root;

    private HostFiles host() {
        return new HostFiles(root);
    }

    private static Caller caller() {
        return new Caller("alice", Identity.uid(), List.of(Identity.gid()));
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void unified(String controllers) throws IOException {
        file("/proc/self/mountinfo", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        file("/proc/self/cgroup", "0::/u/run-1.scope\n");
        file(SCOPE + "/cgroup.controllers", controllers);
        file(SCOPE + "/cgroup.procs", "");
        file(SCOPE + "/cgroup.subtree_control", "");
        file(SCOPE + "/launch/cgroup.procs", "");
    }

    private void legacy(String... delegated) throws IOException {
        StringBuilder mounts = new StringBuilder();
        for (String controller : List.of("cpu", "cpuset", "pids")) {
            mounts.append("35 24 0:30 / /sys/fs/cgroup/").append(controller);
            mounts.append(" rw - cgroup cgroup rw,").append(controller).append('\n');
        }
        mounts.append("36 24 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
        file("/proc/self/mountinfo", mounts.toString());
        file("/proc/self/cgroup", "3:cpu:/\n2:cpuset:/\n1:pids:/\n0::/\n");
        for (String controller : delegated) {
            file("/sys/fs/cgroup/" + controller + "/jsec/cgroup.procs", "");
        }
    }

    @Test
    void a_delegated_scope_is_version_2() throws IOException {
        unified("cpu memory pids\n");
        assertThat(CgroupPlacement.detect(host(), caller()))
                .isEqualTo(new CgroupView.V2(SCOPE, Set.of("cpu", "memory", "pids")));
    }

    @Test
    void delegated_hierarchies_are_version_1_each_with_its_memory_nodes() throws IOException {
        legacy("cpuset", "pids");
        file("/sys/fs/cgroup/cpuset/jsec/cpuset.mems", "0-1\n");
        assertThat(CgroupPlacement.detect(host(), caller()))
                .isEqualTo(
                        new CgroupView.V1(
                                List.of(
                                        new CgroupView.Hierarchy(
                                                Path.of("/sys/fs/cgroup/cpuset/jsec"),
                                                List.of("cpuset"),
                                                "0-1"),
                                        new CgroupView.Hierarchy(
                                                Path.of("/sys/fs/cgroup/pids/jsec"),
                                                List.of("pids"),
                                                ""))));
    }

    @Test
    void with_nothing_delegated_the_fix_is_setup() throws IOException {
        legacy();
        assertThat(CgroupPlacement.detect(host(), caller()))
                .isEqualTo(
                        new CgroupView.None(
                                "no control group is delegated to alice here",
                                "jsec setup, as root"));
    }

    @Test
    void with_a_user_manager_the_fix_is_a_scope() throws IOException {
        file("/proc/self/mountinfo", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        file("/proc/self/cgroup", "0::/session-1.scope\n");
        file("/run/systemd/system/x", "");
        file("/usr/bin/systemd-run", "");
        file("/run/user/" + Identity.uid() + "/systemd/private", "");
        assertThat(CgroupPlacement.scopeWorks(host(), caller())).isTrue();
        assertThat(CgroupPlacement.detect(host(), caller()))
                .extracting(view -> ((CgroupView.None) view).fix())
                .isEqualTo("systemd-run --user --scope -p Delegate=yes jsec run …");
    }

    @Test
    void without_any_mount_nothing_can_be_limited() {
        assertThat(CgroupPlacement.detect(host(), caller()))
                .extracting(view -> ((CgroupView.None) view).why())
                .isEqualTo("no control groups are mounted on this host");
    }

    @Test
    void entering_moves_this_process_to_the_leaf_and_hands_controllers_down() throws IOException {
        unified("cpu hugetlb\n");
        CgroupPlacement.enter(host(), CgroupPlacement.detect(host(), caller()));
        assertThat(host().text(SCOPE + "/launch/cgroup.procs")).contains("0");
        assertThat(host().text(SCOPE + "/cgroup.subtree_control")).contains("+cpu");
    }

    @Test
    void what_is_handed_down_already_is_left_alone_and_swap_follows_memory() throws IOException {
        unified("cpu memory\n");
        file(SCOPE + "/cgroup.subtree_control", "cpu memory\n");
        file(SCOPE + "/memory.swap.max", "max\n");
        assertThat(CgroupPlacement.enter(host(), CgroupPlacement.detect(host(), caller())))
                .isEqualTo(new CgroupView.V2(SCOPE, Set.of("cpu", "memory", CgroupView.SWAP)));
        assertThat(host().text(SCOPE + "/cgroup.subtree_control")).contains("cpu memory");
    }

    @Test
    void version_1_and_none_need_no_entering() {
        CgroupView none = new CgroupView.None("why", "fix");
        assertThat(CgroupPlacement.enter(host(), none)).isSameAs(none);
    }

    @Test
    void a_scope_runs_the_command_as_it_is() {
        assertThat(CgroupPlacement.scope(List.of("/usr/bin/jsec", "run", "--rm")))
                .startsWith("/usr/bin/systemd-run", "--user", "--scope")
                .endsWith("-p", "Delegate=yes", "--", "/usr/bin/jsec", "run", "--rm");
    }

    @Test
    void usual_shares_become_the_usual_weight() {
        assertThat(LimitFiles.weight(2)).isEqualTo(1);
        assertThat(LimitFiles.weight(1024)).isEqualTo(100);
        assertThat(LimitFiles.weight(262_144)).isEqualTo(10_000);
    }

    @Test
    void more_shares_never_weigh_less() {
        long last = 0;
        for (int shares = 2; shares <= 262_144; shares++) {
            long weight = LimitFiles.weight(shares);
            assertThat(weight).isGreaterThanOrEqualTo(last).isBetween(1L, 10_000L);
            last = weight;
        }
    }
}
