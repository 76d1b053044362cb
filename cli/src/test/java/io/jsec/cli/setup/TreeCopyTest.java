package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TreeCopyTest {
    @TempDir Path folder;
    private Path from;
    private Path to;

    @BeforeEach
    void aDistribution() throws IOException {
        from = folder.resolve("dist");
        to = folder.resolve("lib/jsec");
        Files.createDirectories(from.resolve("bin"));
        Files.writeString(from.resolve("bin/jsec"), "program");
        Files.setPosixFilePermissions(
                from.resolve("bin/jsec"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(from.resolve("data"), "data");
        Files.setLastModifiedTime(from.resolve("data"), FileTime.fromMillis(1_000_000_007L));
    }

    private void copy() throws IOException {
        TreeCopy.copy(new MemoryHost(), from, to);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_copy_has_the_fingerprint_of_its_source() throws IOException {
        copy();
        assertThat(TreeCopy.fingerprint(to)).isPresent().isEqualTo(TreeCopy.fingerprint(from));
    }

    @Test
    void a_copy_keeps_times_because_the_aot_cache_holds_them() throws IOException {
        copy();
        assertThat(Files.getLastModifiedTime(to.resolve("data")).toMillis())
                .isEqualTo(1_000_000_007L);
    }

    @Test
    void everybody_can_read_a_copy_and_run_what_runs() throws IOException {
        copy();
        assertThat(mode(to)).isEqualTo("rwxr-xr-x");
        assertThat(mode(to.resolve("bin/jsec"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(to.resolve("data"))).isEqualTo("rw-r--r--");
    }

    @Test
    void a_changed_file_changes_the_fingerprint() throws IOException {
        copy();
        Files.writeString(from.resolve("data"), "date");
        assertThat(TreeCopy.fingerprint(to)).isNotEqualTo(TreeCopy.fingerprint(from));
    }

    @Test
    void a_lost_executable_bit_changes_the_fingerprint() throws IOException {
        copy();
        Files.setPosixFilePermissions(
                to.resolve("bin/jsec"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(TreeCopy.fingerprint(to)).isNotEqualTo(TreeCopy.fingerprint(from));
    }

    @Test
    void what_is_absent_or_a_file_has_no_fingerprint() {
        assertThat(TreeCopy.fingerprint(folder.resolve("none"))).isEmpty();
        assertThat(TreeCopy.fingerprint(from.resolve("data"))).isEmpty();
    }

    @Test
    void a_link_in_a_distribution_is_refused() throws IOException {
        Files.createSymbolicLink(from.resolve("link"), Path.of("/etc/passwd"));
        assertThatThrownBy(this::copy).hasMessageContaining("neither a file nor a directory");
        assertThat(to).doesNotExist();
    }
}
