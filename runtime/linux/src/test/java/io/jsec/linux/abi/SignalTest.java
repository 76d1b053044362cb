package io.jsec.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SignalTest {
    @Test
    void a_signal_is_read_by_name_with_and_without_prefix_in_any_case() {
        assertThat(Signal.parse("SIGTERM")).contains(Signal.TERM);
        assertThat(Signal.parse("term")).contains(Signal.TERM);
        assertThat(Signal.parse("sigkill")).contains(Signal.KILL);
    }

    @Test
    void a_signal_is_read_by_number() {
        assertThat(Signal.parse("9")).contains(Signal.KILL);
        assertThat(Signal.parse("64")).contains(new Signal(64));
    }

    @Test
    void real_time_signals_are_counted_from_both_ends() {
        assertThat(Signal.parse("SIGRTMIN+3")).contains(new Signal(37));
        assertThat(Signal.parse("RTMAX-1")).contains(new Signal(63));
        assertThat(Signal.parse("RTMIN")).contains(new Signal(34));
    }

    @Test
    void text_that_names_no_signal_is_refused() {
        for (String text :
                new String[] {"", "0", "65", "-1", "SIG", "FOO", "RTMIN-1", "RTMIN+31"}) {
            assertThat(Signal.parse(text)).as(text).isEmpty();
        }
        assertThat(Signal.parse("RTMAX+1")).isEmpty();
        assertThat(Signal.parse("999999999999")).isEmpty();
        assertThatThrownBy(() -> new Signal(0)).hasMessageContaining("1 to 64");
    }

    @Test
    void every_number_has_a_name_that_reads_back() {
        for (int number = 1; number <= Signal.NUMBER_MAX; number++) {
            Signal signal = new Signal(number);
            if (number != 32 && number != 33) {
                assertThat(Signal.parse(signal.signalName()))
                        .as(signal.signalName())
                        .contains(signal);
            }
        }
    }

    @Test
    void names_follow_the_kernel_order() {
        assertThat(new Signal(1).signalName()).isEqualTo("SIGHUP");
        assertThat(new Signal(17).signalName()).isEqualTo("SIGCHLD");
        assertThat(new Signal(28).signalName()).isEqualTo("SIGWINCH");
        assertThat(new Signal(31).signalName()).isEqualTo("SIGSYS");
        assertThat(new Signal(33).signalName()).isEqualTo("SIG33");
    }
}
