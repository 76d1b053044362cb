package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.OpenHow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class Openat2Test {
    @TempDir Path directory;
    private Path inside;

    @BeforeEach
    void a_root_with_hostile_links() throws Exception {
        inside = Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(inside.resolve("etc"));
        Files.writeString(inside.resolve("etc/name"), "inside");
        Files.createDirectory(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/name"), "outside");
        Files.createSymbolicLink(inside.resolve("absolute"), Path.of("/etc/name"));
        Files.createSymbolicLink(inside.resolve("dots"), Path.of("../../../../etc/name"));
    }

    @Test
    void links_and_dots_stay_below_the_root() {
        try (Fd root = Openat2.open(inside, Fcntl.O_PATH, 0)) {
            for (String path : new String[] {"absolute", "dots", "/etc/name", "../../etc/name"}) {
                byte[] text = new byte[16];
                try (Fd file = Openat2.inRoot(root, path, Fcntl.O_RDONLY, 0)) {
                    assertThat(new String(text, 0, file.read(text), StandardCharsets.UTF_8))
                            .as(path)
                            .isEqualTo("inside");
                }
            }
        }
    }

    @Test
    void a_missing_file_is_enoent() {
        try (Fd root = Openat2.open(inside, Fcntl.O_PATH, 0)) {
            assertThatThrownBy(() -> Openat2.inRoot(root, "none", Fcntl.O_RDONLY, 0))
                    .matches(e -> ((LinuxException) e).is(Errno.ENOENT));
        }
    }

    @Test
    void links_of_procfs_are_not_followed() {
        try (Fd root = Openat2.open(Path.of("/"), Fcntl.O_PATH, 0)) {
            assertThatThrownBy(() -> Openat2.inRoot(root, "/proc/self/exe", Fcntl.O_RDONLY, 0))
                    .matches(e -> ((LinuxException) e).is(Errno.ELOOP));
        }
    }

    @Test
    void beneath_refuses_what_leaves() {
        try (Fd root = Openat2.open(inside, Fcntl.O_PATH, 0)) {
            assertThatThrownBy(() ->
                            Openat2.open(
                                    root.number(),
                                    "dots",
                                    Fcntl.O_RDONLY,
                                    0,
                                    OpenHow.RESOLVE_BENEATH))
                    .hasMessageContaining("EXDEV (18): the path leaves the directory");
        }
    }

    @Test
    void a_nul_inside_a_path_is_refused_before_the_call() {
        assertThatThrownBy(() -> CString.of("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a\\0b");
    }
}
