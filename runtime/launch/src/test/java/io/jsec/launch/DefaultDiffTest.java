package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultDiffTest {
    private static List<Rule> rules(ContainerSpecBuilder spec) {
        return DefaultDiff.of(spec.build()).stream().map(Departure::rule).toList();
    }

    private static List<Rule> mounted(String source, boolean readOnly) {
        return rules(
                Hosts.spec()
                        .mounts(List.of(new MountRequest.Bind(Path.of(source), "/x", readOnly))));
    }

    @Test
    void the_default_leaves_nothing() {
        assertThat(DefaultDiff.of(Hosts.spec().build())).isEmpty();
        assertThat(DefaultDiff.render(Hosts.spec().build()))
                .isEqualTo("nothing: this is the default\n");
    }

    @Test
    void three_loosenings_read_like_this() {
        ContainerSpec spec =
                Hosts.spec()
                        .network(NetworkMode.HOST)
                        .confinement(
                                Hosts.capabilities(
                                        CapabilitySet.of("NET_ADMIN"), CapabilitySet.NONE))
                        .mounts(
                                List.of(
                                        new MountRequest.Bind(
                                                Path.of("/var/run/docker.sock"),
                                                "/var/run/docker.sock",
                                                false)))
                        .build();
        Golden.check("three-loosenings.txt", DefaultDiff.render(spec));
    }

    @Test
    void loosening_and_tightening_read_like_this() {
        Golden.check("departures.txt", DefaultDiff.render(PlanTextTest.everything().build()));
    }

    @Test
    void every_wall_that_moves_is_named() {
        Confinement open =
                new Confinement(
                        CapabilitySet.ALL,
                        CapabilitySet.NONE,
                        new SeccompChoice.Unconfined(),
                        false,
                        false,
                        Optional.of("unconfined"),
                        false,
                        true);
        assertThat(rules(Hosts.spec().confinement(open)))
                .containsExactly(
                        Rule.SECCOMP_OFF,
                        Rule.NEW_PRIVILEGES,
                        Rule.CAPABILITY_ADDED,
                        Rule.LANDLOCK_OFF,
                        Rule.DEGRADED,
                        Rule.PROC_WRITABLE,
                        Rule.APPARMOR_OFF);
        assertThat(rules(Hosts.spec().userns(UsernsMode.OWNER))).containsExactly(Rule.USERNS_OWNER);
        assertThat(rules(Hosts.spec().confinement(Hosts.walls(Hosts.FILTER, true))))
                .containsExactly(Rule.SECCOMP_OTHER);
    }

    @Test
    void a_profile_within_the_hardened_one_tightens() {
        Departure departure = profile(List.of());
        assertThat(departure.sentence())
                .isEqualTo(
                        "JSEC-C-354 tightens: the profile mine lets through no system call that"
                                + " the hardened one refuses");
    }

    @Test
    void the_profile_docker_is_a_loosening_of_its_own() {
        SeccompChoice docker = new SeccompChoice.Docker(List.of("ptrace", "vmsplice"));
        List<Departure> found =
                DefaultDiff.of(Hosts.spec().confinement(Hosts.walls(docker, true)).build());
        assertThat(found)
                .extracting(Departure::sentence)
                .containsExactly(
                        "JSEC-C-318 loosens: the profile docker lets through ptrace, vmsplice,"
                                + " which the hardened one refuses, at least with some arguments");
    }

    @Test
    void of_many_calls_a_profile_lets_through_the_first_forty_are_named() {
        List<String> calls =
                IntStream.range(0, 42).mapToObj(number -> "call" + (100 + number)).toList();
        assertThat(profile(calls).words())
                .contains("lets through call100, call101, ", "call139 and 2 more, which")
                .doesNotContain("call140");
    }

    private static Departure profile(List<String> beyond) {
        SeccompChoice mine =
                new SeccompChoice.Custom("mine", new FilterBytes(new byte[24]), beyond);
        return DefaultDiff.of(Hosts.spec().confinement(Hosts.walls(mine, true)).build()).getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/var",
                "/run",
                "/etc",
                "/etc/shadow",
                "/root/x",
                "/proc",
                "/sys",
                "/dev/sda",
                "/var/run/docker.sock",
                "/home",
                "/home/ann",
                "/home/ann/.ssh",
                "/srv/x/docker.sock",
                "/home/ann/.kube/config",
                "/var/lib/docker"
            })
    void a_source_that_gives_the_host_away_is_named(String source) {
        assertThat(mounted(source, true)).containsExactly(Rule.BIND, Rule.BIND_SENSITIVE);
        assertThat(mounted(source, false)).containsExactly(Rule.BIND_WRITABLE, Rule.BIND_SENSITIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/data", "/home/ann/src", "/opt/x", "/mnt/ssh", "/usr/share/doc"})
    void an_ordinary_source_is_a_bind_only(String source) {
        assertThat(mounted(source, true)).containsExactly(Rule.BIND);
    }

    @Test
    void limits_lower_and_pids_raise() {
        assertThat(rules(Hosts.spec().limits(pids(64)))).containsExactly(Rule.LIMIT_SET);
        assertThat(rules(Hosts.spec().limits(pids(Limits.PIDS_UNLIMITED))))
                .containsExactly(Rule.PIDS_UNLIMITED);
        assertThat(rules(Hosts.spec().limits(pids(Limits.PIDS_DEFAULT + 1))))
                .containsExactly(Rule.PIDS_UNLIMITED);
    }

    private static Limits pids(long count) {
        return LimitSamples.of(
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.of(count),
                Limits.SHM_BYTES_DEFAULT,
                List.of());
    }

    @Test
    void a_core_dump_is_a_loosening_and_fewer_files_a_tightening() {
        Limits limits =
                LimitSamples.of(
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Limits.SHM_BYTES_DEFAULT,
                        List.of(Ulimit.parse("core=-1"), Ulimit.parse("nofile=64")));
        assertThat(rules(Hosts.spec().limits(limits)))
                .containsExactly(Rule.ULIMIT_RAISED, Rule.LIMIT_SET);
    }

    @Test
    void what_the_kernel_ends_later_is_a_loosening() {
        assertThat(rules(Hosts.spec().limits(Limits.DEFAULT.withOomScoreAdj(1))))
                .containsExactly(Rule.OOM_LATER);
        assertThat(rules(Hosts.spec().limits(Limits.DEFAULT.withOomScoreAdj(500))))
                .containsExactly(Rule.LIMIT_SET);
        MemoryLimits waits =
                new MemoryLimits(
                        OptionalLong.of(64 * ByteSize.MIB),
                        OptionalLong.of(MemoryLimits.UNLIMITED),
                        OptionalLong.of(32 * ByteSize.MIB),
                        OptionalInt.empty(),
                        true);
        assertThat(rules(Hosts.spec().limits(Limits.DEFAULT.with(waits))))
                .containsExactly(Rule.OOM_LATER, Rule.OOM_LATER, Rule.LIMIT_SET, Rule.LIMIT_SET);
    }

    @Test
    void programs_on_a_tmpfs_are_named() {
        MountRequest exec = new MountRequest.Tmpfs("/t", 4096, 0755, 0, 0, true, false);
        MountRequest plain = new MountRequest.Tmpfs("/u", 4096, 0755, 0, 0, false, false);
        assertThat(rules(Hosts.spec().mounts(List.of(exec, plain))))
                .containsExactly(Rule.TMPFS_EXEC);
    }

    @Test
    void every_loosening_there_is_can_be_met() {
        Stream<Rule> met =
                Stream.of(
                        Rule.SECCOMP_OFF,
                        Rule.SECCOMP_OTHER,
                        Rule.SECCOMP_DOCKER,
                        Rule.NEW_PRIVILEGES,
                        Rule.CAPABILITY_ADDED,
                        Rule.NETWORK_HOST,
                        Rule.USERNS_OWNER,
                        Rule.BIND,
                        Rule.BIND_WRITABLE,
                        Rule.BIND_SENSITIVE,
                        Rule.LANDLOCK_OFF,
                        Rule.APPARMOR_OFF,
                        Rule.PROC_WRITABLE,
                        Rule.DEGRADED,
                        Rule.PIDS_UNLIMITED,
                        Rule.ULIMIT_RAISED,
                        Rule.TMPFS_EXEC,
                        Rule.OOM_LATER,
                        Rule.SYSCTL_SET,
                        Rule.NAMESPACE_SHARED);
        assertThat(Stream.of(Rule.values()).filter(Rule::loosening))
                .containsExactlyInAnyOrderElementsOf(met.toList());
    }

    @Test
    void rule_ids_are_used_once() {
        assertThat(Stream.of(Rule.values()).map(Rule::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("JSEC-C-[1-4]\\d\\d"));
    }
}
