package io.jsec.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ErrnoTest {
    @Test
    void numbers_have_the_kernels_names() {
        assertThat(Errno.name(Errno.EPERM)).isEqualTo("EPERM");
        assertThat(Errno.name(Errno.ENOSYS)).isEqualTo("ENOSYS");
        assertThat(Errno.name(Errno.ELOOP)).isEqualTo("ELOOP");
        assertThat(Errno.name(Errno.ETIMEDOUT)).isEqualTo("ETIMEDOUT");
        assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    }

    @Test
    void numbers_without_a_name_are_shown_as_numbers() {
        assertThat(Errno.name(0)).isEqualTo("E#0");
        assertThat(Errno.name(-5)).isEqualTo("E#-5");
        assertThat(Errno.name(41)).isEqualTo("E#41");
        assertThat(Errno.name(134)).isEqualTo("E#134");
    }
}
