package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A step that exists is one the launcher's decoder takes. */
class StepTest {
    private static void impossible(ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_is_absolute_and_plain() {
        for (String path : List.of("", "a", "/a/..", "/../a", "/a\0b", "/" + "x".repeat(4095))) {
            impossible(() -> new Step.Mask(path));
            impossible(() -> new Step.Cleanup(path));
            impossible(() -> new Step.Bind(path, "/a", 0, 0));
            impossible(() -> new Step.Bind("/a", path, 0, 0));
        }
        assertThat(new Step.Mask("/..a/b..").path()).isEqualTo("/..a/b..");
    }

    @Test
    void namespaces_hold_user_mount_and_pid() {
        long needed =
                NamespaceKind.maskOf(NamespaceKind.USER, NamespaceKind.MNT, NamespaceKind.PID);
        assertThat(new Step.Namespaces(needed).flags()).isEqualTo(needed);
        impossible(() -> new Step.Namespaces(needed & ~NamespaceKind.USER.flag()));
        impossible(() -> new Step.Namespaces(needed | 1));
        impossible(() -> new Step.Namespaces(needed | 0x80));
    }

    @Test
    void an_overlay_has_lowers_and_a_whole_upper_or_none() {
        impossible(() -> new Step.Overlay("/b", List.of(), "u", "w", 0));
        impossible(() -> new Step.Overlay("/b", List.of("l"), "u", "", 0));
        impossible(() -> new Step.Overlay("/b", List.of("l"), "", "w", 0));
        impossible(() -> new Step.Overlay("/b", List.of("/l"), "", "", 0));
        impossible(() -> new Step.Overlay("/b", List.of("l"), "../u", "w", 0));
        impossible(() -> new Step.Overlay("/b", List.of("l"), "", "", 1));
        assertThat(new Step.Overlay("/b", List.of("l"), "", "", 0).upper()).isEmpty();
    }

    @Test
    void a_mount_is_of_a_known_type_with_known_bits() {
        impossible(() -> new Step.Mount("sysfs", "x", "/x", 0, List.of(), 0));
        impossible(() -> new Step.Mount("proc", "x", "/x", 16, List.of(), 0));
        impossible(() -> new Step.Mount("proc", "x", "/x", 0, List.of(), 16));
        impossible(() -> new Step.Pair("", "x"));
        impossible(() -> new Step.Pair("x\0", "x"));
    }

    @Test
    void a_cgroup_file_is_a_plain_name() {
        for (String name : List.of("a/b", "..", ".", "x".repeat(256))) {
            impossible(() -> new Step.Cgroup("/g", List.of(new Step.Pair(name, "1")), 1));
        }
        impossible(() -> new Step.Cgroup("/g", List.of(), 4));
    }

    @Test
    void an_id_map_has_a_line_of_each_kind() {
        List<IdRange> one = List.of(new IdRange(0, 0, 1));
        impossible(() -> new Step.IdMap(List.of(), one, 1));
        impossible(() -> new Step.IdMap(one, List.of(), 1));
        impossible(() -> new Step.IdMap(one, one, 2));
    }

    @Test
    void a_limit_is_of_a_known_resource_with_soft_not_above_hard() {
        impossible(() -> new Step.Rlimit(16, 0, 0));
        impossible(() -> new Step.Rlimit(-1, 0, 0));
        impossible(() -> new Step.Rlimit(0, 2, 1));
        impossible(() -> new Step.Rlimit(0, Ulimit.INFINITY, 1));
        assertThat(new Step.Rlimit(0, 1, Ulimit.INFINITY).soft()).isEqualTo(1);
    }

    @Test
    void landlock_grants_only_what_it_handles() {
        impossible(() -> new Step.Landlock(1L << 16, List.of()));
        impossible(() -> new Step.Landlock(1, List.of(new Step.LandlockRule("/", 2))));
    }

    @Test
    void a_filter_is_1_to_4096_whole_instructions() {
        for (int bytes : new int[] {0, 7, 9, 4097 * 8}) {
            impossible(() -> new FilterBytes(new byte[bytes]));
        }
        assertThat(new FilterBytes(new byte[4096 * 8]).instructions()).isEqualTo(4096);
    }

    @Test
    void a_filter_cannot_be_changed_from_outside() {
        byte[] bytes = new byte[8];
        FilterBytes filter = new FilterBytes(bytes);
        bytes[0] = 1;
        filter.toArray()[1] = 1;
        assertThat(filter).isEqualTo(new FilterBytes(new byte[8]));
        assertThat(filter.hashCode()).isEqualTo(new FilterBytes(new byte[8]).hashCode());
    }

    @Test
    void ids_modes_and_sizes_are_in_range() {
        impossible(() -> new Step.User(-1, 0, List.of()));
        impossible(() -> new Step.User(0, 0, List.of(-1)));
        impossible(() -> new Step.Directory("/a", 04755, 0, 0));
        impossible(() -> new Step.Device("a/b", "/dev/x", 1, 1));
        impossible(() -> new Step.Stdio(4, 1, 1));
        impossible(() -> new Step.Stdio(0, 65_536, 1));
        impossible(() -> new Step.OomScore(1001));
        impossible(() -> new Step.OomScore(-1));
        impossible(() -> new Step.Hostname("x".repeat(65), ""));
    }

    @Test
    void a_command_has_words_within_bounds() {
        impossible(() -> new Step.Exec(List.of(), List.of(), "/", 0));
        impossible(() -> new Step.Exec(List.of(""), List.of(), "/", 0));
        impossible(() -> new Step.Exec(List.of("a\0"), List.of(), "/", 0));
        impossible(() -> new Step.Exec(List.of("a"), List.of(), "/", 2));
        impossible(() -> new Step.Exec(Collections.nCopies(16_385, "a"), List.of(), "/", 0));
        impossible(() -> new Step.Exec(List.of("x".repeat(131_072)), List.of(), "/", 0));
    }

    @Test
    void a_sysctl_is_below_proc_sys() {
        for (String name : List.of("", "/kernel/x", "net/../kernel/core_pattern", "..")) {
            impossible(() -> new Step.Sysctl(name, "1", 0));
        }
    }

    @Test
    void a_plan_has_1024_steps_at_most() {
        impossible(() -> new LaunchPlan(Collections.nCopies(1025, new Step.PivotRoot())));
    }
}
