package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.RefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigterm,15",
        "15,15",
        "HUP,1",
        "SYS,31",
        "RTMIN,34",
        "SIGRTMIN+3,37",
        "RTMAX,64",
        "RTMAX-14,50",
        "64,64",
    })
    void signals_have_names_and_numbers(String text, int number) {
        assertThat(Signals.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIG", "0", "65", "-9", "FROB", "RTMIN+31", "RTMAX-31", "RTMIN+"})
    void what_is_no_signal_is_refused(String text) {
        assertThatThrownBy(() -> Signals.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--stop-signal " + text + " refused: ");
    }
}
