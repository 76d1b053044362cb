package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.ApiSocket;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an engine is served. */
class DaemonHostTest {
    private static DaemonHost host(Map<String, String> variables, OptionalInt group) {
        return host(variables, group, false);
    }

    private static DaemonHost host(
            Map<String, String> variables, OptionalInt group, boolean accepted) {
        PrintStream sink =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new DaemonHost(
                new Environment(variables, Path.of("/here"), List.of(), sink, sink),
                group,
                77,
                accepted);
    }

    @Test
    void a_path_is_bound_for_its_owner_or_for_a_group() {
        assertThat(host(Map.of(), OptionalInt.empty()).sockets("unix:///run/a.sock"))
                .containsExactly(
                        new ApiSocket.Bound(Path.of("/run/a.sock"), 0600, OptionalInt.empty()));
        assertThat(host(Map.of(), OptionalInt.of(9)).sockets("unix://a.sock"))
                .containsExactly(
                        new ApiSocket.Bound(Path.of("/here/a.sock"), 0660, OptionalInt.of(9)));
    }

    @Test
    void sockets_of_systemd_are_taken_by_whom_they_are_meant_for() {
        DaemonHost host = host(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "2"), OptionalInt.empty());

        assertThat(host.sockets("fd://"))
                .containsExactly(new ApiSocket.HandedDown(3), new ApiSocket.HandedDown(4));
        for (Map<String, String> other :
                List.of(
                        Map.<String, String>of(),
                        Map.of("LISTEN_PID", "78", "LISTEN_FDS", "1"),
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "0"),
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "many"))) {
            assertThatThrownBy(() -> host(other, OptionalInt.empty()).sockets("fd://"))
                    .hasMessageContaining("no service manager handed a socket down");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://127.0.0.1:2375 | nobody is asked who he is there",
                "tcp://[::1] | every user and program of this host could do all",
                "tcp://0.0.0.0:2375 | without certificates an engine is served to its own host",
                "tcp://:2375 | at a port of 127.0.0.1, localhost or [::1]",
                "tcp://127.0.0.1:0 | at a port of 127.0.0.1, localhost or [::1]",
                "tcp://127.0.0.1:65536 | at a port of 127.0.0.1, localhost or [::1]",
                "fd://jsec.socket | all sockets that were handed down are served, none by",
                "npipe:////./pipe/x | it begins with none of unix://, fd:// and tcp://",
                "/run/a.sock | it begins with none of unix://, fd:// and tcp://",
            })
    void other_addresses_are_refused_by_name(String address, String why) {
        assertThatThrownBy(() -> host(Map.of(), OptionalInt.empty()).sockets(address))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("-H " + address)
                .hasMessageContaining(why);
    }

    @Test
    void ports_of_the_host_are_served_to_whom_that_was_accepted_for() {
        DaemonHost host = host(Map.of(), OptionalInt.empty(), true);

        assertThat(
                        host.sockets(
                                List.of(
                                        "tcp://127.0.0.1:2375",
                                        "tcp://localhost",
                                        "tcp://[::1]:99/",
                                        "tcp://[::1]:99/")))
                .containsExactly(
                        new ApiSocket.Loopback(false, 2375),
                        new ApiSocket.Loopback(false, 2375),
                        new ApiSocket.Loopback(true, 99));
        assertThatThrownBy(() -> host.sockets("tcp://192.168.0.1:2375"))
                .hasMessageContaining("-H tcp://192.168.0.1:2375 refused: without certificates");
    }

    @Test
    void more_sockets_than_the_launcher_takes_are_refused() {
        List<String> many = IntStream.range(0, 9).mapToObj(n -> "unix:///run/" + n).toList();

        assertThatThrownBy(() -> host(Map.of(), OptionalInt.empty()).sockets(many))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("8 sockets at most");
    }

    @Test
    void a_path_that_no_socket_can_have_is_refused() {
        String path = "/" + "a".repeat(ApiSocket.Bound.PATH_BYTES_MAX);

        assertThatThrownBy(() -> host(Map.of(), OptionalInt.empty()).sockets("unix://" + path))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("107 bytes");
    }
}
