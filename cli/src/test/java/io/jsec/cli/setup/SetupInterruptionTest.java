package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.cli.setup.MemoryHost.Death;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SetupInterruptionTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private static final SetupOptions OPTIONS =
            new SetupOptions(
                    OptionalInt.of(4),
                    List.of(WorkspaceOption.parse("/home/alice/src:as=0,1000")),
                    true);

    private static MemoryHost host(String kind) {
        return kind.equals("debian") ? Hosts.debian() : Hosts.versionOne();
    }

    private static Setup setup(MemoryHost host) {
        return new Setup(host, Hosts.DISTRIBUTION);
    }

    private static void undo(MemoryHost host) {
        setup(host).run(NOWHERE).undo();
    }

    private static int momentsOfSetup(String kind) {
        MemoryHost host = host(kind);
        setup(host).ensure(OPTIONS, NOWHERE);
        return host.moments();
    }

    private static MemoryHost diedAt(String kind, int moment) {
        MemoryHost host = host(kind);
        host.dieAt(moment);
        assertThatThrownBy(() -> setup(host).ensure(OPTIONS, NOWHERE)).isInstanceOf(Death.class);
        host.dieAt(-1);
        return host;
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian", "version one"})
    void setup_killed_at_any_moment_is_continued_by_the_next_and_undone(String kind) {
        MemoryHost whole = host(kind);
        setup(whole).ensure(OPTIONS, NOWHERE);
        int moments = momentsOfSetup(kind);
        assertThat(moments).isGreaterThan(60);
        for (int moment = 0; moment < moments; moment++) {
            MemoryHost host = diedAt(kind, moment);
            setup(host).ensure(OPTIONS, NOWHERE);
            assertThat(host.state()).as("killed at %s", moment).isEqualTo(whole.state());
            assertThat(setup(host).missing(OPTIONS)).isEmpty();
            undo(host);
            assertThat(host.state()).as("killed at %s", moment).isEqualTo(host(kind).state());
        }
    }

    @Test
    void setup_killed_at_any_moment_can_be_undone() {
        String kind = "debian";
        int moments = momentsOfSetup(kind);
        for (int moment = 0; moment < moments; moment++) {
            MemoryHost host = diedAt(kind, moment);
            undo(host);
            assertThat(host.state()).as("killed at %s", moment).isEqualTo(host(kind).state());
        }
    }

    @Test
    void undo_killed_at_any_moment_is_finished_by_the_next() {
        String kind = "debian";
        int moments = momentsOfUndo(kind);
        assertThat(moments).isGreaterThan(60);
        for (int moment = 0; moment < moments; moment++) {
            MemoryHost host = host(kind);
            setup(host).ensure(OPTIONS, NOWHERE);
            host.dieAt(moment);
            assertThatThrownBy(() -> undo(host)).isInstanceOf(Death.class);
            host.dieAt(-1);
            undo(host);
            assertThat(host.state()).as("killed at %s", moment).isEqualTo(host(kind).state());
        }
    }

    private static int momentsOfUndo(String kind) {
        MemoryHost host = host(kind);
        setup(host).ensure(OPTIONS, NOWHERE);
        host.dieAt(-1);
        undo(host);
        return host.moments();
    }

    @Test
    void undo_gives_back_modes_and_texts_that_were_there() {
        MemoryHost host =
                Hosts.debian()
                        .directory("/var/log/jsec", 0750, 4)
                        .file("/etc/apparmor.d/jsec-launch", 0640, "by hand\n");
        String former = host.state();
        setup(host).ensure(OPTIONS, NOWHERE);
        undo(host);
        assertThat(host.state()).isEqualTo(former);
    }

    @Test
    void undo_gives_back_a_control_group_that_was_there_to_its_owner() {
        String group = "/sys/fs/cgroup/jsec";
        MemoryHost host =
                Hosts.debian().directory(group, 0755, 4).file(group + "/cgroup.procs", 0644, "");
        host.own(group + "/cgroup.procs", 0644, 4, 4);
        String former = host.state();
        setup(host).ensure(OPTIONS, NOWHERE);
        assertThat(host.state()).isNotEqualTo(former);
        for (String path : List.of(group, group + "/cgroup.procs")) {
            assertThat(host.stat(path).orElseThrow().uid()).isNotIn(0L, 4L);
        }
        undo(host);
        assertThat(host.state()).isEqualTo(former);
    }

    @Test
    void configuration_somebody_wrote_survives_undo() {
        MemoryHost host = Hosts.debian();
        setup(host).ensure(OPTIONS, NOWHERE);
        host.file("/etc/jsec/daemon.json", 0644, "{}");
        undo(host);
        assertThat(host.read("/etc/jsec/daemon.json")).contains("{}");
        assertThat(host.stat(Layout.JOURNAL)).isEmpty();
    }

    @Test
    void a_program_that_fails_stops_setup_and_names_itself() {
        MemoryHost host = Hosts.debian();
        host.broken.add("useradd");
        assertThatThrownBy(() -> setup(host).ensure(OPTIONS, NOWHERE))
                .hasMessageContaining("useradd")
                .hasMessageContaining("exit status 1, useradd: broken")
                .hasMessageContaining("jsec setup --undo");
        undo(host);
        assertThat(host.state()).isEqualTo(Hosts.debian().state());
    }
}
