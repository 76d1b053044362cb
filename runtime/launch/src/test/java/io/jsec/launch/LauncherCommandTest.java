package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LauncherCommandTest {
    private static final IdMaps MAPS =
            new IdMaps(
                    List.of(new IdRange(0, 1000, 1), new IdRange(1, 200_000, 65_536)),
                    List.of(new IdRange(0, 1001, 1)));

    @Test
    void once_names_the_plan_the_maps_every_lock_and_who_words_a_failure() {
        assertThat(LauncherCommand.once(7, MAPS, List.of(8, 9), 2, Optional.of(Path.of("/b/jsec"))))
                .containsExactly(
                        "jsec-launch",
                        "once",
                        "--plan-fd",
                        "7",
                        "--uid-map",
                        "0:1000:1,1:200000:65536",
                        "--gid-map",
                        "0:1001:1",
                        "--lock-fd",
                        "8",
                        "--lock-fd",
                        "9",
                        "--stop-signal",
                        "2",
                        "--failure-exec",
                        "/b/jsec");
    }

    @Test
    void once_without_locks_and_wording_names_neither() {
        assertThat(LauncherCommand.once(7, MAPS, List.of(), 15, Optional.empty()))
                .doesNotContain("--lock-fd", "--failure-exec");
    }

    @Test
    void resident_names_its_socket_and_the_views() {
        Path socket = Path.of("/run/user/1/jsec/launch.sock");
        assertThat(LauncherCommand.resident(socket, MAPS, Optional.of(Path.of("/run/jsec/views"))))
                .startsWith("jsec-launch", "resident", "--socket", socket.toString())
                .endsWith("--views", "/run/jsec/views");
        assertThat(LauncherCommand.resident(socket, MAPS, Optional.empty()))
                .doesNotContain("--views");
    }

    @Test
    void an_engine_comes_with_its_sockets_its_environment_and_its_words() {
        List<String> words =
                LauncherCommand.engine(
                        Path.of("/r/launch.sock"),
                        MAPS,
                        Optional.empty(),
                        List.of(
                                new ApiSocket.Bound(
                                        Path.of("/r/api.sock"), 0660, OptionalInt.of(7)),
                                new ApiSocket.HandedDown(3),
                                new ApiSocket.Bound(
                                        Path.of("/r/own.sock"), 0600, OptionalInt.empty()),
                                new ApiSocket.Loopback(true, 2375)),
                        List.of(9, 11),
                        new EngineProgram(
                                List.of("/j/java", "-x", "--", "y"),
                                Map.of("LC_ALL", "C", "HOME", "/h")));
        assertThat(words).containsOnlyOnce("9", "11");
        assertThat(words.subList(words.indexOf("--listen"), words.size()))
                .containsExactly(
                        "--listen",
                        "/r/api.sock:660:7",
                        "--listen-fd",
                        "3",
                        "--listen",
                        "/r/own.sock:600",
                        "--listen-tcp",
                        "[::1]:2375",
                        "--lock-fd",
                        "9",
                        "--lock-fd",
                        "11",
                        "--engine-env",
                        "HOME=/h",
                        "--engine-env",
                        "LC_ALL=C",
                        "--",
                        "/j/java",
                        "-x",
                        "--",
                        "y");
    }

    @Test
    void locks_are_held_by_the_launcher_of_an_engine_too() {
        assertThat(
                        LauncherCommand.engine(
                                Path.of("/r/l"),
                                MAPS,
                                Optional.empty(),
                                List.of(),
                                List.of(9, 11),
                                new EngineProgram(List.of("/j"), Map.of())))
                .containsSequence("--lock-fd", "9", "--lock-fd", "11");
    }

    @Test
    void what_the_launcher_would_refuse_of_an_engine_is_no_value() {
        assertThatThrownBy(() -> new EngineProgram(List.of("java"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EngineProgram(List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EngineProgram(List.of("/j"), Map.of("A=B", "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bound("relative", 0600))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bound("/a:b", 0600)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bound("/a", 01777)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bound("/" + "a".repeat(107), 0600))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiSocket.HandedDown(2))
                .isInstanceOf(IllegalArgumentException.class);
        for (int port : List.of(0, 65_536)) {
            assertThatThrownBy(() -> new ApiSocket.Loopback(false, port))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ApiSocket bound(String path, int mode) {
        return new ApiSocket.Bound(Path.of(path), mode, OptionalInt.empty());
    }

    @Test
    void more_sockets_than_the_launcher_takes_are_refused() {
        List<ApiSocket> sockets = Collections.nCopies(9, new ApiSocket.HandedDown(3));
        assertThatThrownBy(() ->
                        LauncherCommand.engine(
                                Path.of("/r/l"),
                                MAPS,
                                Optional.empty(),
                                sockets,
                                List.of(),
                                new EngineProgram(List.of("/j"), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remove_names_absolute_directories_last() {
        assertThat(LauncherCommand.remove(MAPS, List.of(Path.of("/s/a"), Path.of("/s/b"))))
                .startsWith("jsec-launch", "remove", "--uid-map")
                .endsWith("/s/a", "/s/b");
        assertThatThrownBy(() -> LauncherCommand.remove(MAPS, List.of(Path.of("a"))))
                .hasMessageContaining("relative");
    }

    @Test
    void a_relative_launcher_is_refused() {
        assertThatThrownBy(() -> new LauncherPaths(Path.of("jsec-launch"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LauncherPaths(Path.of("/a"), Optional.of(Path.of("b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
