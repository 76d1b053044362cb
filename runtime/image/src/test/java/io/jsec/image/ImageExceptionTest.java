package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ImageExceptionTest {
    @Test
    void a_full_disk_is_told_however_the_system_puts_it() {
        IOException plain = new IOException("No space left on device");
        IOException named = new FileSystemException("/x", null, "No space left on device");
        IOException quota = new FileSystemException("/x", null, "Disk quota exceeded");
        LinuxException linux = new LinuxException("write", "fd 3", Errno.ENOSPC);

        assertThat(ImageException.failed("storing", plain).kind())
                .isEqualTo(ImageException.Kind.DISK_FULL);
        assertThat(ImageException.failed("storing", named).kind())
                .isEqualTo(ImageException.Kind.DISK_FULL);
        assertThat(ImageException.failed("storing", quota).kind())
                .isEqualTo(ImageException.Kind.DISK_FULL);
        assertThat(ImageException.failed("storing", linux).kind())
                .isEqualTo(ImageException.Kind.DISK_FULL);
    }

    @Test
    void a_want_of_descriptors_is_not_the_stores() {
        IOException crowded = new FileSystemException("/x", null, "Too many open files");

        assertThat(ImageException.failed("storing", crowded))
                .hasMessageContaining("Instead: again when other clients are gone");
    }

    @Test
    void every_other_failure_keeps_its_cause() {
        IOException cause = new IOException("broken");
        LinuxException linux = new LinuxException("write", "fd 3", Errno.EIO);

        assertThat(ImageException.failed("storing", cause))
                .hasCause(cause)
                .hasMessageStartingWith("storing failed: ");
        assertThat(ImageException.failed("storing", linux).kind())
                .isEqualTo(ImageException.Kind.FAILED);
    }

    @Test
    void a_refusal_says_what_why_and_what_to_do() {
        ImageException refusal = ImageException.tooLarge("layer", "3 files");

        assertThat(refusal)
                .hasMessage("layer refused: it has over 3 files. Instead: a smaller image");
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.TOO_LARGE);
    }
}
