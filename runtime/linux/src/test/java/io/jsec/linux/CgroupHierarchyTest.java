package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CgroupHierarchyTest {
    @TempDir Path root;

    private void host(String mountinfo, String cgroup) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/mountinfo"), mountinfo);
        Files.writeString(root.resolve("proc/self/cgroup"), cgroup);
    }

    @Test
    void version_two_knows_the_controllers_of_the_own_group() throws IOException {
        host(
                "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n",
                "0::/user.slice/run-1.scope\n");
        Path group = root.resolve("sys/fs/cgroup/user.slice/run-1.scope");
        Files.createDirectories(group);
        Files.writeString(group.resolve("cgroup.controllers"), "cpu memory pids\n");
        assertThat(CgroupHierarchy.read(new HostFiles(root)))
                .containsExactly(
                        new CgroupHierarchy(
                                true,
                                Set.of("cpu", "memory", "pids"),
                                "/sys/fs/cgroup",
                                "/user.slice/run-1.scope"));
    }

    @Test
    void version_one_has_a_hierarchy_per_mount() throws IOException {
        host(
                """
                32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
                39 31 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
                40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
                """,
                "3:pids:/a\n2:cpu,cpuacct:/\n1:name=systemd:/\n");
        assertThat(CgroupHierarchy.read(new HostFiles(root)))
                .containsExactly(
                        new CgroupHierarchy(
                                false, Set.of("cpu", "cpuacct"), "/sys/fs/cgroup/cpu,cpuacct", "/"),
                        new CgroupHierarchy(false, Set.of("pids"), "/sys/fs/cgroup/pids", "/a"));
    }

    @Test
    void a_mount_of_a_part_of_the_tree_shifts_the_own_path() throws IOException {
        host("39 31 0:36 /box /cg rw - cgroup cgroup rw,pids\n", "3:pids:/box/a\n");
        assertThat(CgroupHierarchy.read(new HostFiles(root)).getFirst().own()).isEqualTo("/a");
    }

    @Test
    void the_own_directory_is_absolute() {
        assertThat(new CgroupHierarchy(false, Set.of("pids"), "/cg", "/").ownDirectory())
                .isEqualTo("/cg");
        assertThat(new CgroupHierarchy(false, Set.of("pids"), "/cg", "/a").ownDirectory())
                .isEqualTo("/cg/a");
    }

    @Test
    void a_host_without_control_groups_has_none() {
        assertThat(CgroupHierarchy.read(new HostFiles(root))).isEmpty();
    }
}
