package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The system engine on a host that was set up: every container in an identity slot. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemEngineE2eTest {
    private static final int SLOTS = 4;
    private static final int POLLS_MAX = 600;
    private static final int OWNER = 54_321;
    private static final String TICKS = "while true; do echo tick; sleep 0.1; done";

    private static final Path STORE = Path.of("/var/lib/jsec/store");

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.asRoot(Path.of("/tmp"));
    private @Nullable SystemEngine started;
    private @Nullable SetUpHost host;

    private SystemEngine engine() {
        return Objects.requireNonNull(started);
    }

    @BeforeAll
    void set_up() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.asRoot(directory);
        Path root = Busybox.assemble(directory, "root");
        Files.createDirectory(root.resolve("srv/web"));
        Jsec.run("chown", "33:34", root.resolve("srv/web").toString());
        Path tar = directory.resolve("busybox.tar");
        Jsec.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        host =
                SetUpHost.make(
                        jsec,
                        "SystemEngineE2eTest",
                        "--slots",
                        Integer.toString(SLOTS),
                        "--workspace",
                        workspace() + ":as=0,1000");
        started = SystemEngine.start(directory);
        out("import", tar.toString(), "busybox:1");
    }

    /** A directory of somebody's, whom nobody else may look at. */
    private static Path workspace() throws IOException {
        Path home = directory.toRealPath().resolve("home");
        Path workspace = Files.createDirectories(home.resolve("src"));
        Jsec.run("chown", "-R", OWNER + ":" + OWNER, home.toString());
        Jsec.run("chmod", "700", home.toString());
        return workspace;
    }

    @AfterAll
    void take_back() throws IOException {
        if (started != null) {
            started.close();
        }
        if (host != null) {
            host.takeBack();
        }
    }

    @AfterEach
    void clean() throws IOException {
        for (String id : out("ps", "-aq").lines().toList()) {
            out("rm", "-f", "-v", id);
        }
        assertThat(groups()).isEmpty();
    }

    private String out(String... words) throws IOException {
        return engine().out(words);
    }

    private Jsec.Result docker(String... words) throws IOException {
        return engine().docker(words);
    }

    /** A container of a shell script in the background. */
    private void run(String name, String script) throws IOException {
        out("run", "-d", "--name", name, "busybox:1", "sh", "-c", script);
    }

    private long pid(String name) throws IOException {
        return Long.parseLong(out("inspect", "-f", "{{.State.Pid}}", name).strip());
    }

    /** The first id on the host of a container that runs. */
    private long root(String name) throws IOException {
        String map = Files.readString(Path.of("/proc/" + pid(name) + "/uid_map")).strip();
        String[] fields = map.split("\\s+", -1);
        assertThat(fields[0]).isEqualTo("0");
        assertThat(fields[2]).isEqualTo("65536");
        return Long.parseLong(fields[1]);
    }

    private static Jsec.Result as(long uid, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        String id = Long.toString(uid);
        command.addAll(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"));
        command.addAll(List.of(words));
        return Jsec.finish(new ProcessBuilder(command).start(), "");
    }

    /** Groups of containers in any hierarchy. */
    private static List<Path> groups() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (Path hierarchy : hierarchies.toList()) {
                Path ours = hierarchy.resolve("jsec");
                if (Files.isDirectory(ours)) {
                    try (Stream<Path> groups = Files.list(ours)) {
                        groups.filter(each -> each.getFileName().toString().length() == 64)
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void the_socket_is_where_clients_look_and_admits_the_group_jsec_only() throws IOException {
        assertThat(jsec.program("stat", "-c", "%a %U:%G", SystemEngine.SOCKET.toString()).out())
                .isEqualTo("660 jsec:jsec\n");
        String gid = jsec.program("id", "-g", "jsec").out().strip();
        String host = "DOCKER_HOST=unix://" + SystemEngine.SOCKET;
        List<String> stranger =
                List.of("setpriv", "--reuid", "12345", "--regid", "12345", "--groups");
        List<String> client = List.of("env", host, "HOME=/", "docker", "ps");

        assertThat(words(stranger, "12345", client).err()).contains("permission denied");
        assertThat(words(stranger, gid, client).exit()).isZero();
    }

    private Jsec.Result words(List<String> first, String one, List<String> last) {
        return jsec.program(
                Stream.of(first, List.of(one), last).flatMap(List::stream).toArray(String[]::new));
    }

    @Test
    void root_of_a_container_is_nobody_on_the_host() throws IOException {
        run("web", "sleep 100");
        long root = root("web");

        assertThat(root).isGreaterThan(65_536);
        assertThat(jsec.program("getent", "passwd", Long.toString(root)).exit()).isEqualTo(2);
        assertThat(out("exec", "web", "id", "-u")).isEqualTo("0\n");
    }

    // Promise P4
    @Test
    void two_containers_share_no_id_and_reach_no_file_or_process_of_each_other()
            throws IOException {
        run("victim", "echo secret > /secret; chmod 777 /secret /; sleep 100");
        run("thief", "sleep 100");
        long thief = root("thief");
        Path secret = Path.of("/proc/" + pid("victim") + "/root/secret");

        assertThat(Math.abs(root("victim") - thief)).isGreaterThanOrEqualTo(65_536);
        assertThat(secret).hasContent("secret\n");
        assertThat(as(thief, "cat", secret.toString()).exit()).isNotZero();
        assertThat(as(thief, "kill", "-9", Long.toString(pid("victim"))).exit()).isNotZero();
        String id = out("inspect", "-f", "{{.Id}}", "victim").strip();
        Path upper = STORE.resolve("engine").resolve(id).resolve("upper/secret");
        assertThat(upper).exists();
        assertThat(as(thief, "cat", upper.toString()).exit()).isNotZero();
        for (int slot = 0; slot < SLOTS; slot++) {
            Path view = Path.of("/run/jsec/views/" + slot).resolve(STORE.relativize(upper));
            assertThat(as(thief, "cat", view.toString()).exit()).isNotZero();
        }
    }

    // Promise P1
    @Test
    void no_process_of_the_engine_or_a_container_runs_as_root() throws IOException {
        run("web", "sleep 100");

        assertThat(engine().all()).hasSizeGreaterThanOrEqualTo(4);
        for (ProcessHandle each : engine().all()) {
            String status =
                    Files.readString(
                            Path.of("/proc/" + each.pid() + "/status"),
                            StandardCharsets.ISO_8859_1);
            assertThat(status).doesNotContain("\nUid:\t0\t");
        }
    }

    @Test
    void a_user_of_the_image_owns_what_the_image_gives_it() throws IOException {
        assertThat(
                        out(
                                "run",
                                "--rm",
                                "-u",
                                "web",
                                "busybox:1",
                                "sh",
                                "-c",
                                "touch /srv/web/made && stat -c %u:%g /srv/web /srv/web/made"))
                .isEqualTo("33:34\n33:34\n");
        assertThat(docker("run", "--rm", "-u", "web", "busybox:1", "touch", "/root/x").err())
                .contains("Permission denied");
    }

    @Test
    void processes_are_told_with_the_containers_own_users() throws IOException {
        out("run", "-d", "--name", "web", "-u", "web", "busybox:1", "sleep", "100");

        assertThat(out("top", "web").lines().skip(1).map(line -> line.split(" +", 2)[0]))
                .containsExactly("33");
        assertThat(out("exec", "web", "id", "-u")).isEqualTo("33\n");
        assertThat(out("exec", "-u", "0", "web", "id", "-u")).isEqualTo("0\n");
    }

    @Test
    void files_are_copied_into_a_running_container_as_its_roots() throws IOException {
        Path file = Files.writeString(directory.resolve("copied"), "text\n");
        Jsec.run("chown", "33:34", file.toString());
        run("web", "mkdir /d; chown 33:34 /d; chmod 700 /d; echo ready; sleep 100");
        awaitLog("web", "ready");

        out("cp", file.toString(), "web:/root/plain");
        out("cp", "-a", file.toString(), "web:/d/kept");
        assertThat(out("exec", "web", "stat", "-c", "%u:%g", "/root/plain", "/d/kept"))
                .isEqualTo("0:0\n33:34\n");
        assertThat(out("exec", "web", "cat", "/root/plain", "/d/kept")).isEqualTo("text\ntext\n");
        String tar = "docker -H unix://" + SystemEngine.SOCKET + " cp web:/d/kept -";
        assertThat(jsec.program("sh", "-c", tar + " | tar --numeric-owner -tvf -").out())
                .contains(" 33/34 ");
    }

    @Test
    void files_are_copied_while_it_does_not_run_and_found_in_another_slot() throws IOException {
        Path file = Files.writeString(directory.resolve("early"), "text\n");
        out("create", "--name", "web", "busybox:1", "sleep", "100");
        out("cp", file.toString(), "web:/root/early");
        out("run", "-d", "--name", "first", "busybox:1", "sleep", "100");
        long taken = root("first");
        out("start", "web");

        assertThat(root("web")).isNotEqualTo(taken);
        assertThat(out("exec", "web", "stat", "-c", "%u %s", "/root/early")).isEqualTo("0 5\n");
    }

    private void awaitLog(String name, String word) throws IOException {
        for (int i = 0; i < POLLS_MAX && !out("logs", name).contains(word); i++) {
            pause();
        }
        assertThat(out("logs", name)).contains(word);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_volume_has_the_same_users_in_every_slot_and_on_the_disk_those_of_the_engine()
            throws IOException {
        out("volume", "create", "kept");
        String mount = "kept:/data";
        out(
                "run",
                "-d",
                "--name",
                "one",
                "-v",
                mount,
                "busybox:1",
                "sh",
                "-c",
                "echo x > /data/f; chown 33:34 /data/f; sleep 100");
        for (int i = 0; i < POLLS_MAX && docker("exec", "one", "cat", "/data/f").exit() != 0; i++) {
            pause();
        }

        assertThat(out("run", "--rm", "-v", mount, "busybox:1", "stat", "-c", "%u:%g", "/data/f"))
                .isEqualTo("33:34\n");
        assertThat(
                        out(
                                "run",
                                "--rm",
                                "-u",
                                "web",
                                "-v",
                                mount,
                                "busybox:1",
                                "sh",
                                "-c",
                                "echo y >> /data/f; cat /data/f"))
                .isEqualTo("x\ny\n");
        Path onDisk = Path.of(out("volume", "inspect", "-f", "{{.Mountpoint}}", "kept").strip());
        String first = jsec.program("sh", "-c", "sed -n s/^jsec://p /etc/subuid").out();
        assertThat(Files.getAttribute(onDisk.resolve("f"), "unix:uid"))
                .isEqualTo(Integer.parseInt(first.split(":", -1)[0]) + 32);
        out("rm", "-f", "one");
        out("volume", "rm", "kept");
    }

    @Test
    void a_committed_image_has_the_ids_of_the_container_not_of_its_slot() throws IOException {
        run("web", "touch /mine /webs; chown 33:34 /webs; echo ready; sleep 100");
        awaitLog("web", "ready");

        out("commit", "web", "made:1");
        assertThat(out("run", "--rm", "made:1", "stat", "-c", "%u:%g", "/mine", "/webs"))
                .isEqualTo("0:0\n33:34\n");
        assertThat(out("diff", "web").lines().toList()).contains("A /mine", "A /webs");
        Path tar = directory.resolve("exported.tar");
        out("export", "-o", tar.toString(), "web");
        assertThat(jsec.program("tar", "--numeric-owner", "-tvf", tar.toString()).out())
                .containsPattern("33/34 .* webs\n")
                .containsPattern("0/0 .* mine\n");
        out("rm", "-f", "web");
        out("rmi", "made:1");
    }

    @Test
    void a_container_keeps_its_files_over_stop_start_and_restart() throws IOException {
        run("web", "trap 'exit 3' TERM; echo x >> /count; " + TICKS);
        awaitLog("web", "tick");
        out("stop", "web");
        assertThat(out("wait", "web")).isEqualTo("3\n");
        run("other", "sleep 100");
        out("start", "web");
        out("restart", "-t", "5", "web");

        assertThat(out("exec", "web", "wc", "-l", "/count")).startsWith("3 ");
        assertThat(root("web")).isNotEqualTo(root("other"));
    }

    @Test
    void an_attached_client_sees_output_and_gives_input() throws IOException {
        out("create", "-i", "--name", "web", "busybox:1", "cat");

        assertThat(engine().fed("through a slot\n", "start", "-ai", "web").out())
                .isEqualTo("through a slot\n");
    }

    // Promise P46
    @Test
    void who_shares_with_a_container_has_its_slot_and_nobody_else_has() throws IOException {
        out("run", "-d", "--name", "web", "--ipc=shareable", "busybox:1", "sleep", "1000");
        out(
                "run",
                "-d",
                "--name",
                "debug",
                "--network=container:web",
                "--pid=container:web",
                "--ipc=container:web",
                "busybox:1",
                "sleep",
                "1000");
        run("other", "sleep 1000");

        assertThat(root("debug")).isEqualTo(root("web")).isNotEqualTo(root("other"));
        out("exec", "web", "sh", "-c", "echo note > /dev/shm/n; chmod 600 /dev/shm/n");
        String script = "cat /dev/shm/n; readlink /proc/self/ns/pid";
        assertThat(out("exec", "debug", "sh", "-c", script))
                .isEqualTo(out("exec", "web", "sh", "-c", script))
                .startsWith("note\n");
        out("rm", "-f", "web");
        assertThat(out("wait", "debug")).isEqualTo("137\n");
    }

    @Test
    void a_container_is_refused_by_name_where_every_slot_is_taken() throws IOException {
        for (int i = 0; i < SLOTS; i++) {
            run("slot" + i, "sleep 100");
        }
        Jsec.Result refused = docker("run", "--rm", "busybox:1", "true");

        assertThat(refused.exit()).isEqualTo(125);
        assertThat(refused.err())
                .contains("all 4 slots are in use", "--security-opt jsec.userns=owner");
        assertThat(
                        out(
                                "run",
                                "--rm",
                                "--security-opt",
                                "jsec.userns=owner",
                                "busybox:1",
                                "grep",
                                "-c",
                                "",
                                "/proc/self/uid_map"))
                .isEqualTo("2\n");
        out("kill", "slot0");
        out("wait", "slot0");
        assertThat(docker("run", "--rm", "busybox:1", "true").exit()).isZero();
    }

    @Test
    void files_of_the_host_are_read_and_not_written() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("f"), "host\n");
        Jsec.Result refused = docker("run", "--rm", "-v", shared + ":/x", "busybox:1", "true");

        assertThat(refused.err()).contains("jsec setup --workspace", ":ro");
        assertThat(out("run", "--rm", "-v", shared + ":/x:ro", "busybox:1", "cat", "/x/f"))
                .isEqualTo("host\n");
    }

    @Test
    void a_workspace_is_written_as_its_owner_and_by_nobody_else() throws IOException {
        Path workspace = directory.toRealPath().resolve("home/src");
        String mount = workspace + ":/src";

        out("run", "--rm", "-v", mount, "busybox:1", "touch", "/src/by-root");
        out("run", "--rm", "-u", "1000:1000", "-v", mount, "busybox:1", "touch", "/src/by-user");
        assertThat(Files.getAttribute(workspace.resolve("by-root"), "unix:uid")).isEqualTo(OWNER);
        assertThat(Files.getAttribute(workspace.resolve("by-user"), "unix:uid")).isEqualTo(OWNER);
        Jsec.Result refused =
                docker("run", "--rm", "-u", "33", "-v", mount, "busybox:1", "touch", "/src/no");
        assertThat(refused.err()).contains("jsec setup --workspace");
        assertThat(workspace.resolve("no")).doesNotExist();
    }

    @Test
    void a_container_in_a_slot_has_a_socket_of_its_own_whoever_is_in_it() throws Exception {
        Path client = Path.of("/usr/local/bin/docker");
        assumeTrue(
                Files.isExecutable(client),
                "no-docker-cli: no static client to put into a container");
        run("beside", "sleep 100");
        out(
                "run",
                "-d",
                "--name",
                "runner",
                "-v",
                SystemEngine.SOCKET + ":/var/run/docker.sock",
                "busybox:1",
                "sleep",
                "100");
        out("cp", client.toString(), "runner:/bin/docker");

        assertThat(out("exec", "runner", "docker", "ps", "-aq")).isEmpty();
        assertThat(out("exec", "-u", "33:34", "runner", "docker", "ps", "-aq")).isEmpty();
        assertThat(docker("exec", "runner", "rm", "/var/run/docker.sock").exit()).isNotZero();
        assertThat(docker("exec", "runner", "chmod", "0", "/var/run/docker.sock").exit())
                .isNotZero();
        out("exec", "runner", "docker", "create", "--name", "made", "busybox:1", "id");
        assertThat(out("exec", "runner", "docker", "ps", "-a", "--format", "{{.Names}}"))
                .isEqualTo("made\n");
        ProcessHandle killed = engine().engine();
        engine().kill(killed);
        engine().awaitOther(killed);
        assertThat(out("exec", "runner", "docker", "ps", "-a", "--format", "{{.Names}}"))
                .isEqualTo("made\n");
    }

    @Test
    void containers_and_their_slots_outlive_a_killed_engine() throws Exception {
        run("first", "i=0; while true; do echo $i; i=$((i+1)); sleep 0.01; done");
        run("second", "sleep 100");
        long first = root("first");
        long second = root("second");
        long pid = pid("first");
        ProcessHandle killed = engine().engine();
        engine().kill(killed);
        engine().awaitOther(killed);

        assertThat(pid("first")).isEqualTo(pid);
        run("third", "sleep 100");
        assertThat(List.of(root("third"), first, second)).doesNotHaveDuplicates();
        assertThat(root("first")).isEqualTo(first);
        Path file = Files.writeString(directory.resolve("after"), "text\n");
        out("cp", file.toString(), "first:/after");
        assertThat(out("exec", "first", "cat", "/after")).isEqualTo("text\n");
        out("stop", "-t", "0", "first");
        List<String> lines = out("logs", "first").lines().toList();
        assertThat(lines).isNotEmpty();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void containers_of_a_killed_launcher_end_and_start_again() throws Exception {
        run("runs", TICKS);
        run("paused", TICKS);
        out("pause", "paused");
        killHalf(engine().inner());

        assertThat(groups()).isNotEmpty();
        comesBack();
    }

    @Test
    void containers_of_a_launcher_whose_outer_half_is_killed_do_too() throws Exception {
        run("runs", TICKS);
        run("paused", TICKS);
        killHalf(engine().outer());

        comesBack();
    }

    /**
     * Kills one of the launcher's halves, and waits for the end of the other and the engine. What
     * is frozen in cgroup v1 dies only when it is let go, and the inner half with it.
     */
    private void killHalf(ProcessHandle victim) {
        List<ProcessHandle> gone = List.of(engine().outer(), engine().engine());
        victim.destroyForcibly();
        gone.forEach(each -> each.onExit().join());
    }

    private void comesBack() throws Exception {
        started = SystemEngine.start(directory);
        assertThat(out("ps", "-a", "--format", "{{.Names}} {{.State}}").lines())
                .containsExactlyInAnyOrder("runs exited", "paused exited");
        assertThat(out("inspect", "-f", "{{.State.ExitCode}}", "runs", "paused"))
                .isEqualTo("137\n137\n");
        assertThat(groups()).isEmpty();
        out("start", "runs", "paused");
        assertThat(out("exec", "paused", "echo", "again")).isEqualTo("again\n");
    }
}
