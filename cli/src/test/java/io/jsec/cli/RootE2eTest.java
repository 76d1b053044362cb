package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Root on a host that is set up: containers in slots, and nothing of ours runs as root. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RootE2eTest {
    private static final int POLLS_MAX = 3_000;

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.asRoot(Path.of("/tmp"));
    private @Nullable SetUpHost host;

    @BeforeAll
    void set_up() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.asRoot(directory);
        host = SetUpHost.make(jsec, "RootE2eTest");
        Path root = Busybox.assemble(directory, "root");
        Jsec.Result imported = jsec.jsec("setup", "--import-rootfs", root + "=busybox");
        assertThat(imported.exit()).as(imported.out() + imported.err()).isZero();
    }

    @AfterAll
    void take_back() throws IOException {
        if (host != null) {
            host.takeBack();
        }
    }

    // Promise P2
    @Test
    void the_demo_runs_in_a_slot_and_nothing_is_allowed() {
        Jsec.Result result = jsec.jsec("demo");
        assertThat(result.out()).contains(" 0 ALLOWED");
        assertThat(result.exit()).isZero();
    }

    @Test
    void a_container_gets_ids_of_its_own() {
        Jsec.Result result = inside("cat", "/proc/self/uid_map");
        assertThat(result.exit()).as(result.err()).isZero();
        String[] map = result.out().strip().split("\\s+", -1);
        assertThat(map[0]).isEqualTo("0");
        assertThat(Long.parseLong(map[1])).isGreaterThanOrEqualTo(65_537);
        assertThat(map[2]).isEqualTo("65536");
    }

    // Promise P4
    @Test
    void two_running_containers_share_no_id() throws Exception {
        Process one = started("90011");
        Process two = started("90012");
        String first = realUid(sleeping("90011").orElseThrow());
        String second = realUid(sleeping("90012").orElseThrow());
        assertThat(first).isNotEqualTo(second);
        end(one);
        end(two);
    }

    // Promise P1
    @Test
    void no_process_of_ours_runs_as_root() throws Exception {
        Process process = started("90013");
        List<String> roots = new ArrayList<>();
        int seen = 0;
        for (Path entry : processes()) {
            String line = commandLine(entry);
            if (line.contains("jsec-launch") || line.endsWith("sleep 90013")) {
                seen++;
                if (realUid(entry).equals("0")) {
                    roots.add(line);
                }
            }
        }
        end(process);
        assertThat(seen).isGreaterThanOrEqualTo(3);
        assertThat(roots).isEmpty();
    }

    @Test
    void files_of_subordinate_ids_in_a_slot_are_removed_with_the_container() {
        Jsec.Result result =
                inside("sh", "-c", "mkdir /d && touch /d/x && chown -R 33:34 /d && chmod 700 /d");
        assertThat(result).isEqualTo(new Jsec.Result(0, "", ""));
        assertThat(Path.of("/var/lib/jsec/store/containers")).isEmptyDirectory();
    }

    @Test
    void a_limit_is_enforced_where_its_hierarchy_is_delegated() {
        Jsec.Result result =
                jsec.jsec(
                        "run",
                        "--rm",
                        "--pids-limit",
                        "20",
                        "--rootfs",
                        rootfs(),
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 40 ]; do sleep 5 & i=$((i+1)); done; echo all");
        assertThat(result.out()).doesNotContain("all");
    }

    @Test
    void a_root_outside_the_store_is_refused_with_both_ways_out() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Jsec.run("chown", "jsec:jsec", outside.toString());
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", outside.toString(), "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err())
                .contains("--security-opt jsec.userns=owner", "below /var/lib/jsec/store");
    }

    @Test
    void roots_own_files_have_no_place_among_the_ids() {
        Jsec.Result result = jsec.jsec("run", "--rm", "--rootfs", "/usr", "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("root hands containers to the user jsec");
    }

    private Jsec.Result inside(String... command) {
        List<String> words = new ArrayList<>(List.of("run", "--rm", "--rootfs", rootfs()));
        words.addAll(List.of(command));
        return jsec.jsec(words.toArray(String[]::new));
    }

    private static String rootfs() {
        return "/var/lib/jsec/store/rootfs/busybox";
    }

    private Process started(String seconds) throws Exception {
        Process process =
                jsec.start(List.of("run", "--rm", "--rootfs", rootfs(), "sleep", seconds));
        for (int i = 0; i < POLLS_MAX && sleeping(seconds).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(sleeping(seconds)).isPresent();
        return process;
    }

    /** Kills the launcher, and waits until the kernel has ended all that ran below it. */
    private static void end(Process process) {
        List<ProcessHandle> left = new ArrayList<>(process.descendants().toList());
        left.add(process.toHandle());
        process.destroyForcibly();
        left.forEach(each -> each.onExit().join());
    }

    private static Optional<Path> sleeping(String seconds) throws IOException {
        return processes().stream()
                .filter(entry -> commandLine(entry).equals("sleep " + seconds))
                .findFirst();
    }

    private static List<Path> processes() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).toList();
        }
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

    private static String realUid(Path process) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst()
                .orElse("");
    }
}
