package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Admission policies before the real client: what is refused, narrowed and warned of. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionE2eTest {
    private static final String USER = "jsectest";
    private static final String LIMITS_OFF = ", rules: {JSEC-C-518: off, JSEC-C-311: off}}";

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private static Path policy() {
        return directory.resolve("home/.config/jsec/policy.yaml");
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Jsec.run("install", "-d", "-o", USER, policy().getParent() + "");
        started = Daemon.start(directory, USER);
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void clean() throws IOException, InterruptedException {
        daemon().removeContainers();
        hold("{preset: dev}");
    }

    /** Writes a policy and has the engine read it. */
    private void hold(String text) throws IOException, InterruptedException {
        long before = told("policy read again");
        write(text);
        Jsec.run("kill", "-HUP", "" + daemon().outer().pid());
        Until.holds(() -> told("policy read again") > before);
    }

    private long told(String words) throws IOException {
        return daemon().log().lines().filter(line -> line.contains(words)).count();
    }

    private static void write(String text) throws IOException {
        Files.write(policy(), (text + "\n").getBytes(UTF_8));
        Jsec.run("chmod", "644", policy().toString());
    }

    private Jsec.Result docker(String... words) throws IOException {
        return daemon().docker(words);
    }

    private String out(String... words) throws IOException {
        Jsec.Result result = docker(words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out().strip();
    }

    private void refused(String rule, String... words) throws IOException {
        Jsec.Result result = docker(words);
        assertThat(result.exit()).as(List.of(words).toString()).isNotZero();
        assertThat(result.err()).as(List.of(words).toString()).contains(rule + " ", " refused: ");
    }

    private static Jsec.Result jsec(String... words) throws IOException {
        List<String> command = Daemon.as(directory, USER);
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(List.of(words));
        return Jsec.finish(
                new ProcessBuilder(command).directory(Path.of("/").toFile()).start(), "");
    }

    @Test
    void without_a_file_a_wall_that_is_taken_down_is_told_and_nothing_else_changes()
            throws IOException {
        Jsec.Result plain = docker("run", "--rm", "busybox:1", "true");
        assertThat(plain.exit()).isZero();
        assertThat(plain.err()).isEmpty();

        Jsec.Result loose =
                docker(
                        "run",
                        "--name",
                        "web",
                        "--security-opt=seccomp=unconfined",
                        "busybox:1",
                        "true");
        assertThat(loose.exit()).isZero();
        assertThat(loose.err())
                .contains("WARNING: JSEC-C-300 container web warned: seccomp=unconfined. Better: ");
        assertThat(out("inspect", "-f", "{{json .HostConfig.SecurityOpt}}", "web"))
                .isEqualTo("[\"seccomp=unconfined\"]");
    }

    // Promise P70
    @Test
    void the_preset_ci_keeps_the_walls_up_and_says_so() throws IOException, InterruptedException {
        hold("preset: ci");

        Jsec.Result narrowed =
                docker(
                        "run",
                        "--name",
                        "web",
                        "--security-opt=seccomp=unconfined",
                        "--security-opt=no-new-privileges=false",
                        "--security-opt=jsec.landlock=off",
                        "busybox:1",
                        "grep",
                        "-E",
                        "^(Seccomp|NoNewPrivs):",
                        "/proc/self/status");

        assertThat(narrowed.exit()).as(narrowed.err()).isZero();
        assertThat(narrowed.out()).contains("NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(narrowed.err())
                .contains(
                        "WARNING: JSEC-C-300 container web narrowed: seccomp=unconfined. Instead:"
                                + " seccomp=docker",
                        "WARNING: JSEC-C-302 container web narrowed: no-new-privileges is not set.",
                        "WARNING: JSEC-C-309 container web narrowed: jsec.landlock=off.");
        assertThat(out("inspect", "-f", "{{json .HostConfig.SecurityOpt}}", "web"))
                .isEqualTo("[\"seccomp=docker\",\"no-new-privileges=true\",\"jsec.landlock=on\"]");
        refused("JSEC-C-303", "run", "--cap-add", "SYS_ADMIN", "busybox:1", "true");
        refused("JSEC-C-303", "create", "--cap-add", "all", "busybox:1", "true");
        refused("JSEC-C-502", "run", "--privileged", "busybox:1", "true");
        assertThat(daemon().log())
                .contains("JSEC-C-300 container web narrowed: seccomp=unconfined");
        String journal = jsec("journal", "show", "--kind", "decision").out();
        assertThat(journal.lines())
                .anyMatch(line -> line.contains("JSEC-C-300") && line.contains("narrow"))
                .anyMatch(line -> line.contains("JSEC-C-303") && line.contains("deny"));
    }

    @Test
    void our_own_client_says_what_was_narrowed() throws IOException, InterruptedException {
        hold("preset: ci");

        Jsec.Result result =
                jsec("run", "--rm", "--security-opt=seccomp=unconfined", "busybox:1", "true");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("narrowed: seccomp=unconfined. Instead: seccomp=docker");
    }

    // Promise P69
    @Test
    void a_body_that_no_client_would_send_is_judged_like_any_other()
            throws IOException, InterruptedException {
        hold("rules: {JSEC-C-300: enforce, JSEC-C-309: enforce}");
        for (String options :
                List.of(
                        "[\"seccomp=builtin\",\"seccomp:unconfined\"]",
                        "[\"jsec.landlock=on\",\"jsec.landlock:off\"]")) {
            byte[] body =
                    ("{\"Image\":\"busybox:1\",\"Cmd\":[\"true\"],\"HostConfig\":{\"SecurityOpt\":"
                                    + options
                                    + "}}")
                            .getBytes(UTF_8);
            String head =
                    "POST /v1.24/containers/create HTTP/1.1\r\nHost: docker\r\n"
                            + "Connection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n";
            EngineApi.Answer answer =
                    new EngineApi(daemon().socket()).exchange(head.getBytes(UTF_8), body);
            assertThat(answer.status()).as(options).isEqualTo(403);
            assertThat(answer.text()).contains("{\"message\":\"JSEC-C-3").contains(" refused: ");
        }
    }

    // Promise P70
    @Test
    void the_preset_production_refuses_what_ci_narrows() throws IOException, InterruptedException {
        out("tag", "busybox:1", "busybox:latest");
        hold("{preset: production" + LIMITS_OFF);

        refused("JSEC-C-300", "run", "--security-opt=seccomp=unconfined", "busybox:1", "true");
        refused("JSEC-C-310", "run", "--security-opt=jsec.degrade=1", "busybox:1", "true");
        refused("JSEC-C-314", "run", "--security-opt=jsec.proc=writable", "busybox:1", "true");
        refused("JSEC-C-505", "run", "--cap-add=NET_RAW", "busybox:1", "true");
        refused("JSEC-C-534", "run", "busybox", "true");
        refused("JSEC-C-534", "run", "busybox:latest", "true");
        refused("JSEC-C-539", "run", "--group-add", "0", "busybox:1", "true");
        assertThat(out("ps", "-aq")).isEmpty();
        Jsec.Result plain = docker("run", "--rm", "--read-only", "-u", "1000", "busybox:1", "true");
        assertThat(plain.exit()).as(plain.err()).isZero();
        out("rmi", "busybox:latest");
    }

    // Promise P70
    @Test
    void changes_and_commands_are_judged_too() throws IOException, InterruptedException {
        out("run", "-d", "--name", "web", "busybox:1", "sleep", "1000");
        hold("rules: {JSEC-C-503: enforce, JSEC-C-531: enforce, JSEC-C-525: narrow}");

        refused("JSEC-C-503", "exec", "web", "id");
        refused("JSEC-C-531", "exec", "-u", "1000", "-e", "DB_PASSWORD=hunter22", "web", "id");
        assertThat(out("exec", "-u", "1000", "web", "id", "-u")).isEqualTo("1000");
        out("update", "--restart", "always", "web");
        assertThat(out("inspect", "-f", "{{.HostConfig.RestartPolicy}}", "web"))
                .isEqualTo("{on-failure 5}");
        assertThat(daemon().log()).doesNotContain("hunter22");
        out("restart", "-t", "0", "web");
    }

    // Promise P71
    @Test
    void a_wrong_policy_changes_nothing_and_starts_no_engine()
            throws IOException, InterruptedException {
        hold("rules: {JSEC-C-300: enforce}");
        long before = told("the policy stays as it is: ");
        write("{preset: prodction, rules: {JSEC-C-502: off}}");

        Jsec.Result validated = jsec("daemon", "--validate");
        assertThat(validated.exit()).isEqualTo(1);
        assertThat(validated.err())
                .contains(
                        "policy.yaml:1:10: there is no preset prodction; did you mean production",
                        "policy.yaml:1:29: JSEC-C-502 takes no mode: what breaks it is always");
        Jsec.run("kill", "-HUP", "" + daemon().outer().pid());
        Until.holds(() -> told("the policy stays as it is: ") > before);
        refused("JSEC-C-300", "run", "--security-opt=seccomp=unconfined", "busybox:1", "true");
    }

    // Promise P71
    @Test
    void an_engine_that_comes_back_to_a_wrong_policy_admits_nothing()
            throws IOException, InterruptedException {
        out("run", "-d", "--name", "web", "busybox:1", "sleep", "1000");
        write("preset: none");
        ProcessHandle engine = daemon().engine();
        assertThat(engine.destroyForcibly()).isTrue();
        Until.holds(() -> !engine.isAlive() && docker("ps").exit() == 0);

        refused("JSEC-A-001", "run", "busybox:1", "true");
        refused("JSEC-A-001", "exec", "web", "true");
        refused("JSEC-A-001", "update", "--restart", "no", "web");
        assertThat(out("ps", "--format", "{{.Names}}")).isEqualTo("web");
    }

    // Promise P71
    @Test
    void no_container_is_given_the_policy() throws IOException {
        String folder = policy().getParent() + "";
        refused("JSEC-C-501", "run", "-v", folder + ":/x", "busybox:1", "true");
        refused("JSEC-C-501", "run", "-v", folder + "/policy.yaml:/x", "busybox:1", "true");
        refused("JSEC-C-501", "run", "-v", directory.resolve("home") + ":/x", "busybox:1", "true");
    }

    @Test
    void a_limit_that_production_asks_for_and_nothing_can_hold_is_refused_by_name()
            throws IOException, InterruptedException {
        hold("preset: production");

        Jsec.Result result = docker("run", "busybox:1", "true");

        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains(" refused: ", "Instead: ").contains("--memory");
    }

    @Test
    void explain_says_the_verdict_before_anything_runs() throws IOException, InterruptedException {
        hold("rules: {JSEC-C-300: enforce, JSEC-C-302: narrow, JSEC-C-520: warn}");
        List<String> words = new ArrayList<>(List.of("explain", "--verdict"));
        words.addAll(List.of("--name", "web", "--security-opt=no-new-privileges=false"));
        words.addAll(List.of("busybox:1", "true"));

        Jsec.Result admitted = jsec(words.toArray(String[]::new));
        assertThat(admitted.exit()).as(admitted.err()).isZero();
        assertThat(admitted.out().lines())
                .containsExactly(
                        "JSEC-C-302 container web narrowed: no-new-privileges is not set. Instead:"
                                + " no-new-privileges",
                        "JSEC-C-520 container web warned: the root can be written. Better: set"
                                + " read_only, with tmpfs where the program writes");
        words.add(2, "--security-opt=seccomp=unconfined");
        Jsec.Result refused = jsec(words.toArray(String[]::new));
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).startsWith("JSEC-C-300 container web refused: ");
    }

    @Test
    void setup_writes_a_preset_and_keeps_what_somebody_else_wrote() throws IOException {
        Files.deleteIfExists(policy());
        Jsec.Result made = jsec("setup", "--preset", "ci");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(Files.readString(policy())).endsWith("preset: ci\n");
        assertThat(jsec("setup", "--preset", "production").exit()).isZero();
        assertThat(Files.readString(policy())).endsWith("preset: production\n");
        assertThat(jsec("setup", "--check", "--preset", "production").exit()).isZero();
        assertThat(jsec("setup", "--check", "--preset", "dev").exit()).isEqualTo(1);
        assertThat(jsec("daemon", "--validate").exit()).isZero();

        write("rules: {JSEC-C-300: enforce}");
        Jsec.Result kept = jsec("setup", "--preset", "dev");
        assertThat(kept.exit()).isEqualTo(1);
        assertThat(kept.err())
                .contains("--preset dev refused: ", "was not written by jsec setup", "Instead: ");
        assertThat(Files.readString(policy())).isEqualTo("rules: {JSEC-C-300: enforce}\n");
        assertThat(jsec("setup", "--preset", "strict").err())
                .contains("there is no such preset. Instead: dev, ci, production");
    }
}
