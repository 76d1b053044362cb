package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CgroupDelegationTest {
    @TempDir Path root;

    private static List<CgroupDelegation> read(FakeHost host) {
        return CgroupDelegation.read(host.files(), host.caller());
    }

    @Test
    void a_writable_scope_of_version_2_is_delegated() {
        FakeHost host = new FakeHost(root).unified("/a.scope", "cpu pids", true);
        assertThat(read(host))
                .containsExactly(
                        new CgroupDelegation(
                                true, "/sys/fs/cgroup/a.scope", Set.of("cpu", "pids"), ""));
    }

    @Test
    void from_the_launchers_leaf_the_group_above_is_delegated() {
        FakeHost host =
                new FakeHost(root)
                        .unified("/jsec", "cpu", true)
                        .unified("/jsec/launch", "cpu", true);
        assertThat(read(host).getFirst().directory()).isEqualTo("/sys/fs/cgroup/jsec");
    }

    @Test
    void swap_is_a_controller_of_its_own_where_it_is_counted() {
        FakeHost host =
                new FakeHost(root)
                        .unified("/a.scope", "memory", true)
                        .file("/sys/fs/cgroup/a.scope/memory.swap.max", "max");
        assertThat(read(host).getFirst().controllers()).containsOnly("memory", "memory.swap");
    }

    @Test
    void a_group_that_cannot_be_written_is_not_delegated() {
        assertThat(read(new FakeHost(root).unified("/a.scope", "cpu", false))).isEmpty();
    }

    @Test
    void the_top_of_the_tree_is_never_delegated() {
        assertThat(read(new FakeHost(root).unified("/", "cpu", true))).isEmpty();
    }

    @Test
    void version_1_is_delegated_hierarchy_by_hierarchy() {
        FakeHost host =
                new FakeHost(root)
                        .legacy(List.of("cpu", "cpuset", "memory"), List.of("cpuset"))
                        .file("/sys/fs/cgroup/cpuset/jsec/cpuset.mems", "0-1\n");
        assertThat(read(host))
                .containsExactly(
                        new CgroupDelegation(
                                false, "/sys/fs/cgroup/cpuset/jsec", Set.of("cpuset"), "0-1"));
    }

    @Test
    void a_group_without_writable_procs_takes_no_process() {
        FakeHost host =
                new FakeHost(root)
                        .legacy(List.of("cpu"), List.of("cpu"))
                        .mode("/sys/fs/cgroup/cpu/jsec/cgroup.procs", "r--r--r--");
        assertThat(read(host)).isEmpty();
    }
}
