package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where an engine's sockets and configuration are. */
class EnginePlacesTest {
    private static EnginePlaces places(boolean system, Map<String, String> variables) {
        PrintStream sink =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return EnginePlaces.here(
                new Places(system, Path.of("/state")),
                new Environment(variables, Path.of("/here"), List.of(), sink, sink));
    }

    @Test
    void the_system_engine_is_where_programs_look() {
        EnginePlaces places = places(true, Map.of("XDG_RUNTIME_DIR", "/run/user/1"));

        assertThat(places.api()).hasToString("/run/jsec/jsec.sock");
        assertThat(places.control()).hasToString("/run/jsec/launch.sock");
        assertThat(places.daemonJson()).hasToString("/etc/jsec/daemon.json");
        assertThat(places.log()).hasToString("/var/log/jsec/engine.log");
    }

    @Test
    void a_users_engine_is_in_the_users_runtime_directory_or_home() {
        EnginePlaces xdg =
                places(
                        false,
                        Map.of(
                                "HOME", "/home/x",
                                "XDG_RUNTIME_DIR", "/run/user/1",
                                "XDG_CONFIG_HOME", "/conf"));
        EnginePlaces home = places(false, Map.of("HOME", "/home/x", "XDG_RUNTIME_DIR", "rel"));

        assertThat(xdg.api()).hasToString("/run/user/1/jsec/jsec.sock");
        assertThat(xdg.daemonJson()).hasToString("/conf/jsec/daemon.json");
        assertThat(home.api()).hasToString("/home/x/.local/state/jsec/run/jsec.sock");
        assertThat(home.daemonJson()).hasToString("/home/x/.config/jsec/daemon.json");
        assertThat(home.log()).hasToString("/home/x/.local/state/jsec/engine.log");
        assertThat(places(false, Map.of("HOME", "/h", "XDG_STATE_HOME", "/s")).log())
                .hasToString("/s/jsec/engine.log");
    }
}
