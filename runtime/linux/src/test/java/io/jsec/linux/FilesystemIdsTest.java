package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FilesystemIdsTest {
    private static final int USER = 54_321;
    private static final int GROUP = 54_322;

    @TempDir Path folder;

    @BeforeEach
    void root() {
        assumeTrue(Identity.effectiveUid() == 0, "not-root: makes files of another user");
    }

    private Path made(String name) {
        try {
            return Files.createFile(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    @Test
    void new_files_belong_to_the_user_and_group() throws IOException {
        Path file = FilesystemIds.as(USER, GROUP, () -> made("file"));

        assertThat(owner(file)).isEqualTo(USER);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(GROUP);
    }

    @Test
    void files_made_afterwards_are_this_processs_again() throws IOException {
        Path before = FilesystemIds.as(USER, GROUP, () -> made("before"));
        Path after = made("after");

        assertThat(owner(before)).isEqualTo(USER);
        assertThat(owner(after)).isZero();
    }

    @Test
    void files_closed_to_the_user_stay_open_to_the_work() throws IOException {
        Files.writeString(folder.resolve("closed"), "text");
        Files.setPosixFilePermissions(
                folder.resolve("closed"), PosixFilePermissions.fromString("---------"));

        String text =
                FilesystemIds.as(
                        USER,
                        GROUP,
                        () -> {
                            try {
                                return Files.readString(folder.resolve("closed"));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });

        assertThat(text).isEqualTo("text");
    }

    @Test
    void what_the_work_throws_is_thrown() {
        assertThatThrownBy(() ->
                        FilesystemIds.as(
                                USER,
                                GROUP,
                                () -> {
                                    throw new IllegalArgumentException("because");
                                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("because");
    }

    @Test
    void whoever_is_interrupted_stops_the_work_and_waits_for_its_end() {
        Thread.currentThread().interrupt();

        boolean interrupted =
                FilesystemIds.as(
                        USER,
                        GROUP,
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return true;
                        });

        assertThat(interrupted).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_id_that_is_none_is_refused() {
        assertThatThrownBy(() -> FilesystemIds.as(-1, GROUP, () -> made("file")))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.is(Errno.EPERM)).isTrue());
        assertThat(folder).isEmptyDirectory();
    }
}
