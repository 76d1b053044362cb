package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine is killed at random moments while clients keep it busy, {@code -Dchaos.n} times; the
 * moments are those of {@code -Dchaos.seed}, which is printed.
 */
@Tag("e2e")
class EngineChaosE2eTest {
    private static final String USER = "jsectest";

    /** Kills without {@code -Dchaos.n}. */
    private static final int KILLS = 200;

    /** Some engines live long, most die young, many before they have answered anything. */
    private static final int LIFE_MILLIS_MAX = 1500;

    private static final int YOUNG_MILLIS_MAX = 300;

    /** What ends writers: their own answer to SIGTERM. */
    private static final int WRITER_CODE = 7;

    /** The writer whose health is asked for. */
    private static final String CHECKED = "writer1";

    private static final String HEALTHCHECK =
            "\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"],\"Interval\":200000000},";

    private static final List<String> WRITERS =
            List.of(
                    "echo n $i end; i=$((i+1)); [ $((i % 20)) != 0 ] || sleep 0.05;",
                    "echo n $i end; echo n $i end >&2; i=$((i+1));"
                            + " [ $((i % 10)) != 0 ] || sleep 0.05;",
                    "printf 'n %s ' $i; [ $((i % 10)) != 0 ] || sleep 0.05; echo end;"
                            + " i=$((i+1));");

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;
    private @Nullable PrivateGroups groups;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        PrivateGroups own = new PrivateGroups(directory.resolve("groups"), USER);
        groups = own;
        daemon = Daemon.start(own, directory, USER);
        assertThat(daemon.docker("import", tar.toString(), "busybox:1").exit()).isZero();
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

    private PrivateGroups groups() {
        return Objects.requireNonNull(groups);
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    private EngineApi api() {
        return new EngineApi(daemon().socket());
    }

    /** A container that writes numbered lines, and what must stay true of it. */
    private record Writer(String name, String id, long pid, long startTicks, String startedAt) {}

    @Test
    void no_kill_of_the_engine_costs_anything_of_what_runs() throws Exception {
        int kills = Integer.getInteger("chaos.n", KILLS);
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        System.out.println("chaos: -Dchaos.n=" + kills + " -Dchaos.seed=" + seed);
        Random random = new Random(seed);
        Launchers launchers = Launchers.of(daemon());
        Launchers.Counts before = launchers.count();
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS.size(); i++) {
            writers.add(writer(i));
        }
        assertThat(groups().inUse().isEmpty()).isNotEqualTo(groups().present());
        Load load = new Load(daemon(), random.nextLong());

        for (int kill = 1; kill <= kills; kill++) {
            Thread.sleep(
                    random.nextInt(random.nextInt(8) == 0 ? LIFE_MILLIS_MAX : YOUNG_MILLIS_MAX));
            kill(launchers);
            if (random.nextInt(4) == 0) {
                // Once more, while the next one is busy with finding out what runs.
                awaitEngine(launchers);
                Thread.sleep(random.nextInt(1000));
                kill(launchers);
                kill++;
            }
            awaitAnswer();
            for (Writer writer : writers) {
                assertThat(look(writer)).as("after kill %s", kill).isEqualTo(writer);
                assertLines(writer.name(), "&tail=200");
            }
            assertHealthy(kill);
            assertThat(load.failures()).as("after kill %s", kill).isEmpty();
        }

        load.finish();
        assertThat(load.failures()).isEmpty();
        System.out.println("chaos: " + load.seen());
        load.assertBusy();
        endWriters(writers);
        assertNothingIsLeft(launchers, before);
    }

    /** A check that an engine died under is none that failed. */
    private void assertHealthy(int kill) throws IOException {
        JsonNode health =
                api().get("/containers/" + CHECKED + "/json").json().path("State").path("Health");
        assertThat(health.path("FailingStreak").asInt(-1)).as("after kill %s", kill).isZero();
        assertThat(health.path("Status").asText()).isIn("starting", "healthy");
        for (JsonNode result : health.path("Log")) {
            assertThat(result.path("ExitCode").asInt(-1)).as(result.toString()).isZero();
        }
    }

    private Writer writer(int number) throws IOException {
        String name = "writer" + number;
        String script =
                "trap 'exit "
                        + WRITER_CODE
                        + "' TERM; i=0; while :; do "
                        + WRITERS.get(number)
                        + " done";
        String body =
                "{\"Image\":\"busybox:1\",\"Cmd\":[\"sh\",\"-c\",\""
                        + script
                        + "\"],"
                        + (name.equals(CHECKED) ? HEALTHCHECK : "")
                        + "\"HostConfig\":{\"LogConfig\":{\"Type\":\"json-file\",\"Config\":"
                        + "{\"max-size\":\"1m\",\"max-file\":\"400\"}}}}";
        EngineApi.Answer made = api().post("/containers/create?name=" + name, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        EngineApi.Answer started = api().post("/containers/" + name + "/start", "");
        assertThat(started.status()).as(started.text()).isEqualTo(204);
        return look(name);
    }

    private Writer look(Writer writer) throws IOException {
        return look(writer.name());
    }

    private Writer look(String name) throws IOException {
        JsonNode json = api().get("/containers/" + name + "/json").json();
        JsonNode state = json.path("State");
        assertThat(state.path("Status").asText()).as(json.toString()).isEqualTo("running");
        long pid = state.path("Pid").asLong();
        return new Writer(
                name,
                json.path("Id").asText(),
                pid,
                Launchers.startTicks(pid).orElse(-1L),
                state.path("StartedAt").asText());
    }

    private static void kill(Launchers launchers) throws Exception {
        ProcessHandle engine = awaitEngine(launchers);
        engine.destroyForcibly();
        Until.holds(() -> !engine.isAlive());
    }

    private static ProcessHandle awaitEngine(Launchers launchers) throws Exception {
        Until.holds(() -> launchers.engine().isPresent());
        return launchers.engine().orElseThrow();
    }

    private void awaitAnswer() throws Exception {
        Until.holds(() -> {
            try {
                return api().get("/_ping").status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Every line of both streams, one after the other, but for those whose loss is told. */
    private void assertLines(String name, String query) throws IOException {
        byte[] log = api().get("/containers/" + name + "/logs?stdout=1&stderr=1" + query).body();
        for (int stream = 1; stream <= 2; stream++) {
            assertThat(gaps(EngineApi.stream(log, stream))).as(name + " " + stream).isEmpty();
        }
    }

    /** Where the lines do not follow each other. */
    private static List<String> gaps(String text) {
        List<String> gaps = new ArrayList<>();
        long before = -1;
        boolean whole = text.endsWith("\n");
        List<String> lines = text.lines().toList();
        for (String line : whole || lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1)) {
            if (line.matches("\\[jsec: \\d+ bytes of output were lost here]")) {
                before = -1;
            } else if (!line.matches("n \\d+ end")) {
                gaps.add("'" + line + "' after " + before);
            } else {
                long number = Long.parseLong(line.split(" ", -1)[1]);
                if (before >= 0 && number != before + 1) {
                    gaps.add(number + " after " + before);
                }
                before = number;
            }
        }
        return gaps;
    }

    private void endWriters(List<Writer> writers) throws IOException {
        for (Writer writer : writers) {
            assertLines(writer.name(), "");
            EngineApi.Answer stopped = api().post("/containers/" + writer.name() + "/stop", "");
            assertThat(stopped.status()).as(stopped.text()).isEqualTo(204);
            JsonNode json = api().get("/containers/" + writer.name() + "/json").json();
            assertThat(json.path("State").path("ExitCode").asInt()).isEqualTo(WRITER_CODE);
            assertThat(json.path("RestartCount").asInt()).isZero();
            assertThat(json.path("State").path("StartedAt").asText()).isEqualTo(writer.startedAt());
            assertLines(writer.name(), "");
            assertThat(api().delete("/containers/" + writer.name()).status()).isEqualTo(204);
        }
    }

    private void assertNothingIsLeft(Launchers launchers, Launchers.Counts before)
            throws Exception {
        assertThat(api().get("/containers/json?all=1").json()).isEmpty();
        assertThat(api().get("/volumes").json().path("Volumes")).isEmpty();
        Until.holds(() -> launchers.count().equals(before), () -> launchers.count() + " " + before);
        Until.holds(() -> groups().inUse().isEmpty(), () -> groups().inUse().toString());
        assertThat(containerFiles()).isEmpty();
        Path state = directory.resolve("home/.local/share/jsec/state.db");
        assertThat(state).exists();
        if (Files.isExecutable(Path.of("/usr/bin/sqlite3"))) {
            // The engine has it for itself: what is looked into is a copy, made where nothing
            // writes.
            Path copy = Files.createDirectories(directory.resolve("copied"));
            for (String file : List.of("state.db", "state.db-wal")) {
                Files.copy(
                        state.resolveSibling(file),
                        copy.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            String script = "sqlite3 '" + copy.resolve("state.db") + "' 'PRAGMA integrity_check'";
            Process checking = new ProcessBuilder("sh", "-c", script).start();
            Jsec.Result check = Jsec.finish(checking, "");
            assertThat(check).isEqualTo(new Jsec.Result(0, "ok\n", ""));
        }
    }

    private List<Path> containerFiles() throws IOException {
        try (Stream<Path> files =
                Files.list(directory.resolve("home/.local/share/jsec/store/engine"))) {
            return files.toList();
        }
    }

    /** The clients that keep the engine busy. */
    private static final class Load {
        private final List<ChaosRuns> runs = new ArrayList<>();
        private final List<ChaosReader> readers = new ArrayList<>();
        private final ChaosExecs execs;
        private final List<Thread> threads = new ArrayList<>();

        Load(Daemon daemon, long seed) {
            EngineApi api = new EngineApi(daemon.socket());
            for (int i = 0; i < 2; i++) {
                runs.add(new ChaosRuns(api, "run" + i + "-", seed + i));
            }
            readers.add(new ChaosReader(daemon, "logs", "-f", "--tail", "5", "writer0"));
            readers.add(
                    new ChaosReader(
                            daemon, "attach", "--no-stdin", "--sig-proxy=false", "writer2"));
            execs = new ChaosExecs(api, "writer1");
            runs.forEach(this::begin);
            readers.forEach(this::begin);
            begin(execs);
        }

        private void begin(Runnable client) {
            threads.add(Thread.ofPlatform().daemon().start(client));
        }

        List<String> failures() {
            List<String> all = new ArrayList<>(execs.failures());
            runs.forEach(each -> all.addAll(each.failures()));
            readers.forEach(each -> all.addAll(each.failures()));
            return all;
        }

        void finish() throws InterruptedException {
            runs.forEach(ChaosRuns::finish);
            readers.forEach(ChaosReader::finish);
            execs.finish();
            for (Thread thread : threads) {
                assertThat(thread.join(java.time.Duration.ofSeconds(TimeUnit.MINUTES.toSeconds(5))))
                        .isTrue();
            }
        }

        /** What the clients did, for the reader of the log. */
        Map<String, Integer> seen() {
            Map<String, Integer> seen = new LinkedHashMap<>();
            seen.put("whole lives", runs.stream().mapToInt(ChaosRuns::whole).sum());
            seen.put("answers broken off", runs.stream().mapToInt(ChaosRuns::broken).sum());
            seen.put("commands", execs.whole());
            seen.put("commands of dead engines", execs.broken());
            seen.put("lines followed", readers.getFirst().lines());
            seen.put("lines attached", readers.getLast().lines());
            return seen;
        }

        /** A load of nothing proves nothing. */
        void assertBusy() {
            assertThat(seen().values()).allMatch(count -> count > 0);
        }
    }
}
