package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Roots with links where mounts go: refused with a sentence, or harmless; the host is untouched.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRootE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as(USER, Path.of("/tmp"));
    private Path clean = Path.of("/");
    private Path root = Path.of("/");
    private Path victim = Path.of("/");
    private int count;

    @BeforeAll
    void assemble() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(USER, directory);
        clean = Busybox.assemble(directory, USER);
    }

    @BeforeEach
    void copy_the_root_and_place_a_victim() throws IOException {
        count++;
        root = directory.resolve("root-" + count);
        Jsec.run("cp", "-a", clean.toString(), root.toString());
        victim = Files.createDirectory(directory.resolve("victim-" + count));
        Files.writeString(victim.resolve("file"), "untouched");
        Jsec.run("chown", "-R", USER, victim.toString());
    }

    /** By rm: what is linked to files of the host is not the test framework's to judge. */
    @AfterAll
    void remove() {
        Jsec.run("sh", "-c", "rm -rf " + directory + "/*");
    }

    // Promise P5
    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void a_link_in_the_place_of_a_kernel_file_system_is_refused(String name) throws IOException {
        replace(root.resolve(name), victim);
        Jsec.Result result = inside("true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err())
                .contains("/" + name, "symbolic link", ". Instead: ")
                .hasLineCount(1);
        untouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "zero", "tty", "pts", "shm", "mqueue", "ptmx", "fd", "console"})
    void a_link_below_dev_is_hidden_by_our_own_dev(String name) throws IOException {
        Files.createSymbolicLink(root.resolve("dev").resolve(name), victim.resolve("file"));
        assertThat(inside("sh", "-c", "echo x > /dev/null")).isEqualTo(new Jsec.Result(0, "", ""));
        untouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts", "hostname", "resolv.conf"})
    void a_link_in_etc_gives_way_to_a_file_of_the_container(String name) throws IOException {
        Files.createSymbolicLink(root.resolve("etc").resolve(name), victim.resolve("file"));
        Jsec.Result result = inside("sh", "-c", "echo x > /etc/" + name + "; cat /etc/" + name);
        assertThat(result).isEqualTo(new Jsec.Result(0, "x\n", ""));
        untouched();
    }

    // Promise P5
    @Test
    void a_linked_etc_cannot_lead_out_of_the_container() throws IOException {
        replace(root.resolve("etc"), victim);
        inside("sh", "-c", "echo x > /etc/hosts");
        untouched();
        assertThat(victim.resolve("hosts")).doesNotExist();
    }

    // Promise P5
    @Test
    void a_linked_target_of_a_bind_cannot_lead_out_of_the_container() throws IOException {
        Files.createSymbolicLink(root.resolve("data"), victim);
        Path source = Files.createDirectory(directory.resolve("source-" + count));
        Jsec.run("chown", USER, source.toString());
        Jsec.Result result =
                jsec.jsec(
                        "run",
                        "--rm",
                        "-v",
                        source + ":/data",
                        "--rootfs",
                        root.toString(),
                        "touch",
                        "/data/x");
        assertThat(result.exit()).isIn(0, 1, 125);
        untouched();
        assertThat(victim.resolve("x")).doesNotExist();
    }

    @Test
    void a_linked_working_directory_cannot_lead_out_of_the_container() throws IOException {
        Files.createSymbolicLink(root.resolve("work"), victim);
        jsec.jsec("run", "--rm", "-w", "/work/sub", "--rootfs", root.toString(), "touch", "file");
        untouched();
        assertThat(victim.resolve("sub")).doesNotExist();
    }

    @Test
    void a_linked_command_is_looked_up_inside() throws IOException {
        Files.createSymbolicLink(root.resolve("bin/outside"), Path.of("/usr/bin/python3"));
        Files.createSymbolicLink(root.resolve("bin/climb"), Path.of("../../../../usr/bin/env"));
        assertThat(inside("outside").exit()).isEqualTo(127);
        assertThat(inside("climb").exit()).isEqualTo(127);
    }

    /** Landlock off: the descriptors themselves must be gone. */
    @Test
    void no_descriptor_of_the_launch_leads_to_a_command() {
        for (int number = 3; number < 24; number++) {
            Jsec.Result result =
                    jsec.jsec(
                            "run",
                            "--rm",
                            "--security-opt=jsec.landlock=0",
                            "--rootfs",
                            root.toString(),
                            "/proc/self/fd/" + number + "/bin/true");
            assertThat(result.exit()).as("descriptor %d: %s", number, result.err()).isEqualTo(127);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev", "etc"})
    void a_file_in_the_place_of_a_directory_is_refused(String name) throws IOException {
        Jsec.run("rm", "-rf", root.resolve(name).toString());
        Files.writeString(root.resolve(name), "");
        Jsec.run("chown", USER, root.resolve(name).toString());
        Jsec.Result result = inside("true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains(" failed: ", ". Instead: ").hasLineCount(1);
    }

    @Test
    void an_empty_root_gets_its_mount_points_and_has_no_command() {
        Path empty = directory.resolve("empty-" + count);
        Jsec.run("install", "-d", "-o", USER, "-m", "755", empty.toString());
        assertThat(jsec.jsec("run", "--rm", "--rootfs", empty.toString(), "true").exit())
                .isEqualTo(127);
        assertThat(empty).isEmptyDirectory();
    }

    private static void replace(Path path, Path target) throws IOException {
        Jsec.run("rm", "-rf", path.toString());
        Files.createSymbolicLink(path, target);
    }

    private void untouched() throws IOException {
        assertThat(victim.resolve("file")).hasContent("untouched");
        try (var entries = Files.list(victim)) {
            assertThat(entries).hasSize(1);
        }
    }

    private Jsec.Result inside(String... command) {
        String[] words = new String[command.length + 4];
        words[0] = "run";
        words[1] = "--rm";
        words[2] = "--rootfs";
        words[3] = root.toString();
        System.arraycopy(command, 0, words, 4, command.length);
        return jsec.jsec(words);
    }
}
