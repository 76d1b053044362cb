package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
    @Test
    void a_reason_is_words_and_neither_a_path_nor_a_class() {
        assertThat(IoReason.of(new AccessDeniedException("/root"))).isEqualTo("permission denied");
        assertThat(IoReason.of(new NoSuchFileException("/x")))
                .isEqualTo("no such file or directory");
        assertThat(IoReason.of(new FileSystemLoopException("/x"))).isEqualTo("too many links");
        assertThat(IoReason.of(new FileSystemException("/x", null, "Is a directory")))
                .isEqualTo("is a directory");
        assertThat(IoReason.of(new IOException("the stream is closed")))
                .isEqualTo("the stream is closed");
    }
}
