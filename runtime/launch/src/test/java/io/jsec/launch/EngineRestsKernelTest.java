package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Fd;
import io.jsec.linux.Identity;
import io.jsec.linux.LinuxException;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Errno;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An engine that nobody needs, and what the launcher tells and is told from outside. */
@Tag("kernel")
class EngineRestsKernelTest {
    private static final int ROUNDS = 50;
    private static final int CLIENTS = 20;

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

    private void start() throws Exception {
        launcher()
                .start(
                        List.of(
                                new ApiSocket.Bound(
                                        launcher().path("api.sock"), 0666, OptionalInt.empty())),
                        Map.of());
    }

    private String ask(String word) throws Exception {
        return launcher().ask("", "api.sock", word);
    }

    private void signal(String name) throws Exception {
        String outer = Long.toString(launcher().process().pid());
        EngineLauncher.execute("kill", "-" + name, outer);
    }

    private static String say(Fd client, String word) {
        client.write(word.getBytes(StandardCharsets.UTF_8));
        return heard(client);
    }

    private static String heard(Fd client) {
        byte[] bytes = new byte[256];
        return new String(bytes, 0, client.read(bytes), StandardCharsets.UTF_8);
    }

    private Fd connect() {
        return UnixSocket.connect(launcher().path("api.sock"), UnixSocket.Kind.STREAM);
    }

    @Test
    void an_engine_that_nobody_needs_ends_the_launcher_without_a_word() throws Exception {
        start();
        assertThat(ask("exit 4")).isEqualTo("no answer");
        assertThat(launcher().process().waitFor()).isZero();
        assertThat(launcher().path("api.sock")).doesNotExist();
        assertThat(launcher().path("launch.sock")).doesNotExist();
        assertThat(launcher().log()).isEmpty();
    }

    @Test
    void who_waits_in_the_channel_is_served_by_the_next_engine() throws Exception {
        start();
        String first = ask("pid");
        try (Fd last = connect();
                Fd late = connect()) {
            assertThat(say(last, "exit 4")).isEmpty();
            assertThat(say(late, "pid")).isNotEmpty().isNotEqualTo(first);
        }
        assertThat(launcher().log()).isEmpty();
    }

    @Test
    void who_was_not_accepted_yet_is_served_by_the_next_engine() throws Exception {
        start();
        String first = ask("pid");
        try (Fd last = connect()) {
            signal("STOP");
            try (Fd late = connect()) {
                last.write("exit 4".getBytes(StandardCharsets.UTF_8));
                signal("CONT");
                assertThat(heard(last)).isEmpty();
                assertThat(say(late, "pid")).isNotEmpty().isNotEqualTo(first);
            }
        }
        assertThat(ask("pid")).as("the launcher goes on").isNotEqualTo("no answer");
    }

    @Test
    void however_often_it_ends_nobody_who_connected_is_without_an_answer() throws Exception {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == 0 || !launcher().process().isAlive()) {
                start();
            }
            ask("exit 4");
            for (int next = 0; next < CLIENTS; next++) {
                refused += served() ? 0 : 1;
            }
            launcher().stop();
        }
        assertThat(refused).as("those who came when it had ended").isLessThan(ROUNDS * CLIENTS);
    }

    /** False where nobody listened; else there is an answer. */
    private boolean served() {
        Fd client;
        try {
            client = connect();
        } catch (LinuxException e) {
            assertThat(e.errno()).isIn(Errno.ECONNREFUSED, Errno.ENOENT);
            return false;
        }
        try (client) {
            assertThat(say(client, "hang-ups")).isEqualTo("0");
        }
        return true;
    }

    @Test
    void a_socket_that_was_handed_down_keeps_who_waits_for_the_next_launcher() throws Exception {
        List<String> systemd =
                List.of(
                        launcher().path("jsec-engine").toString(),
                        "--hand-down",
                        launcher().path("api.sock").toString());
        List<String> command =
                LauncherCommand.engine(
                        launcher().path("launch.sock"),
                        EngineLauncher.maps(),
                        Optional.empty(),
                        List.of(new ApiSocket.HandedDown(3)),
                        List.of(),
                        new EngineProgram(
                                List.of(launcher().path("jsec-engine").toString()), Map.of()));
        launcher().startCommand(systemd, command);
        assertThat(ask("exit 4")).isEqualTo("no answer");
        assertThat(launcher().process().waitFor()).isZero();
        assertThat(launcher().path("api.sock")).exists();
    }

    @Test
    void a_hang_up_is_passed_on_and_ends_nothing() throws Exception {
        start();
        String before = ask("pid");
        assertThat(ask("hang-ups")).isEqualTo("0");
        signal("HUP");
        String count = "0";
        for (int tries = 0; tries < 3_000 && count.equals("0"); tries++) {
            count = ask("hang-ups");
        }
        assertThat(count).isEqualTo("1");
        assertThat(ask("pid")).isEqualTo(before);
    }

    @Test
    void a_service_manager_hears_when_it_serves_and_when_it_ends() throws Exception {
        Path path = launcher().path("notify.sock");
        Process manager =
                new ProcessBuilder(
                                launcher().path("jsec-engine").toString(),
                                "--hear",
                                path.toString(),
                                "3")
                        .start();
        for (int tries = 0; tries < 3_000 && !Files.exists(path); tries++) {
            Thread.sleep(10);
        }
        launcher().notify(path.toString());
        start();
        BufferedReader states = manager.inputReader();
        assertThat(states.readLine()).isEqualTo("READY=1");
        assertThat(ask("environment")).as("not the engine's affair").isEqualTo("no answer");
        assertThat(launcher().stop()).isZero();
        assertThat(states.readLine()).isEqualTo("STOPPING=1");
        manager.destroy();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String askByTcp(String address, int port, String word) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(address, port));
            client.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void who_comes_by_tcp_is_nobody_that_is_known() throws Exception {
        int port = freePort();
        launcher()
                .start(
                        List.of(
                                new ApiSocket.Loopback(false, port),
                                new ApiSocket.Loopback(true, port)),
                        Map.of());
        String nobody = "pid 0 uid 4294967295 gid 4294967295 listener ";
        assertThat(askByTcp("127.0.0.1", port, "who")).isEqualTo(nobody + "0 groups");
        assertThat(askByTcp("::1", port, "who")).isEqualTo(nobody + "1 groups");
        assertThat(launcher().stop()).isZero();
    }

    @Test
    void a_port_that_is_taken_is_said() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            launcher()
                    .start(List.of(new ApiSocket.Loopback(false, taken.getLocalPort())), Map.of());
            assertThat(launcher().process().waitFor()).isEqualTo(125);
            assertThat(launcher().log())
                    .containsExactly("jsec-launch: bind(--listen-tcp): errno 98");
        }
    }

    @Test
    void other_addresses_are_none_the_launcher_knows() throws Exception {
        for (String address :
                List.of("0.0.0.0:2375", "127.0.0.1:0", "127.0.0.1:70000", "[::]:1", "::1:2375")) {
            List<String> words =
                    new ArrayList<>(
                            LauncherCommand.engine(
                                    launcher().path("launch.sock"),
                                    EngineLauncher.maps(),
                                    Optional.empty(),
                                    List.of(new ApiSocket.Loopback(false, 1)),
                                    List.of(),
                                    new EngineProgram(List.of("/bin/false"), Map.of())));
            words.set(words.indexOf("127.0.0.1:1"), address);
            launcher().startCommand(words);
            assertThat(launcher().process().waitFor()).as(address).isEqualTo(125);
            assertThat(launcher().log())
                    .containsExactly("jsec-launch: not an option with a value: --listen-tcp");
        }
    }
}
