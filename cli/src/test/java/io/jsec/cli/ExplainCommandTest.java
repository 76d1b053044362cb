package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whoever runs the tests, with one id: subordinate ids are not needed for a plan. */
class ExplainCommandTest {
    private static final String ONE_ID = "--security-opt=jsec.degrade=1";

    @TempDir Path directory;

    private Screen screen = new Screen();
    private Path rootfs = Path.of("/");

    @BeforeEach
    void make_a_root() throws IOException {
        rootfs = Files.createDirectory(directory.toRealPath().resolve("root"));
        screen = screen();
    }

    @Test
    void the_text_shows_the_steps_in_their_order() {
        assertThat(explain("true")).isZero();
        assertThat(screen.out())
                .containsSubsequence("Namespaces", "IdMap", "Overlay", "PivotRoot", "Seccomp")
                .contains("Exec ", "true");
    }

    @Test
    void nothing_is_made() throws IOException {
        explain("true");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void the_json_is_in_the_common_envelope() throws IOException {
        assertThat(explain("--format", "json", "true")).isZero();
        JsonNode root = new ObjectMapper().readTree(screen.out());
        assertThat(root.get("schema").asText()).isEqualTo("jsec.plan/1");
        assertThat(root.get("data").get("steps").size()).isGreaterThan(30);
    }

    @Test
    void the_wire_form_can_be_saved() throws IOException {
        Path file = directory.resolve("plan");
        explain("--output", "plan=" + file, "true");
        assertThat(PlanCodec.decode(Files.readAllBytes(file)).steps().getLast())
                .isInstanceOf(Step.Exec.class);
    }

    @Test
    void a_saved_plan_is_compared_with_words() {
        Path file = directory.resolve("plan");
        explain("--output", "plan=" + file, "true");
        String words = "--rootfs " + rootfs + " " + ONE_ID;
        screen = screen();
        assertThat(screen.run("explain", "--diff", file.toString(), words + " true")).isZero();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.run("explain", "--diff", file.toString(), words + " --read-only true"))
                .isEqualTo(1);
        assertThat(screen.out()).contains("+ ReadOnlyRoot");
    }

    @Test
    void a_damaged_plan_is_refused() throws IOException {
        Path file = directory.resolve("plan");
        explain("--output", "plan=" + file, "true");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        screen = screen();
        assertThat(screen.run("explain", "--diff", file.toString(), file.toString())).isEqualTo(3);
        assertThat(screen.err()).contains("--diff " + file + " refused: it is no saved plan");
    }

    @Test
    void words_that_are_no_runs_are_refused() {
        assertThat(screen.run("explain", "--diff", "--frob", "x")).isEqualTo(3);
        assertThat(screen.err()).startsWith("JSEC-C-001 --diff '--frob' refused: ");
    }

    @Test
    void three_loosenings_are_three_lines_with_their_rules() throws IOException {
        assertThat(
                        explain(
                                "--diff-default",
                                "--security-opt",
                                "seccomp=unconfined",
                                "--network",
                                "host",
                                "--cap-add",
                                "SYS_PTRACE",
                                "true"))
                .isZero();
        Golden.check("explain-loosenings.txt", screen.out());
    }

    @Test
    void the_default_loosens_nothing_but_what_was_asked_for_the_test() {
        explain("--diff-default", "true");
        assertThat(screen.out()).hasLineCount(1).contains("JSEC-C-310");
    }

    @Test
    void what_a_weaker_profile_lets_through_is_listed() throws IOException {
        Path file = directory.resolve("weak.json");
        Files.writeString(
                file,
                """
                {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
                  {"names": ["read", "write", "execve", "bpf", "keyctl", "unshare"],
                   "action": "SCMP_ACT_ALLOW"}]}
                """);
        explain("--diff-default", "--security-opt=seccomp=" + file, "true");
        assertThat(screen.out())
                .contains("JSEC-C-301 loosens: ")
                .contains("lets through bpf, keyctl, unshare, which the hardened one refuses");
    }

    @Test
    void a_stricter_profile_is_no_loosening() throws IOException {
        Path file = directory.resolve("strict.json");
        Files.writeString(
                file,
                """
                {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
                  {"names": ["read", "write", "execve"], "action": "SCMP_ACT_ALLOW"}]}
                """);
        explain("--diff-default", "--security-opt=seccomp=" + file, "true");
        assertThat(screen.out()).contains("JSEC-C-354 tightens: ").doesNotContain("JSEC-C-301");
    }

    private int explain(String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "explain";
        all[1] = "--rootfs";
        all[2] = rootfs.toString();
        all[3] = ONE_ID;
        System.arraycopy(words, 0, all, 4, words.length);
        return screen.run(all);
    }

    private Screen screen() {
        return new Screen()
                .with("HOME", directory.toString())
                .with("XDG_DATA_HOME", directory.resolve("data").toString());
    }
}
