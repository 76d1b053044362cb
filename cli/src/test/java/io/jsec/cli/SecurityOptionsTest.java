package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.CapabilitySet;
import io.jsec.launch.Confinement;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.RefusedException;
import io.jsec.launch.SeccompChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityOptionsTest {
    private static final String ALLOW_ALL = "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}";

    @TempDir Path directory;

    @Test
    void nothing_asked_for_leaves_every_wall_up() {
        assertThat(confinement()).isEqualTo(Confinement.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-new-privileges",
                "no-new-privileges=true",
                "no-new-privileges:true",
                "seccomp=hardened",
                "jsec.seccomp=hardened",
                "jsec.landlock=on",
                "jsec.degrade=0",
            })
    void saying_the_default_changes_nothing(String option) {
        assertThat(confinement(option)).isEqualTo(Confinement.DEFAULT);
    }

    @Test
    void no_new_privileges_is_switched_off_in_both_of_dockers_spellings() {
        assertThat(confinement("no-new-privileges=false").noNewPrivileges()).isFalse();
        assertThat(confinement("no-new-privileges:false").noNewPrivileges()).isFalse();
    }

    @Test
    void the_last_of_a_key_counts() {
        assertThat(confinement("no-new-privileges=false", "no-new-privileges").noNewPrivileges())
                .isTrue();
    }

    @Test
    void our_own_keys_move_our_own_walls() {
        assertThat(confinement("jsec.degrade=1").degrade()).isTrue();
        assertThat(confinement("jsec.landlock=off").landlock()).isFalse();
        assertThat(confinement("apparmor=web").appArmor()).contains("web");
        assertThat(confinement("apparmor=unconfined").appArmor()).contains("unconfined");
        assertThat(confinement("seccomp=unconfined").seccomp())
                .isEqualTo(new SeccompChoice.Unconfined());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seccomp",
                "seccomp=",
                "no-new-privileges=maybe",
                "apparmor=",
                "label=disable",
                "systempaths=unconfined",
                "jsec.degrade=yes",
                "jsec.fly=1",
                "jsec.seccomp=Docker",
                "frob=1",
                "",
                "=",
            })
    void what_is_unknown_or_has_no_meaning_here_is_refused(String option) {
        assertThatThrownBy(() -> confinement(option))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--security-opt " + option + " refused: ")
                .hasMessageContaining(". Instead: ");
    }

    @Test
    void capabilities_are_added_and_dropped_by_name() {
        RunOptions options = new RunOptions();
        options.capAdd = List.of("net_raw", "CAP_SYS_PTRACE");
        options.capDrop = List.of("ALL");
        Confinement walls = read(options);
        assertThat(walls.add()).isEqualTo(CapabilitySet.of("NET_RAW", "SYS_PTRACE"));
        assertThat(walls.drop()).isEqualTo(CapabilitySet.ALL);
    }

    @Test
    void an_unknown_capability_is_refused_with_the_option() {
        RunOptions options = new RunOptions();
        options.capAdd = List.of("FLY");
        assertThatThrownBy(() -> read(options))
                .hasMessageContaining("--cap-add FLY refused: there is no capability of that name");
    }

    @Test
    void a_profile_of_the_callers_is_compiled() throws IOException {
        Path file = Files.writeString(directory.resolve("p.json"), ALLOW_ALL);
        assertThat(confinement("seccomp=" + file).seccomp())
                .isInstanceOf(SeccompChoice.Custom.class);
    }

    @Test
    void the_name_of_a_shipped_profile_is_no_file() throws IOException {
        Files.writeString(directory.resolve("docker"), ALLOW_ALL);
        for (String option : List.of("seccomp=docker", "jsec.seccomp=docker")) {
            assertThat(confinement(option).seccomp())
                    .as(option)
                    .isInstanceOf(SeccompChoice.Docker.class);
        }
        assertThat(confinement("seccomp=./docker").seccomp())
                .isInstanceOf(SeccompChoice.Custom.class);
    }

    @Test
    void a_name_that_is_neither_a_file_nor_a_profile_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> confinement("seccomp=dockr"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "dockr refused: no such file or directory. Instead:"
                                + " seccomp=hardened, seccomp=docker, seccomp=unconfined or a");
    }

    @Test
    void a_profiles_path_may_be_relative() throws IOException {
        Files.writeString(directory.resolve("p.json"), ALLOW_ALL);
        assertThat(confinement("seccomp=p.json").seccomp())
                .isInstanceOf(SeccompChoice.Custom.class);
    }

    @Test
    void a_malformed_profile_is_refused_with_line_and_column() throws IOException {
        Path file = Files.writeString(directory.resolve("p.json"), "{\n  \"defaultAction\": 7\n}");
        assertThatThrownBy(() -> confinement("seccomp=" + file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("seccomp=" + file + " refused: ")
                .hasMessageContaining("line 2, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"defaultAction\": \"SCMP_ACT_NOTIFY\"}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\","
                        + " \"flags\": [\"SECCOMP_FILTER_FLAG_LOG\"]}",
            })
    void a_profile_that_needs_more_than_a_filter_is_refused(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("p.json"), json);
        assertThatThrownBy(() -> confinement("seccomp=" + file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("seccomp=" + file + " refused: ")
                .hasMessageContaining("is not supported");
    }

    @Test
    void a_missing_profile_is_refused_by_name() {
        Path missing = directory.resolve("missing.json");
        assertThatThrownBy(() -> confinement("seccomp=" + missing))
                .hasMessageContaining("seccomp=" + missing + " refused: no such file or directory");
    }

    private Confinement confinement(String... securityOpts) {
        RunOptions options = new RunOptions();
        options.securityOpts = List.of(securityOpts);
        return read(options);
    }

    private Confinement read(RunOptions options) {
        Environment environment = new Screen().in(directory).environment();
        return new SpecReader(options, environment).confinement(ContainerUser.ROOT);
    }
}
