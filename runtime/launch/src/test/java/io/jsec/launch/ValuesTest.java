package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Resource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values people type: what is one, and what is refused by which rule. */
class ValuesTest {
    private static void refused(Rule rule, ThrowingCallable value) {
        assertThatThrownBy(value)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactly(rule))
                .hasMessageMatching("(?s)JSEC-C-1\\d\\d .* refused: .*\\. Instead: .*");
    }

    @Test
    void a_capability_has_any_case_and_maybe_a_prefix() {
        CapabilitySet one = CapabilitySet.parse("NET_ADMIN");
        assertThat(one.bits()).isEqualTo(1L << 12);
        assertThat(Stream.of("net_admin", "CAP_NET_ADMIN", "cap_net_Admin"))
                .allSatisfy(name -> assertThat(CapabilitySet.parse(name)).isEqualTo(one));
        assertThat(CapabilitySet.parse("all")).isEqualTo(CapabilitySet.ALL);
        assertThat(CapabilitySet.ALL.names()).hasSize(41).contains("CHECKPOINT_RESTORE");
        assertThat(CapabilitySet.of("CHECKPOINT_RESTORE").bits()).isEqualTo(1L << 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CAP_", "NET", "CAP_CAP_CHOWN", "chown ", "ALL,CHOWN", "41", "ı"})
    void an_unknown_capability_is_refused(String name) {
        refused(Rule.CAPABILITY, () -> CapabilitySet.parse(name));
    }

    @Test
    void every_set_is_its_names() {
        Random random = new Random(3);
        for (int trial = 0; trial < 500; trial++) {
            CapabilitySet set = new CapabilitySet(random.nextLong() & CapabilitySet.ALL.bits());
            assertThat(CapabilitySet.parse(set.names())).isEqualTo(set);
        }
        assertThatThrownBy(() -> new CapabilitySet(1L << 41))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_default_seven_are_what_installing_packages_needs() {
        assertThat(CapabilitySet.DEFAULT.names())
                .containsExactly(
                        "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID");
    }

    @Test
    void dropping_all_and_adding_one_leaves_one() {
        CapabilitySet chown = CapabilitySet.of("CHOWN");
        assertThat(Hosts.capabilities(chown, CapabilitySet.ALL).bounding(ContainerUser.ROOT))
                .isEqualTo(chown);
        assertThat(Hosts.capabilities(chown, chown).bounding(ContainerUser.ROOT).contains(chown))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0-3", "0-3,8", "1,3,5-7", "8191"})
    void a_cpu_list_is_printed_as_the_kernel_does(String text) {
        assertThat(CpuSet.parse(text)).hasToString(text);
    }

    @Test
    void a_cpu_list_is_put_in_order() {
        assertThat(CpuSet.parse("7,1-2,3,1")).hasToString("1-3,7");
        assertThat(CpuSet.parse("0-3").contains(CpuSet.parse("1,3"))).isTrue();
        assertThat(CpuSet.parse("0-3").contains(CpuSet.parse("4"))).isFalse();
        assertThat(CpuSet.first(2)).isEqualTo(CpuSet.parse("0-1"));
        assertThat(CpuSet.parse("5,9").numbers()).containsExactly(5, 9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1,",
                ",1",
                "-1",
                "1-",
                "3-1",
                "1-4294967295",
                "8192",
                "0-8192",
                "a",
                "0x1",
                "1 ,2",
                "1;2",
                "0..3",
                "99999999999999999999"
            })
    void a_cpu_list_that_is_none_is_refused(String text) {
        refused(Rule.CPUSET, () -> CpuSet.parse(text));
    }

    @Test
    void a_cpu_list_of_thousands_of_numbers_is_refused_at_once() {
        refused(Rule.CPUSET, () -> CpuSet.parse("0,".repeat(1_000_000) + "0"));
    }

    @Test
    void a_ulimit_has_a_soft_and_maybe_a_hard_limit() {
        assertThat(Ulimit.parse("nofile=64")).isEqualTo(new Ulimit(Resource.NOFILE, 64, 64));
        assertThat(Ulimit.parse("core=0:-1"))
                .isEqualTo(new Ulimit(Resource.CORE, 0, Ulimit.INFINITY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nofile",
                "nofile=",
                "=1",
                "files=1",
                "nofile=2:1",
                "nofile=-1:5",
                "NOFILE=1",
                "nofile=1:2:3",
                "nofile=1k",
                "nofile=-2",
                "nofile=99999999999999999999"
            })
    void a_ulimit_that_is_none_is_refused(String text) {
        refused(Rule.ULIMIT, () -> Ulimit.parse(text));
    }

    @Test
    void limits_lie_within_what_the_kernel_takes() {
        refused(Rule.CPU, () -> limits(OptionalInt.of(1), OptionalLong.empty(), 0, 1));
        refused(Rule.CPU, () -> limits(OptionalInt.of(262_145), OptionalLong.empty(), 0, 1));
        refused(Rule.CPU, () -> limits(OptionalInt.empty(), OptionalLong.of(9), 0, 1));
        refused(Rule.PIDS, () -> limits(OptionalInt.empty(), OptionalLong.empty(), 0, 0));
        refused(Rule.PIDS, () -> limits(OptionalInt.empty(), OptionalLong.empty(), 0, -2));
        refused(Rule.MEMORY, () -> limits(OptionalInt.empty(), OptionalLong.empty(), 6291455, 1));
        refused(Rule.ULIMIT, () -> withUlimits("core=1", "core=2"));
    }

    private static Limits limits(OptionalInt shares, OptionalLong millis, long memory, long pids) {
        return LimitSamples.of(
                shares,
                millis,
                Optional.empty(),
                memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory),
                OptionalLong.of(pids),
                4096,
                List.of());
    }

    private static Limits withUlimits(String... texts) {
        return LimitSamples.of(
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                4096,
                Stream.of(texts).map(Ulimit::parse).toList());
    }

    @Test
    void a_mount_target_is_normalised() {
        assertThat(new MountRequest.Bind(Path.of("/a"), "/b//./c/", true).target())
                .isEqualTo("/b/c");
        assertThat(new MountRequest.Bind(Path.of("/a/../b/."), "/c", true).source())
                .isEqualTo(Path.of("/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "./a", "/a/../b", "/..", "/a\0b"})
    void a_mount_target_that_is_not_plain_is_refused(String target) {
        refused(Rule.MOUNT_TARGET, () -> new MountRequest.Bind(Path.of("/a"), target, true));
        refused(
                Rule.MOUNT_TARGET,
                () -> new MountRequest.Tmpfs(target, 4096, 0755, 0, 0, false, false));
    }

    @Test
    void a_path_over_the_kernels_length_is_refused() {
        String longPath = "/x".repeat(2048);
        refused(Rule.MOUNT_TARGET, () -> new MountRequest.Bind(Path.of("/a"), longPath, true));
        refused(Rule.HOST_PATH, () -> new MountRequest.Bind(Path.of(longPath), "/a", true));
        refused(Rule.HOST_PATH, () -> new MountRequest.Bind(Path.of("relative"), "/a", true));
    }

    @Test
    void a_tmpfs_has_a_page_and_permission_bits() {
        refused(Rule.SIZE, () -> new MountRequest.Tmpfs("/t", 4095, 0755, 0, 0, false, false));
        refused(Rule.SIZE, () -> new MountRequest.Tmpfs("/t", 4096, 04755, 0, 0, false, false));
        refused(Rule.SIZE, () -> new MountRequest.Tmpfs("/t", 4096, 0755, -1, 0, false, false));
    }

    @Test
    void a_command_is_not_empty_and_has_no_nul() {
        refused(Rule.COMMAND, () -> new Command(List.of(), Map.of(), "/", false));
        refused(Rule.COMMAND, () -> new Command(List.of(""), Map.of(), "/", false));
        refused(Rule.COMMAND, () -> new Command(List.of("a\0b"), Map.of(), "/", false));
        String word = "x".repeat(Command.WORD_BYTES_MAX + 1);
        refused(Rule.COMMAND, () -> new Command(List.of("a", word), Map.of(), "/", false));
        List<String> many = Collections.nCopies(Command.WORDS_MAX + 1, "x");
        refused(Rule.COMMAND, () -> new Command(many, Map.of(), "/", false));
    }

    @Test
    void a_variable_has_a_name_and_no_nul() {
        for (String name : List.of("", "A=B", "A\0")) {
            refused(
                    Rule.ENVIRONMENT,
                    () -> new Command(List.of("a"), Map.of(name, "v"), "/", false));
        }
        refused(Rule.ENVIRONMENT, () -> new Command(List.of("a"), Map.of("A", "x\0"), "/", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "", "/a/../b", "/proc", "/proc/self/fd/3", "//proc/1/cwd"})
    void a_working_directory_that_could_lead_out_is_refused(String workdir) {
        refused(Rule.WORKDIR, () -> new Command(List.of("a"), Map.of(), workdir, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-a", "_a", ".a", "a b", "a/b", "é1", "a\nb"})
    void a_container_name_is_dockers(String name) {
        refused(Rule.NAME, () -> Hosts.spec().name(name).build());
    }

    @Test
    void a_container_name_of_dockers_letters_is_taken() {
        assertThatCode(() -> Hosts.spec().name("Web_1.2-x").build()).doesNotThrowAnyException();
        refused(Rule.NAME, () -> Hosts.spec().name("x".repeat(129)).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a_b", "a..b", "a\n127.0.0.1", ".a", "ä"})
    void a_host_name_is_of_the_rfc(String name) {
        refused(Rule.HOSTNAME, () -> new HostIdentity(name, ""));
    }

    @Test
    void a_host_name_has_64_bytes_at_most() {
        assertThatCode(() -> new HostIdentity("a".repeat(32) + "." + "b".repeat(31), "x.y"))
                .doesNotThrowAnyException();
        refused(Rule.HOSTNAME, () -> new HostIdentity("a".repeat(32) + "." + "b".repeat(32), ""));
    }

    @Test
    void a_stop_signal_is_one() {
        refused(Rule.SIGNAL, () -> new Lifecycle(false, 0));
        refused(Rule.SIGNAL, () -> new Lifecycle(false, 65));
    }

    @Test
    void a_root_has_1_to_127_plain_directories() {
        refused(Rule.ROOT, () -> new RootFs(List.of(), false));
        refused(Rule.ROOT, () -> new RootFs(Collections.nCopies(128, Path.of("/a")), false));
        for (String path : List.of("/a:b", "/a,b", "/a\\b", "/a\"b", "/a\nb")) {
            refused(Rule.ROOT, () -> new RootFs(List.of(Path.of(path)), false));
        }
        refused(Rule.HOST_PATH, () -> new RootFs(List.of(Path.of("a")), false));
    }

    @Test
    void a_target_is_mounted_once() {
        MountRequest one = new MountRequest.Bind(Path.of("/a"), "/t", true);
        MountRequest two = new MountRequest.Bind(Path.of("/b"), "/t/", true);
        refused(Rule.MOUNT_TWICE, () -> Hosts.spec().mounts(List.of(one, two)).build());
    }

    @Test
    void sizes_are_shown_with_the_largest_unit_that_divides_them() {
        assertThat(ByteSize.show(0)).isEqualTo("0");
        assertThat(ByteSize.show(1023)).isEqualTo("1023");
        assertThat(ByteSize.show(64 * ByteSize.MIB)).isEqualTo("64m");
        assertThat(ByteSize.show(1536)).isEqualTo("1536");
        assertThat(ByteSize.show(3L << 30)).isEqualTo("3g");
    }
}
