package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerIdTest {
    @Test
    void an_id_is_64_hexadecimal_digits_of_the_random_bytes() {
        assertThat(ContainerId.random(byte[]::new)).isEqualTo(ContainerId.PLACEHOLDER);
    }

    @Test
    void the_kernels_generator_gives_another_one_each_time() {
        assertThat(ContainerId.random(ContainerId::urandom))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(ContainerId.random(ContainerId::urandom));
    }
}
