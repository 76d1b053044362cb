package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "1b,1",
        "64m,67108864",
        "64M,67108864",
        "64mb,67108864",
        "64MiB,67108864",
        "1g,1073741824",
        "1.5g,1610612736",
        "0.5k,512",
        "2t,2199023255552",
        "1p,1125899906842624",
    })
    void sizes_are_powers_of_1024_as_in_docker(String text, long bytes) {
        assertThat(Sizes.parse("--memory", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "m", "-1", "64q", "64mm", "1,5g", "0x10", "1e3", "64 m b", "ib", "1ib", ".5g"
            })
    void what_is_not_a_size_is_refused_with_the_option_and_an_example(String text) {
        assertThatThrownBy(() -> Sizes.parse("--memory", text))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("JSEC-C-114 --memory " + text + " refused: ")
                .hasMessageContaining("Instead: --memory 64m");
    }

    @Test
    void a_size_beyond_the_kernels_numbers_is_refused() {
        assertThatThrownBy(() -> Sizes.parse("--memory", "9999999p"))
                .hasMessageContaining("more than 2^63-1 bytes");
    }
}
