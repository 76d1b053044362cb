package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FdTest {
    @TempDir Path directory;

    @Test
    void what_is_written_can_be_read_to_the_end() {
        Path file = directory.resolve("f");
        try (Fd fd = Openat2.open(file, Fcntl.O_WRONLY | Fcntl.O_CREAT, 0600)) {
            fd.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        byte[] buffer = new byte[16];
        try (Fd fd = Openat2.open(file, Fcntl.O_RDONLY, 0)) {
            assertThat(fd.read(buffer)).isEqualTo(5);
            assertThat(fd.read(buffer)).isZero();
        }
    }

    @Test
    void whether_there_is_room_for_more_is_asked_of_the_kernel() {
        try (Fd fd = Openat2.open(directory, Fcntl.O_RDONLY, 0)) {
            assertThat(fd.leavesRoom(1)).isTrue();
            assertThat(fd.leavesRoom(Integer.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void every_descriptor_closes_at_execve_unless_told() throws Exception {
        try (Fd fd = Openat2.open(directory, Fcntl.O_RDONLY, 0);
                Fd second = fd.duplicate()) {
            assertThat(flags(fd)).isEqualTo(Fcntl.FD_CLOEXEC);
            assertThat(flags(second)).isEqualTo(Fcntl.FD_CLOEXEC);
            fd.closeOnExec(false);
            assertThat(flags(fd)).isZero();
        }
    }

    @Test
    void a_file_that_never_waits_is_so_by_each_of_its_descriptors() {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
        try (Fd fd = pair[0];
                Fd other = pair[1];
                Fd second = fd.duplicate()) {
            assertThat(second.control(Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isZero();
            fd.neverWait();
            assertThat(second.control(Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isNotZero();
            assertThat(other.control(Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isZero();
        }
    }

    @Test
    void closing_twice_is_harmless_and_use_after_close_is_a_bug() {
        Fd fd = Openat2.open(directory, Fcntl.O_RDONLY, 0);
        fd.close();
        fd.close();
        assertThat(fd.isClosed()).isTrue();
        assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(fd::release).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fd.read(new byte[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_released_descriptor_stays_open() {
        Fd fd = Openat2.open(directory, Fcntl.O_RDONLY, 0);
        int number = fd.release();
        fd.close();
        assertThat(Files.exists(Path.of("/proc/self/fd/" + number))).isTrue();
        Fd.take(number).close();
        assertThat(Files.exists(Path.of("/proc/self/fd/" + number))).isFalse();
    }

    @Test
    void an_error_is_typed_and_names_the_call() {
        try (Fd fd = Openat2.open(directory, Fcntl.O_RDONLY, 0)) {
            assertThatThrownBy(() -> fd.read(new byte[1]))
                    .asInstanceOf(InstanceOfAssertFactories.type(LinuxException.class))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EISDIR))
                    .satisfies(e -> assertThat(e.call()).isEqualTo("read"));
        }
    }

    private static int flags(Fd fd) {
        return fd.control(Fcntl.F_GETFD, 0);
    }
}
