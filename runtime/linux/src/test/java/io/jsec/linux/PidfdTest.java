package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PidfdTest {
    @Test
    void a_process_is_signalled_and_its_end_awaited() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try (Fd pidfd = Pidfd.open((int) process.pid())) {
            assertThat(Pidfd.pid(pidfd)).hasValue((int) process.pid());
            assertThat(Pidfd.awaitEnd(pidfd, Duration.ZERO)).isFalse();
            Pidfd.send(pidfd, Signal.TERM);
            assertThat(Pidfd.awaitEnd(pidfd, Duration.ofSeconds(30))).isTrue();
            assertThat(process.waitFor()).isEqualTo(143);
            assertThat(Pidfd.pid(pidfd)).isEmpty();
            assertThatThrownBy(() -> Pidfd.send(pidfd, Signal.TERM))
                    .matches(e -> ((LinuxException) e).is(Errno.ESRCH));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_number_without_a_process_is_esrch() {
        assertThatThrownBy(() -> Pidfd.open(4_194_303))
                .matches(e -> ((LinuxException) e).is(Errno.ESRCH));
        assertThat(Signals.exists(4_194_303)).isFalse();
        assertThatThrownBy(() -> Signals.send(-1, Signal.TERM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Signals.exists((int) ProcessHandle.current().pid())).isTrue();
    }
}
