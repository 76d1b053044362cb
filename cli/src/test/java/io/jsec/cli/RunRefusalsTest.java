package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code run} refuses before it makes anything; {@code explain} refuses the same. */
class RunRefusalsTest {
    @TempDir Path directory;

    private final Screen screen = new Screen();
    private Path rootfs = Path.of("/");

    @BeforeEach
    void make_a_root() throws IOException {
        rootfs = Files.createDirectory(directory.toRealPath().resolve("root"));
        screen.with("HOME", directory.toString());
        screen.with("XDG_DATA_HOME", directory.resolve("data").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--name=-x|--name -x",
                "--hostname=a_b|--hostname a_b",
                "-e=|-e",
                "-e==x|-e",
                "-u=nobody1|the user \"nobody1\"",
                "-u=-1|the user \"-1\"",
                "--group-add=nobody1|the group \"nobody1\"",
                "-w=relative|the working directory \"relative\"",
                "-w=/proc/self|-w /proc/self",
                "--network=bridge|--network bridge",
                "--network=container:x|--network container:x",
                "--userns=host|--userns host",
                "--userns=slot|a container in a slot",
                "--userns=frob|--userns frob",
                "--stop-signal=FROB|--stop-signal FROB",
                "--cap-add=FLY|--cap-add FLY",
                "--cap-drop=FLY|--cap-drop FLY",
                "--security-opt=frob|--security-opt frob",
                "--security-opt=apparmor=web|--security-opt apparmor=web",
                "--memory=1|--memory 1",
                "--memory=x|--memory x",
                "--cpus=9999|--cpus 9999",
                "--cpuset-cpus=8191|--cpuset-cpus 8191",
                "--pids-limit=x|--pids-limit x",
                "--shm-size=1|--shm-size 1",
                "--ulimit=frob=1|--ulimit frob=1",
                "-v=/missing:/x|-v /missing:/x",
                "--tmpfs=relative|the mount target \"relative\"",
                "--tmpfs=/proc|a mount on /proc",
                "--privileged|--privileged",
            })
    void a_bad_value_is_refused_by_name(String option, String what) {
        String[] parts = option.split("(?<=^-[a-z])=", 2);
        String[] words =
                parts.length == 2 ? new String[] {parts[0], parts[1]} : new String[] {option};
        assertThat(run(words)).isEqualTo(125);
        assertThat(screen.err()).contains(what).contains(" refused: ").contains(". Instead: ");
        assertThat(directory.resolve("data/jsec/store/containers")).doesNotExist();
    }

    @Test
    void the_refusal_of_privileged_names_what_to_ask_for() {
        run("--privileged");
        assertThat(screen.err())
                .startsWith("JSEC-C-121 --privileged refused: ")
                .contains("--cap-add CAP", "--network host", "-v for a directory");
    }

    @Test
    void a_missing_root_is_refused() {
        assertThat(screen.run("explain", "--rootfs", "/missing/root", "true")).isEqualTo(2);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-004 --rootfs /missing/root refused: /missing/root does not exist."
                                + " Instead: an unpacked root file system, made by mmdebstrap or"
                                + " docker export\n");
    }

    @Test
    void a_root_that_is_a_file_is_refused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(screen.run("explain", "--rootfs", file.toString(), "true")).isEqualTo(2);
        assertThat(screen.err()).contains("refused: it is not a directory");
    }

    @Test
    void a_root_that_holds_the_store_is_refused() throws IOException {
        Files.createDirectories(rootfs.resolve("jsec/store"));
        screen.with("XDG_DATA_HOME", rootfs.toString());
        assertThat(run("true")).isEqualTo(125);
        assertThat(screen.err()).contains("lies in it, and would be below itself");
    }

    @Test
    void no_command_is_refused() {
        assertThat(screen.run("explain", "--rootfs", rootfs.toString())).isEqualTo(3);
        assertThat(screen.err()).contains("jsec run without a command refused");
    }

    @Test
    void neither_image_nor_root_is_refused() {
        assertThat(screen.run("explain")).isEqualTo(3);
        assertThat(screen.err()).contains("neither an image nor a root file system is named");
    }

    @Test
    void an_image_is_refused_by_name() {
        assertThat(screen.run("explain", "debian:12", "true")).isEqualTo(2);
        assertThat(screen.err()).startsWith("JSEC-C-005 image debian:12 refused: ");
    }

    @Test
    void two_mounts_on_one_target_are_refused() {
        assertThat(run("--tmpfs", "/a", "--tmpfs", "/a/")).isEqualTo(125);
        assertThat(screen.err()).contains("a second mount on the same target refused");
    }

    @Test
    void a_root_with_a_colon_in_its_path_is_refused() throws IOException {
        Path colon = Files.createDirectory(directory.resolve("a:b"));
        screen.run("explain", "--rootfs", colon.toString(), "true");
        assertThat(screen.err()).contains("a:b refused: overlay's options give comma, colon");
    }

    @Test
    void a_closed_root_is_refused_to_all_but_root() throws IOException {
        Files.setPosixFilePermissions(rootfs, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(rootfs)) {
            return;
        }
        run("true");
        assertThat(screen.err()).contains("permission denied for the user");
    }

    /** Through the same reader as run, which would look for the launcher first. */
    private int run(String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "explain";
        all[1] = "--rootfs";
        all[2] = rootfs.toString();
        all[3] = "--security-opt=jsec.degrade=1";
        System.arraycopy(words, 0, all, 4, words.length);
        all[all.length - 1] = "true";
        return screen.run(all) == 0 ? 0 : ExitCode.ENGINE;
    }
}
