package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sources of mounts are the engine's own sockets. */
class OwnSocketsTest {
    @TempDir Path folder;
    private Path real = Path.of("/");

    @BeforeEach
    void a_socket_that_is_named_by_a_link() throws IOException {
        real = Files.createDirectories(folder.resolve("run/jsec")).resolve("jsec.sock");
        Files.createFile(real);
        Files.createSymbolicLink(folder.resolve("var"), folder.resolve("run"));
        Files.createSymbolicLink(folder.resolve("docker.sock"), real);
        Files.createFile(folder.resolve("run/jsec/launch.sock"));
        Files.createFile(folder.resolve("run/podman.sock"));
    }

    private Optional<Path> own(String typed) {
        Path named = folder.resolve("var/jsec/jsec.sock");
        return new OwnSockets(true, List.of(named), OwnSockets.NONE.door()).own(typed);
    }

    // Promise P76
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/jsec/jsec.sock",
                "/var/jsec/jsec.sock",
                "/docker.sock",
                "/run/jsec/jsec.sock/",
                "//run//jsec///jsec.sock",
                "/run/jsec/./jsec.sock",
                "/run/jsec/../jsec/jsec.sock",
                "/var/../run/jsec/jsec.sock"
            })
    void every_path_to_the_socket_is_the_socket(String below) throws IOException {
        assertThat(own(folder + below)).contains(real.toRealPath());
    }

    // Promise P76
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/jsec",
                "/run",
                "",
                "/run/jsec/launch.sock",
                "/run/podman.sock",
                "/run/jsec/jsec.sock.old",
                "/run/jsec/none.sock",
                "/run/jsec/jsec.sock/x"
            })
    void a_folder_that_holds_it_and_another_socket_are_not(String below) {
        assertThat(own(folder + below)).isEmpty();
    }

    @Test
    void a_name_with_nul_bytes_is_none() {
        assertThat(own("/var/run/docker.sock\0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/run/docker.sock",
                "/run/docker.sock",
                "/var/run//docker.sock/",
                "/var/run/../run/docker.sock"
            })
    void where_clients_look_for_dockers_it_is_the_engines_where_nobody_has_one(String typed) {
        Path dockers = Path.of("/run/docker.sock");
        assumeTrue(
                Files.notExists(dockers, LinkOption.NOFOLLOW_LINKS),
                "dockerd-runs: its socket is another engine's");
        assertThat(own(typed)).contains(Path.of(typed).normalize());
    }

    @Test
    void a_socket_of_the_engine_that_is_not_there_is_nobodys() throws IOException {
        Files.delete(real);
        assertThat(own(real.toString())).isEmpty();
        assertThat(own(folder + "/docker.sock")).isEmpty();
    }
}
