package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MountTest {
    @Test
    void every_field_of_a_line_is_read() {
        String line =
                "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=x";
        assertThat(Mount.parse(line))
                .contains(
                        new Mount(
                                36,
                                35,
                                "98:0",
                                "/mnt1",
                                "/mnt2",
                                List.of("rw", "noatime"),
                                List.of("master:1", "shared:2"),
                                "ext3",
                                "/dev/root",
                                List.of("rw", "errors=x")));
    }

    @Test
    void a_line_without_optional_fields_is_read() {
        Mount mount = Mount.parse("22 27 0:21 / /proc rw - proc proc rw").orElseThrow();
        assertThat(mount.propagation()).isEmpty();
        assertThat(mount.type()).isEqualTo("proc");
    }

    @Test
    void white_space_and_backslashes_in_paths_are_turned_back() {
        assertThat(Mount.unescape("/a\\040b\\011c\\134d")).isEqualTo("/a b\tc\\d");
        assertThat(Mount.unescape("/\\303\\251")).isEqualTo("/é");
    }

    @Test
    void a_backslash_without_three_octal_digits_stays() {
        assertThat(Mount.unescape("/a\\04")).isEqualTo("/a\\04");
        assertThat(Mount.unescape("/a\\999")).isEqualTo("/a\\999");
        assertThat(Mount.unescape("/a\\777")).isEqualTo("/a\\777");
    }

    @Test
    void lines_of_another_form_are_left_out() {
        assertThat(Mount.parse("")).isEmpty();
        assertThat(Mount.parse("1 2 3:4 / / rw")).isEmpty();
        assertThat(Mount.parse("x 2 3:4 / / rw - a b c")).isEmpty();
        assertThat(Mount.parse("1 2 3:4 / / rw - a b")).isEmpty();
        assertThat(Mount.parse(List.of("bad", "22 27 0:21 / /proc rw - proc proc rw"))).hasSize(1);
    }
}
