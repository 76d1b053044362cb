package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A killed command takes everything with it, and the next start removes what it left. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashE2eTest {
    private static final String USER = "jsectest";
    private static final int POLLS_MAX = 3_000;

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as(USER, Path.of("/tmp"));
    private Path root = Path.of("/");

    @BeforeAll
    void assemble() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(USER, directory);
        root = Busybox.assemble(directory, USER);
    }

    // Promise P7
    @Test
    void a_killed_command_leaves_no_process_and_no_mount() throws Exception {
        String mark = "90001";
        Process process = started("--rm", mark);
        assertThat(commandLines()).anyMatch(line -> line.endsWith("sleep " + mark));
        end(process);
        assertThat(commandLines()).noneMatch(line -> line.contains("sleep " + mark));
        assertThat(launchers()).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(directory.toString());
    }

    // Promise P7
    @Test
    void the_next_start_removes_what_a_killed_one_left() throws Exception {
        Path stale = jsec.store().resolve("containers").resolve("e".repeat(64));
        jsec.program("mkdir", "-p", stale + "/upper/deep", stale + "/work", stale + "/etc");
        jsec.program("touch", stale + "/lock", stale + "/upper/deep/file");
        Path empty = jsec.store().resolve("containers").resolve("d".repeat(64));
        jsec.program("mkdir", empty.toString());
        assertThat(jsec.jsec("run", "--rm", "--rootfs", root.toString(), "true").exit()).isZero();
        assertThat(stale).doesNotExist();
        assertThat(empty).doesNotExist();
    }

    @Test
    void a_signal_reaches_the_container() throws Exception {
        Process process =
                jsec.start(
                        List.of(
                                "run",
                                "--rm",
                                "--rootfs",
                                root.toString(),
                                "sh",
                                "-c",
                                "trap 'echo got; exit 7' TERM; echo ready; while :; do sleep 1;"
                                        + " done"));
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("ready");
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out.readLine()).isEqualTo("got");
        assertThat(process.exitValue()).isEqualTo(7);
    }

    @Test
    void the_stop_signal_arrives_in_the_place_of_sigterm() throws Exception {
        Process process =
                jsec.start(
                        List.of(
                                "run",
                                "--rm",
                                "--stop-signal",
                                "USR1",
                                "--rootfs",
                                root.toString(),
                                "sh",
                                "-c",
                                "trap 'exit 9' USR1; trap 'exit 7' TERM; echo ready; while :; do"
                                        + " sleep 1; done"));
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(9);
    }

    @Test
    void a_running_container_is_removed_only_by_force() throws Exception {
        Process process = started("--name=busy", "90003");
        Jsec.Result refused = jsec.jsec("rm", "--standalone", "busy");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("the container is running: stop the container before");
        assertThat(jsec.jsec("rm", "--standalone", "-f", "busy"))
                .isEqualTo(new Jsec.Result(0, "busy\n", ""));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        until(() -> commandLines().noneMatch(line -> line.contains("sleep 90003")));
        assertThat(jsec.jsec("rm", "--standalone", "busy").err())
                .contains("No such container: busy");
    }

    @Test
    void a_name_whose_holder_was_killed_is_free_again() throws Exception {
        Process process = started("--rm", "90004", "--name=again");
        end(process);
        assertThat(
                        jsec.jsec(
                                        "run",
                                        "--rm",
                                        "--name=again",
                                        "--rootfs",
                                        root.toString(),
                                        "true")
                                .exit())
                .isZero();
    }

    @Test
    void a_caller_that_stops_reading_ends_a_container_that_writes() throws Exception {
        Process process =
                jsec.start(List.of("run", "--rm", "--rootfs", root.toString(), "cat", "/dev/zero"));
        assertThat(process.getInputStream().read()).isZero();
        process.getInputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }

    /** Starts a long sleep and waits until it runs inside. */
    private Process started(String option, String seconds, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", option));
        words.addAll(List.of(more));
        words.addAll(List.of("--rootfs", root.toString(), "sleep", seconds));
        Process process = jsec.start(words);
        until(() ->
                commandLines()
                        .anyMatch(line ->
                                line.endsWith("sleep " + seconds) && !line.contains("jsec")));
        return process;
    }

    /**
     * Kills the launcher, and waits until the kernel has ended all that ran below it: a process
     * lets go of its locks after it has lost its command line.
     */
    private static void end(Process process) throws Exception {
        List<ProcessHandle> left = new ArrayList<>(process.descendants().toList());
        assertThat(left).hasSizeGreaterThanOrEqualTo(2);
        process.destroyForcibly().waitFor();
        until(() -> left.stream().noneMatch(Launchers::runs));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits for what must become true; the bound only ends a broken test. */
    private static void until(Condition condition) throws Exception {
        for (int i = 0; i < POLLS_MAX && !condition.holds(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.holds()).isTrue();
    }

    private static Stream<String> commandLines() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries
                    .filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(CrashE2eTest::commandLine)
                    .filter(line -> !line.isEmpty())
                    .toList()
                    .stream();
        }
    }

    /** Launchers of this test's store. */
    private Stream<String> launchers() throws IOException {
        return Files.exists(jsec.store())
                ? commandLines()
                        .filter(line -> line.contains("jsec-launch once"))
                        .filter(line -> line.contains(distributionMark()))
                : Stream.empty();
    }

    private static String distributionMark() {
        return "--failure-exec " + Jsec.distribution();
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(
                            process.resolve("cmdline"),
                            java.nio.charset.StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}
