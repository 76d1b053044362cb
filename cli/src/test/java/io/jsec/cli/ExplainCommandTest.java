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
    void what_the_profile_docker_lets_through_is_listed() {
        explain("--diff-default", "--security-opt=seccomp=docker", "true");
        assertThat(screen.out())
                .contains(
                        "JSEC-C-318 loosens: the profile docker lets through listmount,"
                                + " memfd_secret, modify_ldt, name_to_handle_at, personality,"
                                + " process_mrelease, process_vm_readv, process_vm_writev, ptrace,"
                                + " socket, statmount, vmsplice, which the hardened one refuses");
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

    private String policy(String text) throws IOException {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, text);
        return "--policy=" + file;
    }

    @Test
    void a_verdict_needs_no_image_that_is_known_here() throws IOException {
        String policy =
                policy("rules: {JSEC-C-534: enforce, JSEC-C-531: warn," + " JSEC-C-312: narrow}");

        int exit =
                screen.run(
                        "explain",
                        "--verdict",
                        policy,
                        "--name=web",
                        "--ulimit=nofile=2000000",
                        "-e",
                        "DB_PASSWORD=hunter22",
                        "nginx");

        assertThat(exit).isEqualTo(1);
        assertThat(screen.out())
                .isEqualTo(
                        """
                        JSEC-C-534 container web refused: the image nginx changes without notice, \
                        which the policy forbids. Instead: name a version, better with its digest
                        JSEC-C-312 container web narrowed: nofile=2000000:2000000. Instead: at \
                        most 1048576
                        JSEC-C-531 container web warned: the environment holds the value of \
                        DB_PASSWORD. Better: use a secret that is mounted as a file
                        """);
    }

    @Test
    void every_word_that_a_policy_judges_reaches_it() throws IOException {
        String policy =
                policy(
                        """
                        rules: {JSEC-C-300: warn, JSEC-C-303: warn, JSEC-C-305: warn,
                          JSEC-C-311: warn, JSEC-C-313: warn, JSEC-C-504: warn, JSEC-C-518: warn,
                          JSEC-C-519: warn, JSEC-C-520: warn, JSEC-C-537: warn, JSEC-C-539: warn,
                          JSEC-C-503: warn}
                        """);

        assertThat(
                        screen.run(
                                "explain",
                                "--verdict",
                                policy,
                                "--security-opt=seccomp=unconfined",
                                "--cap-add=SYS_ADMIN",
                                "--userns=owner",
                                "--pids-limit=-1",
                                "--tmpfs=/t:exec",
                                "--group-add=0",
                                "nginx:1"))
                .isZero();
        assertThat(screen.out().lines().map(line -> line.substring(0, 10)))
                .containsExactly(
                        "JSEC-C-300",
                        "JSEC-C-303",
                        "JSEC-C-305",
                        "JSEC-C-311",
                        "JSEC-C-313",
                        "JSEC-C-503",
                        "JSEC-C-504",
                        "JSEC-C-518",
                        "JSEC-C-519",
                        "JSEC-C-520",
                        "JSEC-C-537",
                        "JSEC-C-539");
        screen = screen();
        assertThat(
                        screen.run(
                                "explain",
                                "--verdict",
                                policy,
                                "--cap-drop=ALL",
                                "--userns=slot",
                                "--pids-limit=9",
                                "--memory=64m",
                                "--cpus=1",
                                "--read-only",
                                "--init",
                                "-u",
                                "1000",
                                "nginx:1"))
                .isZero();
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void what_is_always_refused_needs_no_policy() {
        assertThat(screen.run("explain", "--verdict", "--network=host", "nginx:1")).isEqualTo(1);
        assertThat(screen.out()).startsWith("JSEC-C-304 --network host refused: ");
        screen = screen();
        assertThat(screen.run("explain", "--verdict", "-v", "/usr:/x", "nginx:1")).isEqualTo(1);
        assertThat(screen.out()).startsWith("JSEC-C-308 -v /usr:/x refused: ");
    }

    @Test
    void a_wrong_policy_is_refused_with_its_place() throws IOException {
        assertThat(screen.run("explain", "--verdict", policy("preset: cj"), "nginx:1"))
                .isEqualTo(1);
        assertThat(screen.err()).contains("policy.yaml:1:9: there is no preset cj");
        screen = screen();
        assertThat(screen.run("explain", "--verdict", "--policy=/nowhere.yaml", "nginx:1"))
                .isNotZero();
        assertThat(screen.err()).contains("reading /nowhere.yaml");
    }

    @Test
    void a_directory_goes_to_no_engine_and_before_no_policy() throws IOException {
        assertThat(explain(policy("rules: {JSEC-C-520: enforce}"), "true")).isZero();
        assertThat(screen.err()).isEmpty();
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
