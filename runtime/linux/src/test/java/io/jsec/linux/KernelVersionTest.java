package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class KernelVersionTest {
    @Test
    void releases_of_distributions_are_read() {
        assertThat(KernelVersion.parse("6.1.0-13-amd64")).contains(new KernelVersion(6, 1));
        assertThat(KernelVersion.parse("5.14.0-427.el9")).contains(new KernelVersion(5, 14));
        assertThat(KernelVersion.parse("6.18")).contains(new KernelVersion(6, 18));
        assertThat(KernelVersion.parse("6.5-rc1\n")).contains(new KernelVersion(6, 5));
    }

    @Test
    void text_without_two_numbers_is_no_release() {
        assertThat(KernelVersion.parse("")).isEmpty();
        assertThat(KernelVersion.parse("six")).isEmpty();
        assertThat(KernelVersion.parse("6")).isEmpty();
        assertThat(KernelVersion.parse("99999.1")).isEmpty();
    }

    @Test
    void ten_comes_after_nine() {
        assertThat(new KernelVersion(5, 10).isAtLeast(5, 9)).isTrue();
        assertThat(new KernelVersion(5, 10).isAtLeast(5, 13)).isFalse();
        assertThat(new KernelVersion(6, 0).isAtLeast(5, 19)).isTrue();
    }
}
