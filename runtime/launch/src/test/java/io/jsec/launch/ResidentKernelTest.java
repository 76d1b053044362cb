package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The resident launcher itself, asked by an ordinary user. */
@Tag("kernel")
class ResidentKernelTest {
    private static final Path LAUNCHER = Path.of("target", "bin", "jsec-launch");
    private static final Path FAULTY = Path.of("target", "test", "jsec-launch-fault");
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private Path place = Path.of("/");

    @BeforeEach
    void a_root_and_a_store_of_the_user() throws IOException {
        assumeTrue(Identity.uid() == 0, "not-root: the launcher's user is somebody else");
        place =
                Files.createTempDirectory(
                        Path.of("/var/tmp"),
                        "jsec-resident",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path bin = Files.createDirectories(place.resolve("root/bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        for (String applet : List.of("sh", "true", "sleep", "echo", "seq", "cat", "stty")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Files.createDirectories(place.resolve("store/containers"));
    }

    @AfterEach
    void everything_is_removed() throws Exception {
        Process remove = new ProcessBuilder("rm", "-rf", place.toString()).inheritIO().start();
        assertThat(remove.waitFor()).isZero();
    }

    @Test
    void a_thousand_launches_leave_nothing() throws Exception {
        assertThat(run("launches"))
                .containsExactly(
                        "launched 1000",
                        "records 0",
                        "descriptors more 0",
                        "mounts more 0",
                        "processes more 0",
                        "groups 0",
                        "directories 0");
    }

    @Test
    void a_container_outlives_its_client_and_the_next_one_finds_it() throws Exception {
        assertThat(run("clients"))
                .containsExactly(
                        "listed Running", "said", "ended 137", "listed Ended", "records 0");
    }

    // Promise P75
    @Test
    void what_is_held_outlives_its_client_and_ends_with_its_container() throws Exception {
        assertThat(run("held"))
                .containsExactly(
                        "read 1: 42",
                        "another number true",
                        "with another: the launcher refuses: nothing is held with the container",
                        "with nobody: the launcher refuses: there is no such container",
                        "in the container: 0 1 2 3",
                        "at its end: 0",
                        "after it: the launcher refuses: nothing is held with the container",
                        "not started true: 0",
                        "descriptors more 0");
    }

    @Test
    void outcomes_are_told_as_they_were() throws Exception {
        assertThat(run("outcomes"))
                .containsExactly(
                        "code 7",
                        "code 143",
                        "failed execveat 2",
                        "records 0",
                        "dropped some true",
                        "last 100000",
                        "refused true");
    }

    @Test
    void a_killed_launcher_takes_its_containers_along() throws Exception {
        assertThat(run("death")).containsExactly("running true", "left 0");
    }

    @Test
    void a_shutdown_asks_first_and_leaves_no_socket() throws Exception {
        assertThat(run("shutdown")).containsExactly("status 0", "socket false");
    }

    @Test
    void a_terminal_has_the_size_it_is_told() throws Exception {
        assertThat(run("terminal"))
                .containsExactly("first 24 80", "told 33 101", "told while it started 44 102");
    }

    @Test
    void a_size_for_what_has_no_terminal_is_refused() throws Exception {
        assertThat(run("sizes"))
                .containsExactly(
                        "pipes: the container has no terminal",
                        "ended: the container is not running",
                        "unknown: there is no such container",
                        "too large: rows and columns are 0 to 65535");
    }

    @Test
    void clients_attached_at_once_hear_each_their_own() throws Exception {
        assertThat(run("attached"))
                .containsExactly("own words 8 of 8", "after the first left: more", "ended 0");
    }

    // Promise P44
    @Test
    void a_container_that_shares_is_in_the_namespaces_it_named_and_in_no_other() throws Exception {
        assertThat(run("share"))
                .containsExactly(
                        "shared net ipc pid",
                        "process 1 sleep 600",
                        "is process 1 itself false",
                        "own /proc read-only true",
                        "namespaces inside 0",
                        "NoNewPrivs: 1",
                        "Seccomp: 2",
                        "descriptors 0 1 2 3",
                        "shm of the other: from the first",
                        "shm of the second: from the second",
                        "queues true",
                        "environment of the other: refused",
                        "root of the other: refused",
                        "hosts of the other true",
                        "joined: net ipc pid of the first",
                        "joined: cgroup mnt user uts as the second",
                        "descriptors more 0");
    }

    // Promise P45
    @Test
    void what_shares_processes_ends_as_a_whole_and_with_the_other() throws Exception {
        assertThat(run("shares"))
                .containsExactly(
                        "ended 3",
                        "left of it 0",
                        "killed 137, the other runs true",
                        "process 1 outlives its signals true",
                        "shares with a sharer 0",
                        "with the other 137",
                        "paused with the other 137",
                        "ended: share 3 the other container does not run",
                        "unknown: share 3 the other container does not run",
                        "other ids: share 22 the other container has other ids",
                        "not there: share 22 the other container has no such namespace",
                        "records 0",
                        "descriptors more 0",
                        "groups 0");
    }

    @Test
    void one_slow_reader_stalls_neither_the_container_nor_the_others() throws Exception {
        assertThat(run("fan-out"))
                .containsExactly(
                        "fast read all 7 times, lost 0",
                        "ended 0",
                        "slow lost some true, counted true, ends with the last line true",
                        "ninth: eight are attached",
                        "waited for: lost 0, ended 0",
                        "descriptors more 0");
    }

    @Test
    void whoever_comes_back_goes_on_without_loss_or_repetition() throws Exception {
        assertThat(run("resume"))
                .containsExactly(
                        "resumed 40 times, same true, lost 0",
                        "from the start of what is kept: lost as many as are gone true",
                        "now: 0 bytes",
                        "after the end: ERANGE",
                        "kept elsewhere: lost all true",
                        "dropped 0");
    }

    @Test
    void a_client_that_never_reads_does_not_hold_up_a_shutdown() throws Exception {
        assertThat(run("stuck")).containsExactly("waits true", "status 0", "offset 0");
    }

    @Test
    void input_ends_when_the_last_writer_says_so() throws Exception {
        assertThat(run("inputs"))
                .containsExactly(
                        "first ended: runs on true",
                        "second left: runs on true",
                        "third ended: 0",
                        "heard firstsecondthird",
                        "once left: 0",
                        "no reader of input: 0",
                        "hasty writers were heard: 0");
    }

    // Promise P14
    @Test
    void a_process_that_joins_is_inside_with_every_wall_of_the_container() throws Exception {
        assertThat(run("exec"))
                .containsExactly(
                        "plan as started true",
                        "violations 0",
                        "namespaces as of pid 1: 7",
                        "cgroups as of pid 1 true",
                        "oom_score_adj as of pid 1 true",
                        "Uid: 0 0 0 0",
                        "Gid: 0 0 0 0",
                        "CapBnd as of pid 1 true",
                        "CapEff as of pid 1 true",
                        "NoNewPrivs: 1",
                        "Seccomp: 2",
                        "Seccomp_filters: 1",
                        "descriptors 0 1 2 3",
                        "its parent 0",
                        "other Uid: 1000 1000 1000 1000",
                        "other Gid: 1001 1001 1001 1001",
                        "other Groups: 7 1001",
                        "other CapBnd: 0000000000000000",
                        "other HOME=/home/x in /bin",
                        "terminal 30 90",
                        "descriptors more 0");
    }

    @Test
    void a_process_that_joins_lives_and_ends_with_the_container() throws Exception {
        assertThat(run("execs"))
                .containsExactly(
                        "code 7",
                        "listed in the container true",
                        "signal 15",
                        "missing execveat 2",
                        "unmapped JSEC-C-105",
                        "more: a wall of the container is missing",
                        "unknown: there is no such container",
                        "in a process: there is no such container",
                        "paused: the container is paused",
                        "thawed 0",
                        "with the container 137",
                        "itself 137",
                        "ended: the container is not running",
                        "no plan: the container is not running",
                        "records 0",
                        "descriptors more 0");
    }

    @Test
    void a_client_that_does_not_listen_is_told_of_an_exit_when_it_does() throws Exception {
        assertThat(run("slow")).containsExactly("lists 300", "exits 1");
    }

    @Test
    void whatever_call_fails_nobody_waits_in_vain_and_nothing_is_left() throws Exception {
        assertThat(run("faults", FAULTY)).containsExactly("calls enough true", "most fired true");
    }

    @Test
    void only_a_socket_nobody_serves_gives_way_to_the_launchers() throws Exception {
        String taken = "bind(something that is no socket has the socket's place): errno 17";
        String served = "bind(a launcher serves that socket already): errno 98";
        assertThat(run("place"))
                .containsExactly(
                        "file 125 jsec-launch: " + taken,
                        "file somebody's",
                        "link 125 jsec-launch: " + taken,
                        "stale 0",
                        "live 125 jsec-launch: " + served,
                        "live 0",
                        "beside 0",
                        "left 0");
    }

    private List<String> run(String what) throws Exception {
        return run(what, LAUNCHER);
    }

    private List<String> run(String what, Path launcher) throws Exception {
        Bystander user = new Bystander(place);
        try (DelegatedGroups groups = new DelegatedGroups(Bystander.USER)) {
            ProcessBuilder java =
                    user.java(
                            ResidentRun.class,
                            user.program(launcher).toString(),
                            place.toString(),
                            what,
                            groups.argument());
            user.own(place);
            Process process = java.start();
            List<String> said = converse(process);
            assertThat(process.waitFor()).as(said.toString()).isZero();
            return said;
        }
    }

    /** Everything it says but its questions, which are answered. */
    private static List<String> converse(Process process) throws IOException {
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(ResidentRun.ASK)) {
                    input.write(mounts(process) + "\n");
                    input.flush();
                } else {
                    said.add(line);
                }
            }
        }
        return said;
    }

    /** Mounts in the namespaces of every process below, of the launcher's two halves then. */
    private static long mounts(Process process) throws IOException {
        long count = 0;
        for (ProcessHandle each : process.descendants().toList()) {
            Path table = Path.of("/proc", Long.toString(each.pid()), "mountinfo");
            count += Files.readAllLines(table).size();
        }
        assertThat(count).isPositive();
        return count;
    }
}
