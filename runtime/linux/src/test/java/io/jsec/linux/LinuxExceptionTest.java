package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.abi.Errno;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LinuxExceptionTest {
    @Test
    void the_message_says_call_subject_name_number_and_what_to_do() {
        assertThat(new LinuxException("openat2", "/x", Errno.EXDEV))
                .hasMessage(
                        "openat2(/x): EXDEV (18): the path leaves the directory it must stay in");
    }

    @Test
    void parts_can_be_asked_for() {
        LinuxException e = new LinuxException("kill", "pid 3", Errno.ESRCH);
        assertThat(e.call()).isEqualTo("kill");
        assertThat(e.subject()).isEqualTo("pid 3");
        assertThat(e.errno()).isEqualTo(3);
        assertThat(e.errnoName()).isEqualTo("ESRCH");
        assertThat(e.is(Errno.ESRCH)).isTrue();
        assertThat(e.is(Errno.EPERM)).isFalse();
    }

    @Test
    void every_number_has_a_hint_for_every_call() {
        String[] calls = {"connect", "bind", "openat2", "execve", "memfd_create", "flock", "other"};
        for (String call : calls) {
            for (int errno = 1; errno < 140; errno++) {
                assertThat(new LinuxException(call, "x", errno).hint()).isNotBlank();
            }
        }
    }
}
