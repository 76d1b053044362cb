package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static String render(ContainerSpecBuilder spec, LaunchHost host) {
        return PlanText.render(PlanCompiler.compile(spec.build(), host));
    }

    private static Confinement filtered() {
        return Hosts.walls(Hosts.FILTER, true);
    }

    @Test
    void the_default_reads_like_this() {
        Golden.check("default.txt", render(Hosts.spec().confinement(filtered()), Hosts.owner()));
    }

    @Test
    void a_slot_on_cgroup_v1_reads_like_this() {
        Golden.check(
                "slot-v1.txt",
                render(
                        Hosts.spec().confinement(filtered()),
                        Hosts.host(Hosts.SLOT, Hosts.V1, 7, 2)));
    }

    @Test
    void everything_asked_for_reads_like_this() {
        Golden.check("everything.txt", render(everything(), Hosts.owner()));
    }

    static ContainerSpecBuilder everything() {
        return Hosts.spec()
                .name("web-1")
                .root(new RootFs(List.of(Hosts.STORE.resolve("images/top"), Hosts.LOWER), true))
                .command(
                        new Command(
                                List.of("/bin/sh", "-c", "echo 'it''s' $HOME"),
                                Map.of("GREETING", "good day"),
                                "/srv/app",
                                true))
                .user(new ContainerUser(1000, 100, List.of(27), "/home/ann"))
                .identity(new HostIdentity("web", "example.test"))
                .streams(new Streams(true, true, 50, 132))
                .mounts(
                        List.of(
                                new MountRequest.Bind(Path.of("/srv/data"), "/data", false),
                                new MountRequest.Bind(Path.of("/srv/docs"), "/docs", true),
                                new MountRequest.Tmpfs(
                                        "/tmp", 16 * ByteSize.MIB, 01777, 0, 0, true, false)))
                .confinement(
                        new Confinement(
                                CapabilitySet.of("NET_RAW"),
                                CapabilitySet.of("KILL"),
                                Hosts.FILTER,
                                false,
                                true,
                                Optional.empty(),
                                true,
                                false))
                .limits(
                        LimitSamples.of(
                                OptionalInt.of(512),
                                OptionalLong.of(1500),
                                Optional.of(CpuSet.parse("0,2-3")),
                                OptionalLong.of(256 * ByteSize.MIB),
                                OptionalLong.of(64),
                                8 * ByteSize.MIB,
                                List.of(Ulimit.parse("nofile=256:512"))))
                .network(NetworkMode.HOST)
                .lifecycle(new Lifecycle(true, 10));
    }

    @Test
    void warnings_stand_at_the_end() {
        String text =
                render(
                        Hosts.spec().confinement(Hosts.degraded()),
                        Hosts.host(Hosts.OWNER, Hosts.V2, 0, 1));
        assertThat(text).endsWith("not enforced: this kernel runs without it\n");
    }

    @Test
    void every_kind_of_step_has_one_line() {
        assertThat(AllSteps.oneOfEach())
                .allSatisfy(step ->
                        assertThat(PlanText.line(step))
                                .startsWith(step.getClass().getSimpleName() + " ")
                                .doesNotContain("\n"));
    }

    @Test
    void text_of_outsiders_cannot_move_the_cursor() {
        Step step = new Step.Exec(List.of("a\u001b[2Jb\nc", "\u202e"), List.of(), "/", 0);
        assertThat(PlanText.line(step)).contains("\\u001b[2Jb\\u000ac", "\\u202e");
        assertThat(PlanText.line(step).codePoints())
                .noneMatch(letter -> Character.isISOControl(letter) || letter == 0x202e);
    }

    @Test
    void words_are_quoted_as_a_shell_needs_them() {
        assertThat(StepText.quoted("a/b=c")).isEqualTo("a/b=c");
        assertThat(StepText.quoted("")).isEqualTo("''");
        assertThat(StepText.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(StepText.quoted("$x")).isEqualTo("'$x'");
    }
}
