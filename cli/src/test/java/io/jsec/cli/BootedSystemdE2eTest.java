package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code jsec daemon install} writes, under a systemd that booted. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootedSystemdE2eTest {
    private static final String JSEC = "/opt/jsec/bin/jsec";
    private static final String USER = "alice";
    private static final int UID = 1000;

    @TempDir static Path directory = Path.of("/");

    private Optional<BootedHost> booted = Optional.empty();

    @BeforeAll
    void install() throws Exception {
        Jsec.requireRoot();
        Optional<Path> hierarchy = hierarchy();
        assumeTrue(hierarchy.isPresent(), "no-cgroup2: systemd has no tree of its own");
        BootedHost host = BootedHost.install(directory, hierarchy.orElseThrow());
        booted = Optional.of(host);
        Jsec.run("chroot", host.file("").toString(), "useradd", "-m", USER);
        Path tar = Busybox.archive(directory, "root");
        Files.copy(tar, host.file("/home/busybox.tar"));
        host.boot();
    }

    @AfterAll
    void end() throws Exception {
        if (booted.isPresent()) {
            booted.orElseThrow().remove();
        }
    }

    /** Where version 2 is mounted. */
    private static Optional<Path> hierarchy() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> Path.of(line.split(" ", -1)[4]))
                .findFirst();
    }

    private BootedHost host() {
        return booted.orElseThrow();
    }

    private static String ok(Jsec.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private Jsec.Result alice(String... words) {
        return host().user(USER, UID, words);
    }

    private String engine(String property) {
        return ok(alice("systemctl", "--user", "show", "--value", "-p", property, "jsec.service"))
                .strip();
    }

    @Test
    void a_users_engine_is_started_reloaded_started_again_and_stopped() throws Exception {
        ok(host().root("loginctl", "enable-linger", USER));
        Until.holds(
                () -> alice("systemctl", "--user", "is-active", "-q", "dbus.socket").exit() == 0);
        assertThat(ok(alice(JSEC, "daemon", "install")))
                .contains("ran systemctl --user enable --now jsec.service");
        ok(alice(JSEC, "import", "/home/busybox.tar", "busybox:1"));
        ok(
                alice(
                        JSEC,
                        "run",
                        "-d",
                        "--name",
                        "web",
                        "--restart",
                        "always",
                        "busybox:1",
                        "sleep",
                        "900"));
        assertThat(engine("ActiveState")).isEqualTo("active");
        String first = engine("MainPID");

        ok(alice("systemctl", "--user", "reload", "jsec.service"));
        assertThat(engine("MainPID")).isEqualTo(first);
        ok(alice("kill", "-KILL", first));
        Until.holds(
                () -> engine("ActiveState").equals("active") && !engine("MainPID").equals(first));
        assertThat(ok(alice(JSEC, "ps", "--format", "{{.Names}} {{.State}}")))
                .isEqualTo("web running\n");

        ok(alice("systemctl", "--user", "stop", "jsec.service"));
        assertThat(engine("Result")).isEqualTo("success");
        ok(alice("systemctl", "--user", "start", "jsec.service"));
        ok(alice(JSEC, "rm", "-f", "web"));
        ok(alice(JSEC, "daemon", "uninstall"));
        assertThat(alice("systemctl", "--user", "is-active", "jsec.service").out())
                .isEqualTo("inactive\n");
    }

    /** The number of a certificate, which each has for itself. */
    private String serial(String files) {
        String text = ok(alice(JSEC, "ca", "inspect", files + "/cert.pem", "--format", "json"));
        return text.lines()
                .filter(line -> line.contains("\"serial\""))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /** The timers of this user's that renew certificates. */
    private List<String> timers() {
        String listed =
                ok(
                        alice(
                                "systemctl",
                                "--user",
                                "list-timers",
                                "--all",
                                "--full",
                                "--no-legend",
                                "jsec-enroll-*"));
        return listed.lines()
                .map(line -> line.replaceAll(".*(jsec-enroll-\\S+)\\.timer.*", "$1"))
                .toList();
    }

    private void startOnce(String unit) {
        ok(alice("systemctl", "--user", "start", unit + ".service"));
        assertThat(
                        ok(
                                alice(
                                        "systemctl",
                                        "--user",
                                        "show",
                                        "--value",
                                        "-p",
                                        "Result",
                                        unit + ".service")))
                .isEqualTo("success\n");
    }

    @Test
    void a_users_timer_renews_what_is_due_at_an_engine_and_is_taken_away() throws Exception {
        ok(host().root("loginctl", "enable-linger", USER));
        Until.holds(
                () -> alice("systemctl", "--user", "is-active", "-q", "dbus.socket").exit() == 0);
        ok(alice("mkdir", "-p", "/home/alice/.config/jsec"));
        String config = "{\"hosts\": [\"tcp://127.0.0.1:2376\"], \"tlsverify\": true}";
        ok(alice("sh", "-c", "echo '" + config + "' >/home/alice/.config/jsec/daemon.json"));
        ok(alice(JSEC, "ca", "init"));
        ok(alice(JSEC, "daemon", "install"));
        String token = ok(alice(JSEC, "ca", "token", "--role", "viewer")).strip();
        Until.holds(() -> host().network("curl", "-sSk", "https://127.0.0.1:2378/ca").exit() == 0);

        String fresh = "/home/alice/fresh";
        assertThat(
                        ok(
                                alice(
                                        JSEC,
                                        "enroll",
                                        "127.0.0.1",
                                        token,
                                        "--name",
                                        "fresh",
                                        "--out",
                                        fresh,
                                        "--install-timer")))
                .contains("enrolled fresh (viewer)");
        assertThat(timers()).singleElement().asString().startsWith("jsec-enroll-127.0.0.1-");
        String first = serial(fresh);
        startOnce(timers().getFirst());
        assertThat(serial(fresh)).as("not due").isEqualTo(first);
        ok(alice(JSEC, "enroll", "127.0.0.1", "--out", fresh, "--uninstall-timer"));
        assertThat(timers()).isEmpty();

        String due = "/home/alice/due";
        ok(
                alice(
                        JSEC, "ca", "issue", "client", "due", "--role", "viewer", "--ttl", "2m",
                        "--out", due));
        String before = serial(due);
        ok(alice(JSEC, "enroll", "127.0.0.1", "--out", due, "--install-timer"));
        startOnce(timers().getFirst());
        assertThat(serial(due)).as("renewed").isNotEqualTo(before);
        List<String> words = new ArrayList<>(List.of(JSEC));
        words.addAll(TlsWords.of(Path.of(due), "tcp://127.0.0.1:2376"));
        words.addAll(List.of("version", "-f", "{{.Server.Version}}"));
        assertThat(ok(alice(words.toArray(String[]::new)))).contains("+jsec");
        ok(alice(JSEC, "enroll", "127.0.0.1", "--out", due, "--uninstall-timer"));
        assertThat(timers()).isEmpty();
        assertThat(ok(alice("ls", "/home/alice/.config/systemd/user")))
                .doesNotContain("jsec-enroll");
        ok(alice(JSEC, "daemon", "uninstall"));
        ok(alice("rm", "-rf", "/home/alice/.config/jsec"));
    }

    @Test
    void the_systems_engine_comes_back_after_a_boot_with_what_is_to_run() throws Exception {
        ok(host().root(JSEC, "setup", "--yes"));
        ok(host().root("usermod", "-aG", "jsec", USER));
        ok(host().root(JSEC, "daemon", "install", "--socket"));
        assertThat(host().root("systemctl", "is-active", "jsec.service").out())
                .isEqualTo("inactive\n");
        ok(host().root(JSEC, "import", "/home/busybox.tar", "busybox:1"));
        assertThat(ok(host().root("systemctl", "is-active", "jsec.service"))).isEqualTo("active\n");
        assertThat(ok(host().root(JSEC, "run", "--rm", "busybox:1", "cat", "/proc/self/uid_map")))
                .as("a slot of its own")
                .matches("\\s+0\\s+(?!0 )\\d+\\s+65536\n");
        ok(host().root(JSEC, "daemon", "uninstall"));
        ok(host().root(JSEC, "daemon", "install"));
        ok(
                host().root(
                                JSEC,
                                "run",
                                "-d",
                                "--name",
                                "web",
                                "--restart",
                                "always",
                                "busybox:1",
                                "sleep",
                                "900"));
        ok(host().root(JSEC, "run", "-d", "--name", "once", "busybox:1", "sleep", "900"));

        host().powerOff();
        host().boot();

        Until.holds(() ->
                host().root(JSEC, "ps", "-a", "--format", "{{.Names}} {{.State}}")
                        .out()
                        .equals("once exited\nweb running\n"));
        assertThat(
                        ok(
                                host().user(
                                                USER,
                                                UID,
                                                JSEC,
                                                "-H",
                                                "unix:///run/jsec/jsec.sock",
                                                "ps",
                                                "-aq")))
                .as("a member of the group sees what is his own")
                .isEmpty();
        ok(host().root(JSEC, "daemon", "uninstall"));
        ok(host().root(JSEC, "setup", "--undo", "--yes"));
        assertThat(host().file("/var/lib/jsec")).doesNotExist();
        assertThat(host().root("id", "jsec").exit()).isNotZero();
    }
}
