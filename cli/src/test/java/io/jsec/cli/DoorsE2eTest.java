package io.jsec.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors of a real engine: ports, sockets of systemd, signals, and who shuts them. */
@Tag("e2e")
class DoorsE2eTest {
    private static final String USER = "jsectest";
    private static final int IDLE = 1_000;
    private static final String ACTIVATOR = "/usr/bin/systemd-socket-activate";

    @TempDir Path folder;

    private final List<Own> made = new ArrayList<>();

    @BeforeEach
    void a_user_without_an_engine() {
        Jsec.requireRoot();
        made.add(new Own(folder, USER));
    }

    @AfterEach
    void his_engine_ends() throws IOException {
        for (Own own : made) {
            own.close();
        }
    }

    private Own own() {
        return made.getFirst();
    }

    private static void ok(Jsec.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private static String ask(int port, String fields) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = "GET /info HTTP/1.1\r\nConnection: close\r\n" + fields + "\r\n";
            client.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(client.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void a_port_of_this_host_is_served_with_a_warning_and_to_no_browser() throws Exception {
        int port = FreePort.find();
        String address = "tcp://127.0.0.1:" + port;
        Process daemon =
                own().starting(
                                "daemon",
                                "-H",
                                address,
                                "--i-accept-unauthenticated-tcp",
                                "-H",
                                "unix://" + own().socket());
        own().awaitListening(own().socket());

        assertThat(own().jsec("-H", address, "info", "-f", "{{.Warnings}}").out())
                .contains("WARNING: the API is served at " + address + " without authentication");
        own().importBusybox();
        assertThat(
                        own().jsec(
                                        "-H",
                                        address,
                                        "run",
                                        "--rm",
                                        "busybox:1",
                                        "sh",
                                        "-c",
                                        "echo a; exit 3"))
                .isEqualTo(new Jsec.Result(3, "a\n", ""));
        assertThat(
                        Jsec.finish(
                                own().start(
                                                Own.command(),
                                                "-H",
                                                address,
                                                "run",
                                                "-i",
                                                "--rm",
                                                "busybox:1",
                                                "cat"),
                                "to the end"))
                .isEqualTo(new Jsec.Result(0, "to the end", ""));
        assertThat(ask(port, "Host: 127.0.0.1:" + port + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(ask(port, "Host: localhost\r\nOrigin: null\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("no browser calls this API");
        assertThat(ask(port, "Host: attacker.example\r\n")).startsWith("HTTP/1.1 403");
        daemon.destroy();
        assertThat(daemon.waitFor()).isZero();
    }

    @Test
    void a_socket_of_systemd_starts_it_for_whoever_connects_and_is_guarded() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(ACTIVATOR)),
                "no-socket-activate: the package systemd is not installed");
        Path tar = Busybox.archive(folder, USER);
        Path socket = folder.resolve("run/activated.sock");
        Process first =
                own().start(
                                ACTIVATOR,
                                "-l",
                                socket.toString(),
                                "--setenv=HOME",
                                "--setenv=XDG_RUNTIME_DIR",
                                Own.command(),
                                "daemon",
                                "-H",
                                "fd://",
                                "--idle-stop",
                                "30s");
        own().awaitListening(socket);
        String address = "unix://" + socket;

        assertThat(own().jsec("-H", address, "ps", "-q")).isEqualTo(new Jsec.Result(0, "", ""));
        ok(own().jsec("-H", address, "import", tar.toString(), "busybox:1"));
        Jsec.Result mounted =
                own().jsec(
                                "-H",
                                address,
                                "run",
                                "--rm",
                                "-v",
                                socket + ":/s",
                                "-v",
                                socket.getParent() + ":/folder",
                                "busybox:1",
                                "true");
        assertThat(mounted.err()).as("the folder around it").contains("JSEC-C-501", "refused");
        assertThat(
                        own().jsec(
                                        "-H",
                                        address,
                                        "run",
                                        "--rm",
                                        "-v",
                                        socket + ":/s",
                                        "busybox:1",
                                        "stat",
                                        "-c",
                                        "%i",
                                        "/s")
                                .out()
                                .strip())
                .as("a socket of its own is mounted, not systemd's")
                .isNotEmpty()
                .isNotEqualTo(Files.getAttribute(socket, "unix:ino").toString());
        assertThat(first.waitFor()).as("nobody needed it").isZero();
        assertThat(socket).as("it is systemd's").exists();
    }

    @Test
    void a_hang_up_reads_the_configuration_again() throws Exception {
        own().configure("{}");
        ok(own().jsec("ps"));
        own().configure("{\"debug\": true, \"labels\": [\"a=b\"]}");
        long outer = own().engines().getFirst().pid();
        Jsec.run("kill", "-HUP", Long.toString(outer));

        awaitLog("configuration read again; needs a new start: [labels]");
        own().configure("{\"bip\": \"x\"}");
        Jsec.run("kill", "-HUP", Long.toString(outer));
        awaitLog("the configuration stays as it is");
        ok(own().jsec("ps"));
        assertThat(own().engines().getFirst().pid()).isEqualTo(outer);
    }

    private void awaitLog(String words) throws Exception {
        for (int i = 0; i < 600 && !own().log().contains(words); i++) {
            Thread.sleep(100);
        }
        assertThat(own().log()).contains(words);
    }

    @Test
    void told_to_end_it_stops_containers_in_order_and_keeps_how_they_ended() throws Exception {
        own().importBusybox();
        String trap = "trap 'exit 5' TERM; echo up; while true; do sleep 0.1; done";
        for (String name : List.of("once", "again")) {
            String policy = name.equals("again") ? "unless-stopped" : "no";
            ok(
                    own().jsec(
                                    "run",
                                    "-d",
                                    "--restart",
                                    policy,
                                    "--name",
                                    name,
                                    "busybox:1",
                                    "sh",
                                    "-c",
                                    trap));
        }
        String up = "";
        for (int i = 0; i < 600 && !up.equals("up\nup\n"); i++) {
            up = own().jsec("logs", "once").out() + own().jsec("logs", "again").out();
        }
        own().close();
        own().awaitNone();

        String form = "{{.State.Status}} {{.State.ExitCode}}";
        assertThat(own().jsec("inspect", "-f", form, "once").out()).isEqualTo("exited 5\n");
        assertThat(own().jsec("inspect", "-f", form, "again").out()).isEqualTo("running 0\n");
    }

    @Test
    void a_thousand_idle_connections_leave_room_for_one_that_asks() throws Exception {
        ok(own().jsec("ps"));
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                SocketChannel client =
                        SocketChannel.open(UnixDomainSocketAddress.of(own().socket()));
                idle.add(client);
            }
            assertThat(own().jsec("ps", "-q")).isEqualTo(new Jsec.Result(0, "", ""));
        } finally {
            for (SocketChannel client : idle) {
                client.close();
            }
        }
        assertThat(own().engines()).hasSize(1);
        assertThat(own().jsec("ps", "-q")).isEqualTo(new Jsec.Result(0, "", ""));
    }

    @Test
    void a_service_is_installed_and_taken_back_where_systemd_does_not_run() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemctl"))
                        && !Files.isDirectory(Path.of("/run/systemd/system")),
                "systemd-runs: units would be started on this host");
        Path units = folder.resolve("home/.config/systemd/user");
        ok(own().jsec("daemon", "install", "--socket"));

        assertThat(units.resolve("jsec.service")).exists();
        assertThat(units.resolve("sockets.target.wants/jsec.socket")).isSymbolicLink();
        ok(
                Jsec.finish(
                        own().start(
                                        "/usr/bin/systemd-analyze",
                                        "verify",
                                        "--user",
                                        "--man=no",
                                        units.resolve("jsec.service").toString(),
                                        units.resolve("jsec.socket").toString()),
                        ""));

        Files.writeString(
                units.resolve("jsec.socket"),
                Files.readString(units.resolve("jsec.socket")) + "Backlog=9\n");
        Jsec.Result changed = own().jsec("daemon", "uninstall");
        assertThat(changed.exit()).isEqualTo(2);
        assertThat(changed.err()).contains("jsec.socket was changed after it was written");

        Files.delete(units.resolve("jsec.socket"));
        ok(own().jsec("daemon", "install"));
        assertThat(units.resolve("default.target.wants/jsec.service")).isSymbolicLink();
        ok(own().jsec("daemon", "uninstall"));
        assertThat(units.resolve("jsec.service")).doesNotExist();
        assertThat(units.resolve("default.target.wants/jsec.service").toFile()).doesNotExist();
    }

    @Test
    void roots_engine_needs_the_user_jsec() {
        assumeTrue(
                !Files.exists(Path.of("/usr/local/lib/jsec")),
                "already-set-up: root has an engine to start");
        Jsec root = Jsec.asRoot(folder);

        assertThat(root.jsec("ps").err()).contains("JSEC-C-010 ps refused", "jsec setup");
        Jsec.Result install = root.jsec("daemon", "install", "--dry-run");
        assertThat(install.out())
                .contains("write /etc/systemd/system/jsec.service:", "User=jsec")
                .contains("CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE");
        assertThat(install.err()).contains("JSEC-C-038 jsec daemon install refused", "jsec setup");
        assertThat(root.jsec("daemon", "install", "--user").err())
                .contains("root has no engine of its own");
    }
}
