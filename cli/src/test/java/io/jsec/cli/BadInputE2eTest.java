package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is said in one sentence, by people of all kinds, and nothing is started. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputE2eTest {
    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as("jsectest", Path.of("/tmp"));
    private Jsec bare = jsec;
    private Path root = Path.of("/");
    private Path bareRoot = Path.of("/");

    @BeforeAll
    void assemble() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as("jsectest", directory);
        bare = Jsec.as("jsecbare", directory);
        root = Busybox.assemble(directory, "jsectest");
        bareRoot = Busybox.assemble(directory, "jsecbare");
    }

    @Test
    void missing_subordinate_ids_are_named_with_the_way_to_get_them() {
        Jsec.Result result = bare.jsec("run", "--rm", "--rootfs", bareRoot.toString(), "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err())
                .contains("/etc/subuid", "usermod --add-subuids", "jsec.degrade=1")
                .hasLineCount(1);
    }

    @Test
    void a_container_of_one_id_runs_where_the_user_asked_to_go_without() {
        Jsec.Result result =
                bare.jsec(
                        "run",
                        "--rm",
                        "--security-opt",
                        "jsec.degrade=1",
                        "--rootfs",
                        bareRoot.toString(),
                        "cat",
                        "/proc/self/uid_map");
        assertThat(result.out().strip().split("\\s+")).containsExactly("0", "0", "1");
        assertThat(result.exit()).isZero();
    }

    @Test
    void somebody_elses_root_is_refused() {
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", bareRoot.toString(), "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err())
                .contains("which has no place among the ids of the user jsectest")
                .hasLineCount(1);
    }

    @Test
    void roots_own_files_are_refused_to_an_ordinary_user() {
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", "/usr", "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("--rootfs /usr refused: it belongs to uid 0");
    }

    @Test
    void an_unreadable_root_is_refused() {
        Path closed = directory.resolve("closed");
        Jsec.run("install", "-d", "-m", "700", closed.toString());
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", closed + "/root", "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("permission denied for the user jsectest");
    }

    @Test
    void a_malformed_profile_is_refused_with_line_and_column() throws IOException {
        Path profile = Files.writeString(directory.resolve("p.json"), "{\n  \"syscalls\": [,]\n}");
        Jsec.Result result =
                jsec.jsec(
                        "run",
                        "--rm",
                        "--security-opt",
                        "seccomp=" + profile,
                        "--rootfs",
                        root.toString(),
                        "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("line 2, column ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--memory=x",
                "--cap-add=FLY",
                "--privileged",
                "-d",
                "--gpus=all",
                "--frob",
                "--network=bridge",
                "-v=/missing:/x",
                "--userns=host",
                "-u=nobody1",
            })
    void a_bad_option_is_one_line_and_125(String option) {
        Jsec.Result result = jsec.jsec("run", "--rm", option, "--rootfs", root.toString(), "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).startsWith("JSEC-C-").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void a_plan_over_the_size_limit_is_refused() {
        String[] words = new String[5 + 200];
        words[0] = "run";
        words[1] = "--rm";
        words[2] = "--rootfs";
        words[3] = root.toString();
        words[4] = "true";
        java.util.Arrays.fill(words, 5, words.length, "x".repeat(6_000));
        Jsec.Result result = jsec.jsec(words);
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("a launch of more than 1048576 bytes refused: ");
    }

    // Promise P6
    @Test
    void a_corrupted_plan_is_refused_by_the_launcher_with_a_sentence() throws IOException {
        Path plan = directory.resolve("plan");
        int explained =
                new Screen()
                        .with("HOME", directory.toString())
                        .run(
                                "explain",
                                "--security-opt=jsec.degrade=1",
                                "--output=plan=" + plan,
                                "--rootfs",
                                Files.createDirectory(directory.resolve("own-root")).toString(),
                                "true");
        assertThat(explained).isZero();
        byte[] bytes = Files.readAllBytes(plan);
        bytes[40] ^= 0x7f;
        Files.write(plan, bytes);
        Jsec.Result result =
                jsec.program(
                        "sh",
                        "-c",
                        Jsec.distribution()
                                + "/lib/jsec-launch once --plan-fd 9 --uid-map 0:$(id -u):1"
                                + " --gid-map 0:$(id -g):1 --failure-exec "
                                + Jsec.distribution()
                                + "/bin/jsec 9<"
                                + plan);
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).startsWith("JSEC-C-").hasLineCount(1);
    }

    @Test
    void a_value_with_an_escape_sequence_cannot_reach_the_terminal() {
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", "/x\u001b[2J\ny", "true");
        assertThat(result.err()).doesNotContain("\u001b").hasLineCount(1);
    }

    // Promise P13
    @Test
    void starting_writes_nothing_to_the_home_directory() throws IOException {
        Jsec fresh = Jsec.as("jsectest", Files.createDirectory(directory.resolve("fresh")));
        Jsec.run("chmod", "755", directory.resolve("fresh").toString());
        assertThat(fresh.jsec("version").err()).isEmpty();
        assertThat(fresh.jsec("doctor", "--format", "json").exit()).isZero();
        assertThat(fresh.store()).doesNotExist();
    }
}
