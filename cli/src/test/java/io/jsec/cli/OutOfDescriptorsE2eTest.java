package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine, or a half of its launcher, out of descriptors: clients wait or are told, nothing
 * spins, containers run on, and what was refused left nothing behind.
 */
@Tag("e2e")
class OutOfDescriptorsE2eTest {
    private static final String USER = "jsectest";

    /** What the engine keeps free for the work of those it has accepted, and a little more. */
    private static final int SPARE = 40;

    private static final int CLIENTS = 60;

    /** CPU time in a second, of a hundred: who asks again without a pause takes all of it. */
    private static final long TICKS_MAX = 30;

    @TempDir Path directory = Path.of("/");

    private final List<SocketChannel> held = new ArrayList<>();
    private @Nullable Daemon daemon;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        daemon = Daemon.start(directory, USER);
        daemon().importRoot(tar, "busybox:1");
        assertThat(
                        docker(
                                "run",
                                "-d",
                                "--stop-signal",
                                "KILL",
                                "--name",
                                "idle",
                                "busybox:1",
                                "sleep",
                                "7000"))
                .isZero();
    }

    @AfterEach
    void end() throws IOException {
        release();
        if (daemon != null) {
            daemon.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    private EngineApi api() {
        return new EngineApi(daemon().socket());
    }

    private int docker(String... words) throws IOException {
        return daemon().docker(words).exit();
    }

    private void release() throws IOException {
        for (SocketChannel each : held) {
            each.close();
        }
        held.clear();
    }

    private static Set<Integer> descriptors(ProcessHandle process) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            Set<Integer> numbers = new TreeSet<>();
            all.forEach(each -> numbers.add(Integer.parseInt(each.getFileName().toString())));
            return numbers;
        }
    }

    /** The kernel gives out the lowest number that is free. */
    private static int lowestFree(ProcessHandle process) throws IOException {
        Set<Integer> numbers = descriptors(process);
        int lowest = 0;
        while (numbers.contains(lowest)) {
            lowest++;
        }
        return lowest;
    }

    private void limit(ProcessHandle process, String number) throws IOException {
        Process changed =
                daemon().client(
                                List.of(
                                        "prlimit",
                                        "--pid",
                                        Long.toString(process.pid()),
                                        "--nofile=" + number + ":"));
        Jsec.Result result = Jsec.finish(changed, "");
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private static String hardLimit(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[4])
                .findFirst()
                .orElseThrow();
    }

    private static long ticks(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void assertDoesNotSpin(ProcessHandle process)
            throws IOException, InterruptedException {
        long before = ticks(process);
        Thread.sleep(1000);
        assertThat(ticks(process) - before).isLessThan(TICKS_MAX);
    }

    private String pid(String name) throws IOException {
        return daemon().docker("inspect", "-f", "{{.State.Pid}} {{.State.Status}}", name).out();
    }

    private void assertJournalIsWhole() throws IOException {
        Process verify =
                daemon().client(
                                List.of(
                                        Jsec.distribution().resolve("bin/jsec").toString(),
                                        "journal",
                                        "verify"));
        Jsec.Result result = Jsec.finish(verify, "");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    private void hold(int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(daemon().socket()));
            channel.write(
                    ByteBuffer.wrap(
                            "GET /events HTTP/1.1\r\nHost: d\r\n\r\n".getBytes(ISO_8859_1)));
            held.add(channel);
        }
    }

    // Promise P86
    @Test
    void clients_beyond_what_the_engine_has_room_for_wait_and_are_served_when_others_go()
            throws Exception {
        String before = pid("idle");
        ProcessHandle engine = daemon().engine();
        limit(engine, Integer.toString(lowestFree(engine) + SPARE));

        hold(CLIENTS);
        Until.holds(() -> daemon().log().contains("too many open files: new clients wait"));
        Process waiting = daemon().client(List.of("docker", "version", "-f", "{{.Server.Os}}"));
        assertDoesNotSpin(engine);
        assertThat(waiting.isAlive()).isTrue();

        release();
        Jsec.Result served = Jsec.finish(waiting, "");
        assertThat(served.exit()).as(served.err()).isZero();
        assertThat(served.out()).isEqualTo("linux\n");
        assertThat(docker("run", "--rm", "busybox:1", "sh", "-c", "exit 3")).isEqualTo(3);
        assertThat(daemon().engine().pid()).isEqualTo(engine.pid());
        assertThat(pid("idle")).isEqualTo(before).endsWith(" running\n");
        assertJournalIsWhole();
    }

    /** Processes of a command line, wherever they run. */
    private static long processes(String argument) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> commandLine(each).equals("sleep\0" + argument + "\0"))
                    .count();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), ISO_8859_1);
        } catch (IOException e) {
            // ESRCH: it ended meanwhile.
            return "";
        }
    }

    private static String made(int number) {
        return "{\"Image\":\"busybox:1\",\"StopSignal\":\"KILL\",\"Cmd\":[\"sleep\",\""
                + number
                + "\"]}";
    }

    /** One that needs no descriptor more than there are, or is told in Docker's form. */
    private static void assertSaid(EngineApi.Answer answer) throws IOException {
        if (answer.status() >= 300) {
            assertThat(answer.status()).as(answer.text()).isIn(500, 503);
            assertThat(answer.json().path("message").asText())
                    .containsIgnoringCase("too many open files");
        }
    }

    // Promise P87
    @Test
    void a_start_that_runs_out_at_any_step_starts_nothing_that_nobody_knows() throws Exception {
        ProcessHandle engine = daemon().engine();
        String enough = hardLimit(engine);
        int refused = 0;
        for (int spare = 0; spare < 16; spare++) {
            String name = "c" + spare;
            int number = 7100 + spare;
            EngineApi.Answer created = api().post("/containers/create?name=" + name, made(number));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            SocketChannel starting = api().welcomed();
            limit(engine, Integer.toString(lowestFree(engine) + spare));

            EngineApi.Answer started =
                    EngineApi.last(starting, "POST", "/containers/" + name + "/start", "");

            limit(engine, enough);
            assertSaid(started);
            long running = started.status() == 204 ? 1 : 0;
            refused += running == 0 ? 1 : 0;
            Until.holds(
                    () -> processes(Integer.toString(number)) == running,
                    () -> name + ": " + started.status() + " " + started.text());
            assertThat(pid(name).endsWith(" running\n")).as(name).isEqualTo(running == 1);
            assertThat(docker("rm", "-f", name)).isZero();
            Until.holds(() -> processes(Integer.toString(number)) == 0);
        }
        assertThat(refused).as("starts that ran out").isBetween(2, 15);
        assertThat(daemon().engine().pid()).isEqualTo(engine.pid());
        assertThat(pid("idle")).endsWith(" running\n");
    }

    @Test
    void other_requests_that_run_out_change_nothing_or_all() throws Exception {
        ProcessHandle engine = daemon().engine();
        String enough = hardLimit(engine);
        int refused = 0;
        for (int spare = 0; spare < 6; spare++) {
            SocketChannel creating = api().welcomed();
            SocketChannel looking = api().welcomed();
            String exec =
                    api().post("/containers/idle/exec", made(7200 + spare))
                            .json()
                            .path("Id")
                            .asText();
            SocketChannel executing = api().welcomed();
            limit(engine, Integer.toString(lowestFree(engine) + spare));

            EngineApi.Answer created =
                    EngineApi.last(
                            creating,
                            "POST",
                            "/containers/create?name=d" + spare,
                            made(7300 + spare));
            EngineApi.Answer inspected =
                    EngineApi.last(looking, "GET", "/containers/idle/json", "");
            EngineApi.Answer executed =
                    EngineApi.last(
                            executing, "POST", "/exec/" + exec + "/start", "{\"Detach\":true}");

            limit(engine, enough);
            assertSaid(created);
            assertSaid(inspected);
            assertSaid(executed);
            refused += executed.status() >= 300 ? 1 : 0;
            assertThat(docker("inspect", "d" + spare) == 0).isEqualTo(created.status() == 201);
            long running = executed.status() < 300 ? 1 : 0;
            String argument = Integer.toString(7200 + spare);
            Until.holds(
                    () -> processes(argument) == running,
                    () -> argument + ": " + executed.status() + " " + executed.text());
        }
        assertThat(refused).isPositive();
        assertThat(daemon().engine().pid()).isEqualTo(engine.pid());
        assertJournalIsWhole();
    }

    // Promise P86
    @Test
    void clients_wait_where_the_launcher_cannot_accept_them() throws Exception {
        ProcessHandle outer = daemon().outer();
        String enough = hardLimit(outer);
        limit(outer, Integer.toString(lowestFree(outer)));

        Process waiting = daemon().client(List.of("docker", "version", "-f", "{{.Server.Os}}"));
        assertDoesNotSpin(outer);
        assertThat(waiting.isAlive()).isTrue();

        limit(outer, enough);
        Jsec.Result served = Jsec.finish(waiting, "");
        assertThat(served.exit()).as(served.err()).isZero();
    }

    // Promise P87
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8})
    void a_launcher_without_descriptors_ends_no_container(int spare) throws Exception {
        String before = pid("idle");
        ProcessHandle engine = daemon().engine();
        ProcessHandle inner = engine.parent().orElseThrow();
        String enough = hardLimit(inner);
        EngineApi.Answer created = api().post("/containers/create?name=late", made(7400));
        assertThat(created.status()).isEqualTo(201);
        SocketChannel starting = api().welcomed();
        limit(inner, Integer.toString(lowestFree(inner) + spare));

        EngineApi.Answer refused = EngineApi.last(starting, "POST", "/containers/late/start", "");
        int unserved = docker("version");

        limit(inner, enough);
        assertThat(refused.status()).as(refused.text()).isGreaterThanOrEqualTo(500);
        assertThat(refused.json().path("message").asText())
                .containsAnyOf("too many open files", "EMFILE");
        assertThat(unserved).isEqualTo(spare == 0 ? 1 : 0);
        assertThat(pid("idle")).isEqualTo(before).endsWith(" running\n");
        assertThat(daemon().engine().pid()).isEqualTo(engine.pid());
        Until.holds(() -> processes("7400") == 0);
        assertThat(docker("start", "late")).isZero();
        assertThat(pid("late")).endsWith(" running\n");
    }
}
