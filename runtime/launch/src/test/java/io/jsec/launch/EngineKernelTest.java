package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The resident launcher with an engine, which a small program stands in for. */
@Tag("kernel")
class EngineKernelTest {
    private static final int DEATHS = 50;

    private final List<EngineLauncher> made = new ArrayList<>();

    @BeforeEach
    void a_place_of_an_ordinary_user() throws Exception {
        assumeTrue(Identity.uid() == 0, "not-root: clients of other users are asked for");
        made.add(new EngineLauncher());
    }

    @AfterEach
    void everything_is_removed() throws Exception {
        for (EngineLauncher launcher : made) {
            launcher.remove();
        }
    }

    private EngineLauncher launcher() {
        return made.getFirst();
    }

    private ApiSocket socket(String name, int mode) {
        return new ApiSocket.Bound(launcher().path(name), mode, OptionalInt.empty());
    }

    private void start() throws Exception {
        launcher().start(List.of(socket("api.sock", 0666)), Map.of());
    }

    private String ask(String word) throws Exception {
        return launcher().ask("", "api.sock", word);
    }

    // Promise P15
    @Test
    void the_engine_learns_who_connects_in_ids_of_the_host() throws Exception {
        launcher().start(List.of(socket("own.sock", 0600), socket("api.sock", 0666)), Map.of());
        String owner = id("-u", "jsectest");
        String other = id("-u", "jsecbare");
        assertThat(launcher().ask("jsectest", "own.sock", "who"))
                .contains("uid " + owner + " gid " + id("-g", "jsectest") + " listener 0")
                .endsWith("groups " + id("-G", "jsectest"));
        assertThat(launcher().ask("jsecbare", "api.sock", "who"))
                .contains("uid " + other + " gid " + id("-g", "jsecbare") + " listener 1")
                .endsWith("groups " + id("-G", "jsecbare"));
        assertThat(launcher().ask("", "own.sock", "who")).contains("uid 0 gid 0 listener 0");
    }

    private static String id(String option, String user) throws Exception {
        return EngineLauncher.execute("id", option, user);
    }

    // Promise P15
    @Test
    void a_socket_admits_whom_its_mode_and_group_admit() throws Exception {
        int group = Integer.parseInt(id("-g", "jsectest"));
        launcher()
                .start(
                        List.of(
                                socket("own.sock", 0600),
                                new ApiSocket.Bound(
                                        launcher().path("group.sock"),
                                        0660,
                                        OptionalInt.of(group))),
                        Map.of());
        String refused = "connect: Permission denied";
        assertThat(launcher().ask("jsecbare", "own.sock", "who")).isEqualTo(refused);
        assertThat(launcher().ask("jsecbare", "group.sock", "who")).isEqualTo(refused);
        String member =
                EngineLauncher.execute(
                        "setpriv",
                        "--reuid",
                        "jsecbare",
                        "--regid",
                        "jsecbare",
                        "--groups",
                        Integer.toString(group),
                        launcher().path("jsec-engine").toString(),
                        "--ask",
                        launcher().path("group.sock").toString(),
                        "who");
        assertThat(member).endsWith("listener 1 groups " + group);
        assertThat(Files.getAttribute(launcher().path("group.sock"), "unix:mode"))
                .isEqualTo(0140660);
    }

    @Test
    void a_peer_with_too_many_groups_is_told_without_any() throws Exception {
        start();
        StringBuilder groups = new StringBuilder("1");
        for (int group = 2; group <= PeerIdentity.GROUPS_MAX + 1; group++) {
            groups.append(',').append(group);
        }
        String said =
                EngineLauncher.execute(
                        "setpriv",
                        "--groups",
                        groups.toString(),
                        launcher().path("jsec-engine").toString(),
                        "--ask",
                        launcher().path("api.sock").toString(),
                        "who");
        assertThat(said).endsWith("groups");
    }

    @Test
    void an_engine_killed_fifty_times_is_there_again_and_nothing_grows() throws Exception {
        start();
        Set<String> pids = new HashSet<>();
        pids.add(ask("pid"));
        int descriptors = descriptors();
        long oldest = 0;
        for (int death = 1; death <= DEATHS; death++) {
            ProcessHandle engine = engine();
            oldest = engine.pid();
            engine.destroyForcibly();
            engine.onExit().get();
            // Waits in the hand-in channel until the next engine reads it.
            pids.add(ask("pid"));
            Thread.sleep(1_050);
        }
        assertThat(pids).hasSize(DEATHS + 1);
        assertThat(engine().pid()).isNotEqualTo(oldest);
        assertThat(descriptors()).isEqualTo(descriptors);
        assertThat(launcher().log())
                .hasSize(DEATHS)
                .allMatch(line ->
                        line.equals(
                                "jsec-launch: the engine was ended by signal 9; it is"
                                        + " started again in 100 ms, after 1 death"));
        assertThat(launcher().stop()).isZero();
    }

    /** The youngest of the launcher's processes. */
    private ProcessHandle engine() {
        return launcher()
                .process()
                .descendants()
                .filter(each -> name(each).equals("jsec-engine"))
                .findFirst()
                .orElseThrow();
    }

    private static String name(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Of both halves of the launcher together. */
    private int descriptors() throws IOException {
        int count = 0;
        for (ProcessHandle half : launcher().process().descendants().toList()) {
            if (!name(half).equals("jsec-engine")) {
                String[] open = Path.of("/proc", Long.toString(half.pid()), "fd").toFile().list();
                count += open == null ? 0 : open.length;
            }
        }
        return count;
    }

    @Test
    void an_engine_that_dies_at_its_start_is_started_ever_more_rarely_and_said() throws Exception {
        assertPauses("--fail", 1600);
    }

    @Test
    void an_engine_that_dies_while_it_serves_is_soon_started_again() throws Exception {
        assertPauses("--brief", 800);
    }

    private void assertPauses(String manner, int fifth) throws Exception {
        launcher().start(List.of(), Map.of(), manner, "7");
        awaitLines(5);
        assertThat(launcher().log().subList(0, 5))
                .containsExactly(
                        death(100, "1 death"),
                        death(200, "2 deaths in a row"),
                        death(400, "3 deaths in a row"),
                        death(800, "4 deaths in a row"),
                        death(fifth, "5 deaths in a row"));
        assertThat(launcher().stop()).isZero();
    }

    private static String death(int pause, String deaths) {
        return "jsec-launch: the engine ended with status 7; it is started again in "
                + pause
                + " ms, after "
                + deaths;
    }

    private void awaitLines(int count) throws Exception {
        for (int tries = 0; tries < 3_000 && launcher().log().size() < count; tries++) {
            Thread.sleep(10);
        }
    }

    @Test
    void a_program_that_cannot_be_executed_is_said() throws Exception {
        Path missing = launcher().path("missing");
        launcher()
                .startCommand(
                        LauncherCommand.engine(
                                launcher().path("launch.sock"),
                                EngineLauncher.maps(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                new EngineProgram(List.of(missing.toString()), Map.of())));
        awaitLines(2);
        assertThat(launcher().log().subList(0, 2))
                .containsExactly(
                        "jsec-launch: execveat(" + missing + "): errno 2",
                        death(100, "1 death").replace("status 7", "status 125"));
    }

    @Test
    void an_engine_that_ends_in_order_ends_the_launcher() throws Exception {
        start();
        assertThat(ask("exit 0")).isEqualTo("no answer");
        assertThat(launcher().process().waitFor()).isZero();
        assertThat(launcher().path("api.sock")).doesNotExist();
        assertThat(launcher().path("launch.sock")).doesNotExist();
        assertThat(launcher().log()).isEmpty();
    }

    @Test
    void an_engine_that_cannot_serve_here_ends_the_launcher_with_its_status() throws Exception {
        launcher().start(List.of(), Map.of(), "--fail", "3");
        assertThat(launcher().process().waitFor()).isEqualTo(3);
    }

    @Test
    void the_engine_holds_its_three_descriptors_and_the_given_environment() throws Exception {
        launcher()
                .start(
                        List.of(socket("api.sock", 0666)),
                        Map.of("HOME", "/var/lib/x", "LC_ALL", "C"));
        // The last is the connection that asks.
        assertThat(ask("descriptors")).isEqualTo("0 1 2 3 4 5 6");
        assertThat(ask("environment")).isEqualTo("HOME=/var/lib/x LC_ALL=C");
    }

    @Test
    void the_engine_is_root_of_its_namespace_and_sees_its_own_pids_by_a_descriptor()
            throws Exception {
        start();
        String pid = ask("pid");
        assertThat(ask("place"))
                .isEqualTo("uid 0 pid " + pid + " session " + pid + " nnp 1 comm jsec-engine");
    }

    @Test
    void what_the_engine_mounts_ends_with_it() throws Exception {
        start();
        assertThat(ask("mount")).isEqualTo("mounted");
        Path table = Path.of("/proc", Long.toString(engine().pid()), "mountinfo");
        assertThat(Files.readString(table)).contains(" /mnt ");
        for (ProcessHandle half : launcher().process().descendants().toList()) {
            if (half.pid() != engine().pid()) {
                Path other = Path.of("/proc", Long.toString(half.pid()), "mountinfo");
                assertThat(Files.readString(other)).doesNotContain(" /mnt ");
            }
        }
    }

    @Test
    void the_engine_reads_what_its_user_may_and_gives_files_to_mapped_ids() throws Exception {
        start();
        Path own = Files.writeString(launcher().path("own"), "words");
        EngineLauncher.execute("chown", "jsectest:jsectest", own.toString());
        Path secret = Files.writeString(launcher().path("secret"), "root's");
        EngineLauncher.execute("chmod", "600", secret.toString());
        assertThat(ask("read " + own)).isEqualTo("words");
        assertThat(ask("read " + secret)).isEqualTo("Permission denied");
        assertThat(ask("own " + own)).isEqualTo("owned");
        assertThat(ask("own " + secret)).isEqualTo("Operation not permitted");
        long base = EngineLauncher.maps().uids().get(1).outside();
        assertThat(((Integer) Files.getAttribute(own, "unix:uid")).longValue())
                .isEqualTo(base + 999);
    }

    private List<String> handedDown() throws Exception {
        return LauncherCommand.engine(
                launcher().path("launch.sock"),
                EngineLauncher.maps(),
                Optional.empty(),
                List.of(new ApiSocket.HandedDown(3)),
                List.of(),
                new EngineProgram(List.of(launcher().path("jsec-engine").toString()), Map.of()));
    }

    @Test
    void a_socket_that_is_handed_down_serves_and_stays_its_owners() throws Exception {
        List<String> systemd =
                List.of(
                        launcher().path("jsec-engine").toString(),
                        "--hand-down",
                        launcher().path("api.sock").toString());
        launcher().startCommand(systemd, handedDown());
        assertThat(launcher().ask("jsectest", "api.sock", "who")).contains("listener 0");
        assertThat(ask("descriptors")).isEqualTo("0 1 2 3 4 5 6");
        assertThat(launcher().stop()).isZero();
        assertThat(launcher().path("api.sock")).exists();
    }

    @Test
    void what_is_handed_down_and_no_listening_socket_is_refused() throws Exception {
        launcher().startCommand(List.of("sh", "-c", "exec \"$@\" 3</dev/null", "sh"), handedDown());
        assertThat(launcher().process().waitFor()).isEqualTo(125);
        assertThat(launcher().log())
                .containsExactly("jsec-launch: getsockopt(--listen-fd): errno 88");
        assertThat(launcher().path("launch.sock")).doesNotExist();
    }

    @Test
    void connections_wait_for_the_engine_in_bounds() throws Exception {
        start();
        long halt = engine().pid();
        EngineLauncher.execute("kill", "-STOP", Long.toString(halt));
        int ended = 0;
        try (Waiting waiting = new Waiting(launcher().path("api.sock"), 2_000)) {
            ended = waiting.ended();
            assertThat(ended).isPositive().isLessThan(2_000);
            EngineLauncher.execute("kill", "-CONT", Long.toString(halt));
        }
        assertThat(ask("pid")).isNotEmpty();
    }
}
