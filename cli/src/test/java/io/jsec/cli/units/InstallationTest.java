package io.jsec.cli.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What install writes and has done, and what uninstall takes back. */
class InstallationTest {
    @TempDir Path folder;

    private final ToldSystemd manager = new ToldSystemd();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Installation installation(boolean socket) {
        return new Installation(
                ServiceTest.service(false, socket, folder.resolve("user")),
                manager,
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private Path unit(String name) {
        return folder.resolve("user").resolve(name);
    }

    private List<String> units() throws IOException {
        if (!Files.exists(folder.resolve("user"))) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder.resolve("user"))) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_service_is_written_and_started() throws Exception {
        installation(false).install();

        assertThat(units()).containsExactly("jsec.service");
        assertThat(UnitFile.state(unit("jsec.service"))).isEqualTo(UnitFile.State.OURS);
        assertThat(manager.told())
                .containsExactly("--user daemon-reload", "--user enable --now jsec.service");
        assertThat(said()).contains("wrote " + unit("jsec.service"), "ran systemctl --user enable");
    }

    @Test
    void a_socket_is_enabled_instead_of_its_service() throws Exception {
        installation(true).install();

        assertThat(units()).containsExactly("jsec.service", "jsec.socket");
        assertThat(manager.told()).endsWith("--user enable --now jsec.socket");
    }

    @Test
    void a_dry_run_says_all_of_it_and_does_nothing() throws Exception {
        installation(true).describeInstall();

        assertThat(units()).isEmpty();
        assertThat(manager.told()).isEmpty();
        assertThat(said())
                .contains("write " + unit("jsec.service") + ":\n", "    Type=notify\n")
                .contains("write " + unit("jsec.socket") + ":\n", "    [Socket]\n")
                .contains("run systemctl --user daemon-reload\n")
                .endsWith("run systemctl --user enable --now jsec.socket\n");
    }

    @Test
    void where_systemd_does_not_run_units_are_ready_for_when_it_does() throws Exception {
        manager.absent();
        installation(false).install();
        installation(false).uninstall();

        assertThat(manager.told())
                .containsExactly("--user enable jsec.service", "--user disable jsec.service");
        assertThat(said()).contains("the engine starts when it does");
        assertThat(units()).isEmpty();
    }

    @Test
    void installing_again_changes_the_form() throws Exception {
        installation(true).install();
        manager.forget();
        installation(false).install();

        assertThat(units()).containsExactly("jsec.service");
        assertThat(manager.told())
                .containsExactly(
                        "--user disable --now jsec.socket",
                        "--user daemon-reload",
                        "--user enable --now jsec.service");
    }

    @Test
    void uninstall_removes_what_install_made_and_nothing_else() throws Exception {
        installation(true).install();
        Files.writeString(unit("other.service"), "mine");
        manager.forget();
        installation(false).uninstall();

        assertThat(units()).containsExactly("other.service");
        assertThat(manager.told())
                .containsExactly(
                        "--user disable --now jsec.service jsec.socket", "--user daemon-reload");
        assertThat(said()).contains("removed " + unit("jsec.service"));
    }

    @Test
    void uninstall_says_before_what_it_will_have_done() throws Exception {
        for (boolean running : List.of(true, false)) {
            if (!running) {
                manager.absent();
            }
            installation(false).install();
            manager.forget();
            out.reset();
            installation(false).describeUninstall();
            String described = said().replace("run systemctl", "ran systemctl");
            out.reset();
            installation(false).uninstall();
            assertThat(said()).isEqualTo(described.replace("remove ", "removed "));
            assertThat(manager.told()).hasSize(running ? 2 : 1);
        }
    }

    @Test
    void without_an_installation_there_is_nothing_to_take_back() throws Exception {
        installation(false).uninstall();
        installation(false).describeUninstall();

        assertThat(said()).isEqualTo("nothing is installed\nnothing is installed\n");
        assertThat(manager.told()).isEmpty();
    }

    @Test
    void a_file_of_somebody_elses_is_never_written_over_or_removed() throws Exception {
        Files.createDirectories(folder.resolve("user"));
        Files.writeString(unit("jsec.socket"), "[Socket]\n");

        assertThatThrownBy(() -> installation(false).install())
                .isInstanceOf(Installation.RefusedException.class)
                .hasMessage(unit("jsec.socket") + " is not of jsec's making");
        installation(true).uninstall();

        assertThat(units()).containsExactly("jsec.socket");
        assertThat(unit("jsec.socket")).hasContent("[Socket]\n");
        assertThat(manager.told()).isEmpty();
    }

    @Test
    void a_file_that_somebody_changed_is_his() throws Exception {
        installation(false).install();
        Path unit = unit("jsec.service");
        Files.writeString(unit, Files.readString(unit) + "Nice=5\n");
        manager.forget();

        for (boolean remove : List.of(true, false)) {
            assertThatThrownBy(
                            () -> {
                                if (remove) {
                                    installation(false).uninstall();
                                } else {
                                    installation(false).install();
                                }
                            })
                    .isInstanceOf(Installation.RefusedException.class)
                    .hasMessage(unit + " was changed after it was written");
        }
        assertThat(Files.readString(unit)).endsWith("Nice=5\n");
        assertThat(manager.told()).isEmpty();
    }

    @Test
    void a_link_in_the_place_of_a_unit_is_not_followed() throws Exception {
        Files.createDirectories(folder.resolve("user"));
        Path target = Files.writeString(folder.resolve("target"), "kept");
        Files.createSymbolicLink(unit("jsec.service"), target);

        assertThatThrownBy(() -> installation(false).install())
                .isInstanceOf(Installation.RefusedException.class);
        assertThat(target).hasContent("kept");
    }

    @Test
    void what_systemd_says_no_to_is_told_with_a_way_on() {
        manager.refusing("enable");

        assertThatThrownBy(() -> installation(false).install())
                .isInstanceOfSatisfying(
                        Installation.RefusedException.class,
                        e -> assertThat(e.instead()).contains("loginctl enable-linger"))
                .hasMessage("systemctl --user enable --now jsec.service: Failed to connect to bus");
    }
}
