package io.jsec.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class OverlayMountTest {
    @TempDir Path folder;
    private Path target;

    @BeforeEach
    void layers() throws IOException {
        assumeTrue(Identity.effectiveUid() == 0, "not-root: mounts an overlay");
        for (String name : new String[] {"lower", "upper", "work", "target"}) {
            Files.createDirectory(folder.resolve(name));
        }
        target = folder.resolve("target");
        Files.writeString(folder.resolve("lower/a"), "below");
    }

    private Fd mount() {
        return OverlayMount.detached(
                folder,
                target,
                "lowerdir=lower,upperdir="
                        + folder.resolve("upper")
                        + ",workdir="
                        + folder.resolve("work")
                        + ",userxattr");
    }

    @Test
    void only_the_descriptor_sees_the_overlay() throws IOException {
        String before = Files.readString(Path.of("/proc/self/mountinfo"));
        try (Fd root = mount()) {
            byte[] text = new byte[16];
            try (Fd a = Openat2.inRoot(root, "a", Fcntl.O_RDONLY, 0)) {
                assertThat(new String(text, 0, a.read(text), UTF_8)).isEqualTo("below");
            }
            try (Fd b = Openat2.inRoot(root, "b", Fcntl.O_WRONLY | Fcntl.O_CREAT, 0600)) {
                b.write("above".getBytes(UTF_8));
            }
            Entries.removeFile(root, "a".getBytes(UTF_8));
            assertThat(target).isEmptyDirectory();
            assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(before);
        }

        assertThat(folder.resolve("upper/b")).hasContent("above");
        assertThat(Statx.of(folder.resolve("upper/a")).orElseThrow().isWhiteout()).isTrue();
        assertThat(folder.resolve("lower/a")).hasContent("below");
    }

    @Test
    void the_overlay_goes_with_the_descriptor() {
        for (int i = 0; i < 20; i++) {
            try (Fd root = mount()) {
                assertThat(Statx.of(root).isDirectory()).isTrue();
            }
        }
    }

    @Test
    void a_missing_layer_is_named_with_its_errno() {
        assertThatThrownBy(() ->
                        OverlayMount.detached(folder, target, "lowerdir=lower:none,userxattr"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.is(Errno.ENOENT)).isTrue())
                .hasMessageContaining("lowerdir=lower:none");
    }
}
