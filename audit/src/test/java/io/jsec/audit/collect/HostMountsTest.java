package io.jsec.audit.collect;

import static io.jsec.audit.collect.PlantedHost.mount;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.HostFacts.Mount;
import org.junit.jupiter.api.Test;

class HostMountsTest {
    private static HostMounts mounts(String... lines) {
        return HostMounts.parse(String.join("\n", lines));
    }

    @Test
    void a_line_says_what_is_mounted_where() {
        assertThat(mounts(mount("8:1", "/@sub", "/srv", "btrfs")).entries())
                .containsExactly(new HostMounts.Entry("8:1", "/@sub", "/srv", "btrfs"));
    }

    @Test
    void fields_that_are_not_always_there_are_passed_over() {
        String none = "36 35 0:1 / /mnt rw - tmpfs tmpfs rw";
        String two = "36 35 0:2 / /mnt rw shared:1 master:2 - ext4 /dev/y rw";
        assertThat(mounts(none, two).entries())
                .extracting(HostMounts.Entry::type)
                .containsExactly("tmpfs", "ext4");
    }

    @Test
    void blanks_in_names_are_read() {
        assertThat(mounts(mount("8:1", "/", "/my\\040data\\134x", "ext4")).facts())
                .containsExactly(new Mount("/my data\\x", "8:1"));
    }

    @Test
    void damaged_lines_are_left_out() {
        assertThat(mounts("", "36 35", "36 35 8:1 / /mnt rw shared:1", "- -").entries()).isEmpty();
        assertThat(mounts("36 35 8:1 / /mnt rw -").entries()).isEmpty();
    }

    @Test
    void a_path_lies_on_the_longest_mount_above_it() {
        HostMounts all =
                mounts(
                        mount("8:1", "/", "/", "ext4"),
                        mount("8:3", "/", "/var/lib", "ext4"),
                        mount("8:2", "/", "/var", "ext4"));
        assertThat(all.holding("/var/lib/docker").orElseThrow().device()).isEqualTo("8:3");
        assertThat(all.holding("/var/library").orElseThrow().device()).isEqualTo("8:2");
        assertThat(all.holding("/etc").orElseThrow().device()).isEqualTo("8:1");
    }

    @Test
    void of_mounts_on_one_place_the_last_is_seen() {
        HostMounts all = mounts(mount("8:1", "/", "/", "x"), mount("8:2", "/", "/", "x"));
        assertThat(all.holding("/etc").orElseThrow().device()).isEqualTo("8:2");
    }

    @Test
    void nothing_lies_on_no_mounts() {
        assertThat(mounts().holding("/")).isEmpty();
        assertThat(mounts().mayHang("/")).isFalse();
    }

    @Test
    void places_are_turned_between_mounts_and_file_systems() {
        HostMounts.Entry run = new HostMounts.Entry("0:5", "/", "/run", "tmpfs");
        assertThat(run.within("/run/docker.sock")).isEqualTo("/docker.sock");
        assertThat(run.within("/run")).isEqualTo("/");
        HostMounts.Entry sub = new HostMounts.Entry("0:5", "/user/1000", "/rt", "tmpfs");
        assertThat(sub.shows("/user/1000/docker.sock")).isTrue();
        assertThat(sub.shows("/user/10001/docker.sock")).isFalse();
        assertThat(sub.seenAt("/user/1000/docker.sock")).isEqualTo("/rt/docker.sock");
        HostMounts.Entry whole = new HostMounts.Entry("8:1", "/", "/", "ext4");
        assertThat(whole.seenAt("/etc")).isEqualTo("/etc");
        assertThat(whole.within("/etc")).isEqualTo("/etc");
    }

    @Test
    void a_mount_that_asks_another_machine_or_a_program_may_hang() {
        HostMounts all =
                mounts(
                        mount("8:1", "/", "/", "ext4"),
                        mount("0:9", "/", "/home", "nfs4"),
                        mount("0:8", "/", "/mnt", "fuse.sshfs"));
        assertThat(all.mayHang("/home/anna")).isTrue();
        assertThat(all.mayHang("/mnt")).isTrue();
        assertThat(all.mayHang("/root")).isFalse();
    }
}
