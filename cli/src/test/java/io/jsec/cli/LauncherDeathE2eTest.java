package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/**
 * The launcher is killed, half by half, or the whole host goes down: containers end, nothing of
 * them is left, and the next daemon says of each what is true and starts what is to run.
 */
@Tag("e2e")
class LauncherDeathE2eTest {
    private static final String USER = "jsectest";

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;
    private @Nullable PrivateGroups groups;

    /** Who is killed. */
    enum Victim {
        OUTER,
        INNER,
        /** Every process at once, and what lies in the runtime directory is gone: a power cut. */
        HOST
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        groups = new PrivateGroups(directory.resolve("groups"), USER);
        again();
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    private void again() throws IOException, InterruptedException {
        daemon = Daemon.start(groups(), directory, USER);
    }

    @AfterEach
    void end() throws IOException {
        if (daemon != null) {
            daemon.close();
        }
        if (groups != null) {
            groups.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    private PrivateGroups groups() {
        return Objects.requireNonNull(groups);
    }

    private EngineApi api() {
        return new EngineApi(daemon().socket());
    }

    private Path state() {
        return directory.resolve("home/.local/share/jsec");
    }

    private String run(String name, String script, String host) throws IOException {
        EngineApi.Answer made =
                api().post(
                                "/containers/create?name=" + name,
                                "{\"Image\":\"busybox:1\",\"Cmd\":[\"sh\",\"-c\",\""
                                        + script
                                        + "\"],\"Volumes\":{\"/kept\":{}},\"HostConfig\":{"
                                        + host
                                        + "}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        EngineApi.Answer started = api().post("/containers/" + name + "/start", "");
        assertThat(started.status()).as(started.text()).isEqualTo(204);
        return made.json().path("Id").asText();
    }

    private static String restart(String policy) {
        return "\"RestartPolicy\":{\"Name\":\"" + policy + "\"}";
    }

    private JsonNode inspect(String name) throws IOException {
        return api().get("/containers/" + name + "/json").json();
    }

    private String status(String name) throws IOException {
        return inspect(name).path("State").path("Status").asText();
    }

    /** Kills, and waits until nothing of it runs any more. */
    private void kill(Victim victim) throws IOException, InterruptedException {
        Launchers launchers = Launchers.of(daemon());
        List<ProcessHandle> all = new ArrayList<>(launchers.outer().descendants().toList());
        all.add(launchers.outer());
        assertThat(all).hasSizeGreaterThan(6);
        switch (victim) {
            case OUTER -> launchers.outer().destroyForcibly();
            case INNER -> launchers.inner().destroyForcibly();
            case HOST -> all.forEach(ProcessHandle::destroyForcibly);
        }
        Until.holds(
                () -> all.stream().noneMatch(Launchers::runs),
                () -> {
                    all.removeIf(process -> !Launchers.runs(process));
                    return all.toString();
                });
        if (victim == Victim.HOST) {
            Jsec.run("rm", "-rf", directory.resolve("run").toString());
        }
    }

    // Promise P30
    @ParameterizedTest
    @EnumSource(Victim.class)
    void what_ran_ended_and_the_next_daemon_says_and_does_what_is_right(Victim victim)
            throws Exception {
        run("plain", "while :; do echo tick; sleep 0.1; done", restart("no"));
        run("always", "sleep 1000", restart("always"));
        run("unless", "sleep 1000", restart("unless-stopped"));
        run("stopped", "sleep 1000", restart("unless-stopped"));
        run("failing", "sleep 1000", restart("on-failure"));
        String gone = run("gone", "sleep 1000", "\"AutoRemove\":true");
        run("over", "exit 5", restart("no"));
        assertThat(api().post("/containers/stopped/stop?t=0", "").status()).isEqualTo(204);
        Until.holds(() -> status("over").equals("exited"));
        assertThat(api().get("/volumes").json().path("Volumes")).hasSize(7);
        String begun = inspect("always").path("State").path("StartedAt").asText();

        kill(victim);

        assertThat(mountsOfOurs()).isEmpty();
        again();
        assertThat(status("plain")).isEqualTo("exited");
        JsonNode plain = inspect("plain").path("State");
        assertThat(plain.path("ExitCode").asInt()).isEqualTo(137);
        assertThat(plain.path("Pid").asInt()).isZero();
        assertThat(daemon().docker("logs", "plain").out()).startsWith("tick\n");
        assertThat(inspect("over").path("State").path("ExitCode").asInt()).isEqualTo(5);
        assertThat(status("stopped")).isEqualTo("exited");
        for (String name : List.of("always", "unless", "failing")) {
            Until.holds(() -> status(name).equals("running"), () -> name + " " + status(name));
        }
        assertThat(inspect("always").path("State").path("StartedAt").asText()).isNotEqualTo(begun);
        Until.holds(() -> api().get("/containers/" + gone + "/json").status() == 404);
        Until.holds(() -> api().get("/volumes").json().path("Volumes").size() == 6);
        assertThat(daemon().docker("exec", "always", "echo", "in").out()).isEqualTo("in\n");
        removeAll();
        assertNothingIsLeft();
    }

    @Test
    void a_daemon_that_comes_while_the_last_one_still_ends_waits_for_it() throws Exception {
        run("stubborn", "trap '' TERM; while :; do sleep 0.1; done", restart("always"));
        List<ProcessHandle> all = daemon().outer().descendants().toList();
        daemon().kill();

        again();

        assertThat(all).noneMatch(Launchers::runs);
        Until.holds(() -> status("stubborn").equals("running"));
        removeAll();
        assertNothingIsLeft();
    }

    // Promise P30
    @Test
    void two_daemons_never_have_one_state() throws Exception {
        String id = run("only", "sleep 1000", restart("no"));
        Path other = directory.resolve("other.sock");

        Jsec.Result second =
                Jsec.finish(
                        daemon().client(
                                        List.of(
                                                Jsec.distribution().resolve("bin/jsec").toString(),
                                                "daemon",
                                                "-H",
                                                "unix://" + other)),
                        "");

        assertThat(second.exit()).isNotZero();
        assertThat(second.err()).contains("an engine with the state");
        assertThat(other).doesNotExist();
        assertThat(inspect(id).path("State").path("Status").asText()).isEqualTo("running");
    }

    @Test
    void processes_of_a_launch_that_are_killed_one_by_one_harm_nobody_else() throws Exception {
        run("first", "exec sleep 1000", restart("no"));
        run("second", "exec sleep 1000", restart("no"));
        Launchers launchers = Launchers.of(daemon());
        Launchers.Counts before = launchers.count();
        List<ProcessHandle> victims =
                launchers.inner().descendants().filter(each -> !isEngine(launchers, each)).toList();
        assertThat(victims).hasSizeGreaterThanOrEqualTo(2);

        for (ProcessHandle victim : victims) {
            victim.destroyForcibly();
        }

        Until.holds(() -> status("first").equals("exited") && status("second").equals("exited"));
        assertThat(inspect("first").path("State").path("ExitCode").asInt()).isEqualTo(137);
        assertThat(daemon().docker("version").exit()).isZero();
        removeAll();
        run("first", "exec sleep 1000", restart("no"));
        run("second", "exec sleep 1000", restart("no"));
        Until.holds(() -> launchers.count().equals(before), () -> launchers.count() + " " + before);
        removeAll();
        assertNothingIsLeft();
    }

    private static boolean isEngine(Launchers launchers, ProcessHandle process) {
        return launchers.engine().filter(process::equals).isPresent();
    }

    /** Mounts of this host below the test's directory: those of the launcher went with it. */
    private List<String> mountsOfOurs() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    private void removeAll() throws IOException {
        for (JsonNode each : api().get("/containers/json?all=1").json()) {
            EngineApi.Answer removed =
                    api().delete("/containers/" + each.path("Id").asText() + "?force=1&v=1");
            assertThat(removed.status()).as(removed.text()).isEqualTo(204);
        }
    }

    private void assertNothingIsLeft() throws IOException, InterruptedException {
        Until.holds(() -> groups().inUse().isEmpty(), () -> groups().inUse().toString());
        assertThat(files(state().resolve("store/engine"))).isEmpty();
        assertThat(files(state().resolve("store/volumes"))).isEmpty();
        assertThat(files(directory.resolve("run/jsec"))).contains("jsec.sock", "launch.sock");
        assertThat(files(directory.resolve("run/jsec"))).hasSize(2);
        daemon().close();
        assertThat(files(directory.resolve("run/jsec"))).isEmpty();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }
}
