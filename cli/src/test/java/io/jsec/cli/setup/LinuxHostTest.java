package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.cli.setup.SetupHost.FileFacts;
import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class LinuxHostTest {
    @TempDir Path folder;
    private final LinuxHost host = new LinuxHost("/nowhere/jsec-views");
    private String file = "";

    @BeforeEach
    void aFile() throws IOException {
        file = folder.resolve("file").toString();
        Files.writeString(Path.of(file), "text");
    }

    @Test
    void a_number_of_the_kernels_is_read_whole() {
        assertThat(host.read("/proc/sys/kernel/pid_max").orElse("")).matches("[0-9]{3,}\n");
    }

    @Test
    void a_file_longer_than_one_read_is_read_whole() throws IOException {
        String text = "0123456789".repeat(20_000);
        Files.writeString(Path.of(file), text);
        assertThat(host.read(file)).contains(text);
    }

    @Test
    void what_is_absent_is_nothing() {
        String absent = folder.resolve("absent").toString();
        assertThat(host.read(absent)).isEmpty();
        assertThat(host.stat(absent)).isEmpty();
        assertThat(host.linkTarget(absent)).isEmpty();
        assertThat(host.realPath(absent)).isEmpty();
        assertThat(host.fingerprint(absent)).isEmpty();
        assertThat(host.empty(absent)).isFalse();
        host.delete(absent);
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
        assertThat(host.stat(link.toString()).map(FileFacts::kind)).contains(FileFacts.Kind.LINK);
        assertThat(host.linkTarget(link.toString())).contains("/etc");
        assertThatThrownBy(() -> host.own(link.toString(), 0700, 0, 0))
                .hasMessageContaining("it is a symbolic link");
    }

    @Test
    void a_text_is_replaced_whole_with_its_mode_and_leaves_nothing_beside() throws IOException {
        host.write(file, "new", 0640);
        assertThat(host.read(file)).contains("new");
        assertThat(host.stat(file).map(FileFacts::mode)).contains(0640);
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(Path.of(file));
        }
    }

    @Test
    void what_an_interrupted_write_left_goes_with_the_next_and_with_removal() throws IOException {
        Files.writeString(Path.of(file + ".new"), "half");
        host.write(file, "whole", 0600);
        assertThat(Path.of(file + ".new")).doesNotExist();
        Files.writeString(Path.of(file + ".new"), "half");
        host.delete(file);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_directory_that_is_not_empty_is_not_removed() {
        assertThatThrownBy(() -> host.delete(folder.toString()))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("remove(" + folder + ")");
        assertThat(Path.of(file)).exists();
    }

    @Test
    void a_directory_that_is_there_keeps_its_mode() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("d"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        host.makeDirectory(directory.toString(), 0755);
        assertThat(host.stat(directory.toString()).map(FileFacts::mode)).contains(0700);
        assertThat(host.empty(directory.toString())).isTrue();
    }

    @Test
    void a_write_the_kernel_refuses_is_named() {
        assertThatThrownBy(() -> host.writeKernel("/proc/version", "x"))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("write(/proc/version)");
    }

    @Test
    void processes_are_found_by_their_real_user_id() {
        long pid = ProcessHandle.current().pid();
        long own = host.stat("/proc/self").map(FileFacts::uid).orElseThrow();
        assertThat(host.processesOf(own, 0, 0)).contains(pid);
        assertThat(host.processesOf(-1, own, 1)).contains(pid);
        assertThat(host.processesOf(own + 1, own + 1, 5)).doesNotContain(pid);
    }

    @Test
    void a_program_gets_a_clean_environment_and_no_input() {
        Outcome outcome = host.run(List.of("env"));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.output().lines())
                .allMatch(line -> line.startsWith("PATH=") || line.startsWith("LC_ALL="));
        assertThat(host.run(List.of("cat"))).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void a_program_that_is_missing_says_so() {
        assertThatThrownBy(() -> host.must(List.of("no-such-program", "x")))
                .hasMessageContaining("no-such-program x failed: exit status 127")
                .hasMessageContaining("is missing");
    }

    @Test
    void output_longer_than_the_limit_does_not_block_the_program() {
        Outcome outcome = host.run(List.of("head", "-c", "1000000", "/dev/zero"));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.output()).hasSize(8192);
    }
}
