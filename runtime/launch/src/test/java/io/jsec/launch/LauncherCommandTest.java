package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
