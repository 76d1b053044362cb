package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.JournalReader;
import io.jsec.journal.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal of a real engine: what is in it, what is never in it, and who changed it. */
@Tag("e2e")
class EngineJournalE2eTest {
    private static final String USER = "jsectest";
    private static final String SECRET = "correcthorsebattery";

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;

    @BeforeEach
    void prepare() {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
    }

    @AfterEach
    void end() throws IOException {
        if (daemon != null) {
            daemon.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    private void start(String... words) throws IOException, InterruptedException {
        daemon = Daemon.start(directory, USER, words);
    }

    private void startWithImage(String... words) throws IOException, InterruptedException {
        Path tar = Busybox.archive(directory, USER);
        start(words);
        out("import", tar.toString(), "busybox:1");
    }

    private void stop() throws IOException {
        daemon().close();
        daemon = null;
    }

    private String out(String... words) throws IOException {
        Jsec.Result result = daemon().docker(words);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    private Path journal() {
        return directory.resolve("home/.local/state/jsec");
    }

    private Path segment() {
        return journal().resolve("journal-0001.jsonl");
    }

    private List<Line> lines(String kind) {
        List<Line> lines = new ArrayList<>();
        JournalReader.read(
                journal(),
                line -> {
                    if (line.kind().equals(kind)) {
                        lines.add(line);
                    }
                });
        return lines;
    }

    private static String field(Line line, String name) {
        return switch (line.fields().get(name)) {
            case Line.Value.Text text -> text.text();
            case Line.Value.Count count -> Long.toString(count.number());
            case Line.Value.Texts texts -> String.join(" ", texts.texts());
            case null -> "";
        };
    }

    private static List<String> rows(List<Line> lines, String... names) {
        return lines.stream()
                .map(line -> String.join(" ", Stream.of(names).map(n -> field(line, n)).toList()))
                .toList();
    }

    /** Our own command, as the engine's user with the same folders. */
    private Jsec.Result jsec(String... words) throws IOException {
        List<String> command = Daemon.as(directory, USER);
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(List.of(words));
        return Jsec.finish(new ProcessBuilder(command).directory(directory.toFile()).start(), "");
    }

    private String uid() throws IOException {
        return "uid:" + Files.getAttribute(directory.resolve("home"), "unix:uid");
    }

    @Test
    void a_run_is_told_call_by_call_with_the_plan_that_was_launched() throws Exception {
        startWithImage();
        String id = out("run", "-d", "--name", "web", "busybox:1", "sleep", "100");
        out("exec", "web", "true");
        out("rm", "-f", "web");
        out("ps", "-a");
        stop();

        String container = "container/" + id;
        assertThat(rows(lines("mutation"), "who", "method", "route", "status"))
                .containsExactly(
                        uid() + " POST /images/create 200",
                        uid() + " POST /containers/create 201",
                        uid() + " POST /containers/{id}/start 204",
                        uid() + " POST /containers/{id}/exec 201",
                        uid() + " POST /exec/{id}/start 101",
                        uid() + " DELETE /containers/{id} 204");
        assertThat(rows(lines("mutation"), "objects"))
                .contains("container/web image/busybox:1 " + container)
                .endsWith(container);
        assertThat(rows(lines("launch"), "who", "object")).containsExactly(uid() + " " + container);
        assertThat(field(lines("launch").getFirst(), "plan")).matches("sha256:[0-9a-f]{64}");
        assertThat(rows(lines("reads"), "who", "routes"))
                .allSatisfy(row -> assertThat(row).startsWith(uid() + " "))
                .anySatisfy(row -> assertThat(row).contains("/containers/json:"));
        assertThat(jsec("journal", "verify").exit()).isZero();
    }

    @Test
    void what_admission_refuses_is_a_decision_for_each_rule() throws Exception {
        startWithImage();
        Jsec.Result refused =
                daemon().docker(
                                "create",
                                "--network",
                                "host",
                                "-v",
                                "/etc:/x",
                                "busybox:1",
                                "true");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("JSEC-C-304", "JSEC-C-308");
        stop();

        assertThat(rows(lines("decision"), "who", "route", "rule", "verdict", "objects"))
                .containsExactlyInAnyOrder(
                        uid() + " /containers/create JSEC-C-304 deny image/busybox:1",
                        uid() + " /containers/create JSEC-C-308 deny image/busybox:1");
        assertThat(rows(lines("mutation"), "route", "status")).endsWith("/containers/create 403");
    }

    @Test
    void a_restart_by_policy_is_the_engines() throws Exception {
        startWithImage();
        String id = out("run", "-d", "--restart", "on-failure:1", "busybox:1", "false");
        assertThat(out("wait", id)).isEqualTo("1");
        Until.holds(() ->
                out("inspect", "-f", "{{.RestartCount}} {{.State.Status}}", id).equals("1 exited"));
        stop();

        assertThat(rows(lines("launch"), "who", "object"))
                .containsExactly(uid() + " container/" + id, "engine container/" + id);
    }

    // Promise P42
    @Test
    void no_secret_of_a_call_is_in_the_journal_or_beside_it() throws Exception {
        startWithImage();
        Path env = daemon().file("env", "FILE=" + SECRET + "\n");
        String id =
                out(
                        "run",
                        "-d",
                        "-e",
                        "PASSWORD=" + SECRET,
                        "--env-file",
                        env.toString(),
                        "--label",
                        "l=" + SECRET,
                        "--health-cmd",
                        "echo " + SECRET,
                        "busybox:1",
                        "sh",
                        "-c",
                        "sleep 100; echo " + SECRET);
        out("exec", "-e", "TOKEN=" + SECRET, id, "sh", "-c", "true " + SECRET);
        out("volume", "create", "--label", "s=" + SECRET, "data");
        out(
                "commit",
                "--pause=false",
                "-m",
                SECRET,
                "-a",
                SECRET,
                "-c",
                "ENV A=" + SECRET,
                id,
                "made:1");
        assertThat(
                        daemon().fed(SECRET, "login", "-u", SECRET, "--password-stdin", "reg.test")
                                .exit())
                .isEqualTo(1);
        String auth = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
        for (String request :
                List.of(
                        "POST /images/create?fromImage=x&auth=" + SECRET,
                        "POST /build?buildargs=" + SECRET,
                        "POST /containers/" + id + "/kill?x=" + SECRET)) {
            byte[] head =
                    String.join(
                                    "\r\n",
                                    request + " HTTP/1.1",
                                    "Host: docker",
                                    "Connection: close",
                                    "X-Registry-Auth: " + auth,
                                    "X-Registry-Config: " + auth,
                                    "Authorization: Bearer " + SECRET,
                                    "Content-Length: " + SECRET.length(),
                                    "",
                                    "")
                            .getBytes(UTF_8);
            new EngineApi(daemon().socket()).exchange(head, SECRET.getBytes(UTF_8));
        }
        stop();

        assertThat(rows(lines("mutation"), "route"))
                .contains("/containers/create", "/build", "/commit", "/volumes/create");
        try (Stream<Path> files = Files.list(journal())) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readString(file, ISO_8859_1))
                                    .doesNotContain(SECRET, auth));
        }
    }

    /** What somebody without the key does to the lines. */
    enum Tampering {
        EDIT,
        DELETE,
        SWAP,
        TRUNCATE;

        void on(Path file) throws IOException {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            int at = 0;
            while (!lines.get(at).contains("/containers/create")) {
                at++;
            }
            switch (this) {
                case EDIT -> lines.set(at, lines.get(at).replace("POST", "HEAD"));
                case DELETE -> lines.remove(at);
                case SWAP -> lines.add(at + 1, lines.remove(at));
                case TRUNCATE -> lines.subList(at, lines.size()).clear();
            }
            // In place: the writer's descriptor stays the file's.
            Files.write(file, (String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
    }

    // Promise P43
    @ParameterizedTest
    @EnumSource(Tampering.class)
    void what_is_done_to_the_lines_is_found_while_the_engine_runs_and_after(Tampering tampering)
            throws Exception {
        startWithImage();
        out("run", "--rm", "busybox:1", "true");
        out("run", "--rm", "busybox:1", "true");
        Until.holds(() -> lines("mutation").size() >= 5);
        assertThat(jsec("ps").exit()).isZero();
        assertThat(jsec("journal", "verify").exit()).isZero();
        byte[] running = Files.readAllBytes(segment());
        tampering.on(segment());
        Jsec.Result found = jsec("journal", "verify");
        assertThat(found.exit()).as(found.out()).isEqualTo(1);
        assertThat(found.out()).contains("DOES NOT HOLD");

        Files.write(segment(), running);
        assertThat(jsec("journal", "verify").exit()).isZero();
        stop();
        assertThat(jsec("journal", "verify").exit()).isZero();
        tampering.on(segment());
        assertThat(jsec("journal", "verify").exit()).isEqualTo(1);
    }

    // Promise P43
    @Test
    void a_roll_back_of_files_and_key_is_found_by_what_a_command_was_told() throws Exception {
        startWithImage();
        out("run", "--rm", "busybox:1", "true");
        stop();
        Path copy = directory.resolve("copy");
        Jsec.run("cp", "-a", journal().toString(), copy.toString());
        start();
        for (int i = 0; i < 3; i++) {
            assertThat(jsec("run", "--rm", "busybox:1", "true").exit()).isZero();
        }
        Until.holds(() -> lines("mutation").size() >= 12);
        assertThat(jsec("ps").exit()).isZero();
        stop();
        Jsec.Result whole = jsec("journal", "verify");
        assertThat(whole.exit()).as(whole.out()).isZero();
        assertThat(whole.out())
                .contains(" that your jsec was told by this engine and keeps in ")
                .doesNotContain("A journal that was cut or rolled back");

        Jsec.run("rm", "-r", journal().toString());
        Jsec.run("cp", "-a", copy.toString(), journal().toString());
        Jsec.Result rolled = jsec("journal", "verify");
        assertThat(rolled.exit()).isEqualTo(1);
        assertThat(rolled.out())
                .contains("and a witness saw entry ", ": it was cut or rolled back");

        // An engine goes on with it, and grows beyond what was seen: that is found too.
        start();
        for (int i = 0; i < 8; i++) {
            assertThat(jsec("run", "--rm", "busybox:1", "true").exit()).isZero();
        }
        stop();
        Jsec.Result grown = jsec("journal", "verify");
        assertThat(grown.exit()).isEqualTo(1);
        assertThat(grown.out()).contains(" is not the one a witness saw");
    }

    @Test
    void a_killed_engine_goes_on_with_its_journal() throws Exception {
        startWithImage();
        for (int i = 0; i < 3; i++) {
            ProcessHandle engine = daemon().engine();
            out("run", "--rm", "busybox:1", "true");
            engine.destroyForcibly();
            engine.onExit().join();
            Until.holds(() -> daemon().docker("version").exit() == 0);
        }
        stop();

        assertThat(lines("start")).hasSize(4);
        assertThat(lines("stop")).hasSize(1);
        assertThat(jsec("journal", "verify").exit()).isZero();
    }

    @Test
    void a_damaged_journal_is_put_aside_and_info_says_so() throws Exception {
        startWithImage();
        stop();
        String text = Files.readString(segment());
        Files.writeString(segment(), text.replace("/images/create", "/images/load"));
        start();
        assertThat(out("info", "--format", "{{json .Warnings}}"))
                .contains("WARNING: the journal in ", " was damaged, and another was begun");
        assertThat(daemon().log()).contains(" was damaged, and another was begun");
        out("run", "--rm", "busybox:1", "true");
        stop();

        Jsec.Result found = jsec("journal", "verify");
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.out()).contains("a journal that was damaged is kept here");
        assertThat(lines("launch")).hasSize(1);
    }

    // Promise P41
    @Test
    void on_a_full_disk_required_changes_are_refused_and_reads_go_on() throws Exception {
        Path config = directory.resolve("daemon.json");
        Files.writeString(config, "{\"jsec\": {\"journal-required\": true}}");
        Path tar = Busybox.archive(directory, USER);
        Path home = directory.resolve("home");
        Path state = home.resolve(".local/state");
        daemon =
                Daemon.within(
                        "mkdir -p "
                                + state
                                + "; mount -t tmpfs -o size=4m tmpfs "
                                + state
                                + "; chown "
                                + USER
                                + " "
                                + home.resolve(".local")
                                + " "
                                + state,
                        directory,
                        USER,
                        "--config",
                        config.toString());
        out("import", tar.toString(), "busybox:1");
        String id = out("create", "busybox:1", "true");
        String filler = state.resolve("filler").toString();
        inside("cat /dev/zero >" + filler + " 2>/dev/null; true");
        EngineApi api = new EngineApi(daemon().socket());
        // What is left of the last block takes some lines more.
        int names = 0;
        while (names < 500 && rename(api, id, "n" + names).status() == 204) {
            names++;
        }
        EngineApi.Answer refused = rename(api, id, "refused");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("message").asText())
                .startsWith("JSEC-J-001 POST /containers/{id}/rename refused: the journal cannot");
        assertThat(out("inspect", "-f", "{{.Name}}", id)).isEqualTo("/n" + (names - 1));
        assertThat(out("inspect", "-f", "{{.State.Status}}", id)).isEqualTo("created");

        inside("rm " + filler);
        Until.holds(() -> api.post("/containers/" + id + "/start", "").status() < 400);
        inside("cp -a " + state.resolve("jsec") + " " + home.resolve("kept"));
        Jsec.Result verified = jsec("journal", "verify", "--directory", home.resolve("kept") + "");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(Files.readString(home.resolve("kept/journal-0001.jsonl")))
                .contains("\"kind\":\"intent\"", "\"intent\":");
    }

    private static EngineApi.Answer rename(EngineApi api, String id, String name)
            throws IOException {
        return api.post("/containers/" + id + "/rename?name=" + name, "");
    }

    private void inside(String script) {
        Jsec.run("nsenter", "-m", "-t", Long.toString(daemon().outer().pid()), "sh", "-c", script);
    }
}
