package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MemfdTest {
    @Test
    void the_content_is_there_and_nobody_can_change_it() throws Exception {
        byte[] content = new byte[300_000];
        content[299_999] = 7;
        try (Fd fd = Memfd.sealed("plan", content)) {
            assertThat(Memfd.seals(fd) & Memfd.SEALS).isEqualTo(Memfd.SEALS);
            assertThat(Files.readAllBytes(Path.of("/proc/self/fd/" + fd.number())))
                    .isEqualTo(content);
            assertThatThrownBy(() -> fd.write(new byte[1]))
                    .matches(e -> ((LinuxException) e).is(Errno.EPERM));
        }
    }

    @Test
    void an_empty_file_is_sealed_too() {
        try (Fd fd = Memfd.sealed("empty", new byte[0])) {
            assertThat(Memfd.seals(fd) & Memfd.SEALS).isEqualTo(Memfd.SEALS);
        }
    }

    @Test
    void a_name_over_the_limit_is_refused() {
        assertThatThrownBy(() -> Memfd.sealed("n".repeat(250), new byte[0]))
                .matches(e -> ((LinuxException) e).is(Errno.EINVAL));
    }
}
