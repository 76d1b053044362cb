package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.cli.setup.SetupFacts.Hierarchy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ControlGroupMountsTest {
    private static final String V1 =
            """
            31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct
            32 30 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            33 30 0:29 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            34 30 0:30 / /sys/fs/cgroup/devices rw - cgroup cgroup rw,devices
            """;

    private static final String V2 =
            "35 30 0:31 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n";

    @Test
    void a_hierarchy_in_whose_root_the_caller_sits_is_delegated() {
        assertThat(ControlGroupMounts.delegable(V1, "2:cpu,cpuacct:/\n3:memory:/\n", mount -> ""))
                .containsExactly(
                        new Hierarchy("/sys/fs/cgroup/cpu,cpuacct", false),
                        new Hierarchy("/sys/fs/cgroup/memory", false));
    }

    @Test
    void a_hierarchy_with_an_outer_manager_is_left_alone() {
        assertThat(
                        ControlGroupMounts.delegable(
                                V1, "2:cpu,cpuacct:/\n3:memory:/outer/1\n", mount -> ""))
                .containsExactly(new Hierarchy("/sys/fs/cgroup/cpu,cpuacct", false));
    }

    @Test
    void a_hierarchy_the_caller_is_in_no_group_of_is_left_alone() {
        assertThat(ControlGroupMounts.delegable(V1, "", mount -> "")).isEmpty();
    }

    @Test
    void the_unified_hierarchy_is_delegated_wherever_the_caller_sits() {
        assertThat(
                        ControlGroupMounts.delegable(
                                V2, "0::/user.slice/x\n", mount -> "cpu memory pids\n"))
                .containsExactly(new Hierarchy("/sys/fs/cgroup", true));
    }

    @Test
    void a_unified_hierarchy_that_limits_nothing_is_left_alone() {
        assertThat(ControlGroupMounts.delegable(V2, "0::/\n", mount -> "hugetlb rdma\n")).isEmpty();
    }

    @Test
    void a_part_of_a_hierarchy_mounted_into_a_container_is_left_alone() {
        String part = V2.replace(" / /sys", " /box /sys");
        assertThat(ControlGroupMounts.delegable(part, "0::/\n", mount -> "cpu\n")).isEmpty();
    }

    @Test
    void a_hierarchy_mounted_twice_at_one_place_counts_once() {
        assertThat(ControlGroupMounts.delegable(V2 + V2, "0::/\n", mount -> "cpu\n")).hasSize(1);
    }

    @Test
    void lines_of_another_form_are_passed_over() {
        assertThat(ControlGroupMounts.delegable("a\n - \nx y - cgroup\n", "b\n", mount -> "cpu"))
                .isEmpty();
    }
}
