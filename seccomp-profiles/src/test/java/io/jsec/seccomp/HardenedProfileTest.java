package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The profile that every container gets. */
class HardenedProfileTest {
    private static final SeccompProfile PROFILE = SeccompProfiles.hardened();
    private static final SeccompAction EPERM = SeccompAction.errno(1);
    private static final SeccompAction ENOSYS = SeccompAction.errno(38);
    private static final SeccompAction EPROTONOSUPPORT = SeccompAction.errno(93);
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;

    private static final int AF_NETLINK = 16;
    private static final int AF_PACKET = 17;

    /** The instructions of moby's default in another compiler number 992; the target is small. */
    private static final int INSTRUCTIONS_MAX = 220;

    @Test
    void it_names_every_system_call_of_both_architectures() {
        Set<String> named = new HashSet<>();
        PROFILE.syscalls().forEach(rule -> named.addAll(rule.names()));
        for (Architecture architecture : Architecture.values()) {
            assertThat(named).containsAll(SyscallTable.of(architecture).names());
        }
        assertThat(SyscallTable.allNames()).containsAll(named);
    }

    @Test
    void every_rule_says_why_it_is_there() {
        assertThat(PROFILE.syscalls())
                .allSatisfy(rule -> assertThat(rule.comment()).hasSizeGreaterThan(20).endsWith("."))
                .extracting(SyscallRule::comment)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_instructions_that_were_reviewed_are_those_it_compiles_to() {
        for (Architecture architecture : Architecture.values()) {
            BpfProgram compiled = program(architecture);
            Golden.assertResource(
                    HardenedPrograms.fileName(architecture),
                    HardenedPrograms.write(compiled, architecture));
        }
    }

    @Test
    void the_reviewed_instructions_are_those_a_container_gets() {
        for (Architecture architecture : Architecture.values()) {
            CompileTarget target =
                    new CompileTarget(architecture, Set.of("CAP_CHOWN", "CAP_SETUID"), 5, 13);
            assertThat(SeccompProfiles.hardened(target)).isEqualTo(program(architecture));
        }
    }

    @Test
    void the_program_for_every_set_of_opening_capabilities_is_the_compiled_one() {
        List<String> opening = List.copyOf(HardenedPrograms.OPENING_CAPABILITIES);
        for (int set = 0; set < 1 << opening.size(); set++) {
            Set<String> capabilities = new HashSet<>(Set.of("CAP_CHOWN"));
            for (int i = 0; i < opening.size(); i++) {
                if ((set & 1 << i) != 0) {
                    capabilities.add(opening.get(i));
                }
            }
            CompileTarget target = new CompileTarget(Architecture.X86_64, capabilities, 6, 1);
            assertThat(SeccompProfiles.hardened(target))
                    .isEqualTo(SeccompCompiler.compile(PROFILE, target))
                    .isEqualTo(SeccompProfiles.hardened(target));
        }
    }

    @Test
    void the_opening_capabilities_are_those_its_rules_speak_of() {
        Set<String> spoken = new HashSet<>();
        for (SyscallRule rule : PROFILE.syscalls()) {
            spoken.addAll(rule.includes().caps());
            spoken.addAll(rule.excludes().caps());
            assertThat(rule.includes().minKernel()).isEmpty();
            assertThat(rule.excludes().minKernel()).isEmpty();
        }
        assertThat(spoken).isEqualTo(HardenedPrograms.OPENING_CAPABILITIES);
    }

    @Test
    void its_decisions_are_those_that_were_reviewed() {
        for (Architecture architecture : Architecture.values()) {
            Golden.assertEqual(
                    "hardened-%s.calls.txt".formatted(lower(architecture)),
                    decisions(architecture));
        }
    }

    @Test
    void it_stays_small() {
        for (Architecture architecture : Architecture.values()) {
            assertThat(program(architecture).size()).isLessThanOrEqualTo(INSTRUCTIONS_MAX);
            Set<String> all = Set.copyOf(KnownNames.CAPABILITIES);
            assertThat(compile(architecture, all).size()).isLessThanOrEqualTo(INSTRUCTIONS_MAX);
        }
    }

    @Test
    void its_program_means_the_same_as_the_profile_for_every_number_and_telling_arguments() {
        List<Long> telling = new ArrayList<>();
        for (long value :
                List.of(
                        0L,
                        1L,
                        2L,
                        3L,
                        9L,
                        10L,
                        15L,
                        16L,
                        17L,
                        38L,
                        40L,
                        0x5411L,
                        0x5412L,
                        0x541cL,
                        0x5423L,
                        0x80L,
                        0x20000L,
                        0x10000000L,
                        0x3d0f00L,
                        0x7e020000L,
                        0xffffffffL)) {
            telling.addAll(List.of(value, value | 1L << 32));
        }
        for (Architecture architecture : Architecture.values()) {
            for (Set<String> caps : capabilitySets()) {
                CompileTarget target = new CompileTarget(architecture, caps, 6, 18);
                BpfProgram program = SeccompCompiler.compile(PROFILE, target);
                NaiveEvaluator meaning = new NaiveEvaluator(PROFILE, target);
                Set<Integer> argumentSensitive = conditionalNumbers(architecture);
                for (int number = -2; number <= 520; number++) {
                    List<Long> firsts = argumentSensitive.contains(number) ? telling : List.of(0L);
                    for (long first : firsts) {
                        for (long other : firsts) {
                            SeccompData data =
                                    SeccompData.of(architecture, number, first, other, other);
                            assertThat(BpfInterpreter.run(program, data))
                                    .as("%s %s", caps, data)
                                    .isEqualTo(meaning.decide(data));
                        }
                    }
                }
            }
        }
    }

    @Test
    void the_kernel_can_precompute_every_call_whose_arguments_do_not_matter() {
        for (Architecture architecture : Architecture.values()) {
            BpfProgram program = program(architecture);
            Set<Integer> sensitive = conditionalNumbers(architecture);
            for (int number = 0; number <= 469; number++) {
                Optional<SeccompAction> constant =
                        ConstantActions.of(program, architecture, number);
                assertThat(constant.isPresent())
                        .as("%s %d", architecture, number)
                        .isEqualTo(!sensitive.contains(number));
            }
        }
    }

    @Test
    void only_four_socket_families_open() {
        for (int family = 0; family < 64; family++) {
            SeccompAction expected = Set.of(1, 2, 10, AF_NETLINK).contains(family) ? ALLOW : EPERM;
            assertThat(call("socket", family, 1, 0)).as("family %d", family).isEqualTo(expected);
        }
    }

    @Test
    void socket_arguments_count_with_their_lower_half_as_the_kernel_takes_them() {
        assertThat(call("socket", 0xdead_0000_0002L, 1, 0)).isEqualTo(ALLOW);
        assertThat(call("socket", 0xdead_0000_0011L, 1, 0)).isEqualTo(EPERM);
        assertThat(call("socket", 0xdead_0000_0010L, 3, 0x1_00000000L)).isEqualTo(ALLOW);
        assertThat(call("socket", 0x1_00000010L, 3, 0x1_00000009L)).isEqualTo(EPROTONOSUPPORT);
    }

    @Test
    void netlink_opens_for_routes_only_and_pam_can_go_on_without_audit() {
        for (int protocol = 0; protocol < 32; protocol++) {
            SeccompAction expected =
                    switch (protocol) {
                        case 0 -> ALLOW;
                        case 9 -> EPROTONOSUPPORT;
                        default -> EPERM;
                    };
            assertThat(call("socket", AF_NETLINK, 3, protocol))
                    .as("protocol %d", protocol)
                    .isEqualTo(expected);
        }
    }

    @Test
    void capabilities_open_their_sockets() {
        assertThat(with("CAP_NET_RAW", "socket", AF_PACKET, 3, 0)).isEqualTo(ALLOW);
        assertThat(with("CAP_NET_RAW", "socket", AF_NETLINK, 3, 12)).isEqualTo(EPERM);
        assertThat(with("CAP_NET_ADMIN", "socket", AF_NETLINK, 3, 12)).isEqualTo(ALLOW);
        assertThat(with("CAP_NET_ADMIN", "socket", AF_NETLINK, 3, 9)).isEqualTo(EPROTONOSUPPORT);
        assertThat(with("CAP_NET_ADMIN", "socket", AF_PACKET, 3, 0)).isEqualTo(EPERM);
        assertThat(with("CAP_AUDIT_WRITE", "socket", AF_NETLINK, 3, 9)).isEqualTo(ALLOW);
        for (int family : List.of(15, 33, 38, 40, 44)) {
            for (String cap : KnownNames.CAPABILITIES) {
                assertThat(with(cap, "socket", family, 3, 0))
                        .as("%s %d", cap, family)
                        .isEqualTo(EPERM);
            }
        }
    }

    @Test
    void pairs_of_sockets_are_local() {
        assertThat(call("socketpair", 1)).isEqualTo(ALLOW);
        assertThat(call("socketpair", 2)).isEqualTo(EPERM);
        assertThat(call("socketpair", 40)).isEqualTo(EPERM);
    }

    @Test
    void no_namespace_is_made_or_joined_whatever_the_capabilities() {
        Map<String, Long> flags =
                Map.of(
                        "NEWNS", 0x20000L,
                        "NEWCGROUP", 0x2000000L,
                        "NEWUTS", 0x4000000L,
                        "NEWIPC", 0x8000000L,
                        "NEWUSER", 0x10000000L,
                        "NEWPID", 0x20000000L,
                        "NEWNET", 0x40000000L);
        flags.forEach((name, flag) -> {
            assertThat(all("clone", flag | 17)).as(name).isEqualTo(EPERM);
            assertThat(all("unshare", flag)).as(name).isEqualTo(EPERM);
        });
        assertThat(all("unshare", 0x80)).as("NEWTIME").isEqualTo(EPERM);
        assertThat(all("setns", 3, 0)).isEqualTo(EPERM);
        assertThat(all("clone3", 0, 88)).isEqualTo(ENOSYS);
    }

    @Test
    void threads_and_children_are_made_as_c_libraries_make_them() {
        assertThat(call("clone", 0x3d0f00)).as("a thread of glibc").isEqualTo(ALLOW);
        assertThat(call("clone", 0x7d0f00)).as("a thread of musl").isEqualTo(ALLOW);
        assertThat(call("clone", 0x50f00)).as("a thread of Go").isEqualTo(ALLOW);
        assertThat(call("clone", 0x1200011)).as("fork of glibc").isEqualTo(ALLOW);
        assertThat(call("clone", 0x4111)).as("posix_spawn").isEqualTo(ALLOW);
        assertThat(call("unshare", 0x600)).as("own directory and files").isEqualTo(ALLOW);
    }

    @Test
    void nothing_is_typed_into_the_terminal_of_the_host() {
        for (long command : List.of(0x5412L, 0x541cL, 0x5423L)) {
            assertThat(all("ioctl", 0, command)).isEqualTo(EPERM);
            assertThat(all("ioctl", 0, command | 0xabcd_0000_0000L)).isEqualTo(EPERM);
        }
        for (long command : List.of(0x5401L, 0x5413L, 0x541bL, 0x5421L, 0x8912L, 0x15412L)) {
            assertThat(call("ioctl", 0, command)).isEqualTo(ALLOW);
        }
    }

    @Test
    void personalities_are_the_plain_one_and_the_question() {
        assertThat(call("personality", 0)).isEqualTo(ALLOW);
        assertThat(call("personality", 0xffffffffL)).isEqualTo(ALLOW);
        assertThat(call("personality", -1)).isEqualTo(ALLOW);
        for (long persona : List.of(8L, 0x20000L, 0x40000L, 0x100000L, 0x400000L)) {
            assertThat(call("personality", persona)).isEqualTo(EPERM);
        }
    }

    @Test
    void what_attacks_the_kernel_or_the_host_is_refused_with_eperm() {
        String names =
                """
                mount umount2 pivot_root open_tree open_tree_attr move_mount fsopen fsconfig fsmount
                fspick mount_setattr chroot setns ptrace process_vm_readv process_vm_writev kcmp
                pidfd_getfd process_madvise add_key request_key keyctl io_uring_setup io_uring_enter
                io_uring_register bpf perf_event_open userfaultfd kexec_load kexec_file_load
                init_module finit_module delete_module settimeofday clock_settime open_by_handle_at
                name_to_handle_at reboot acct swapon swapoff quotactl quotactl_fd syslog iopl ioperm
                modify_ldt vmsplice memfd_secret mbind set_mempolicy migrate_pages move_pages
                fanotify_init lookup_dcookie uselib ustat sysfs _sysctl nfsservctl vhangup
                sethostname setdomainname
                """;
        Pattern.compile("\\s+")
                .splitAsStream(names.strip())
                .forEach(name -> assertThat(call(name)).as(name).isEqualTo(EPERM));
    }

    @Test
    void no_capability_opens_what_a_user_namespace_gives_no_right_to() {
        String names =
                """
                pivot_root setns add_key request_key keyctl io_uring_setup bpf perf_event_open
                userfaultfd kexec_load kexec_file_load init_module finit_module delete_module
                settimeofday clock_settime open_by_handle_at acct swapon quotactl syslog iopl
                fanotify_init modify_ldt vmsplice memfd_secret migrate_pages move_pages
                """;
        Pattern.compile("\\s+")
                .splitAsStream(names.strip())
                .forEach(name -> assertThat(all(name)).as(name).isEqualTo(EPERM));
    }

    @Test
    void each_capability_opens_its_own_calls_and_no_other() {
        Map<String, String> opened = new TreeMap<>();
        for (String capability : KnownNames.CAPABILITIES) {
            Set<String> names = new TreeSet<>();
            for (String name : SyscallTable.of(Architecture.X86_64).names()) {
                if (with(capability, name).equals(ALLOW) && !call(name).equals(ALLOW)) {
                    names.add(name);
                }
            }
            if (!names.isEmpty()) {
                opened.put(capability, String.join(" ", names));
            }
        }
        assertThat(opened)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "CAP_SYS_CHROOT",
                                "chroot",
                                "CAP_SYS_BOOT",
                                "reboot",
                                "CAP_SYS_PTRACE",
                                "kcmp pidfd_getfd process_madvise process_vm_readv"
                                        + " process_vm_writev ptrace",
                                "CAP_SYS_NICE",
                                "get_mempolicy mbind set_mempolicy set_mempolicy_home_node",
                                "CAP_SYS_ADMIN",
                                "fsconfig fsmount fsopen fspick listmount mount mount_setattr"
                                        + " move_mount open_tree open_tree_attr setdomainname"
                                        + " sethostname statmount umount2"));
    }

    @Test
    void calls_that_are_newer_than_the_profile_answer_enosys() {
        for (int number : List.of(470, 471, 500, 4096, 0x3fffffff)) {
            assertThat(
                            BpfInterpreter.run(
                                    program(Architecture.X86_64),
                                    SeccompData.of(Architecture.X86_64, number)))
                    .isEqualTo(ENOSYS);
        }
    }

    private static List<Set<String>> capabilitySets() {
        return List.of(
                Set.of(),
                Set.of("CAP_NET_RAW"),
                Set.of("CAP_NET_ADMIN"),
                Set.of("CAP_AUDIT_WRITE", "CAP_NET_ADMIN"),
                Set.of("CAP_SYS_ADMIN"),
                Set.copyOf(KnownNames.CAPABILITIES));
    }

    private static Set<Integer> conditionalNumbers(Architecture architecture) {
        Set<Integer> numbers = new HashSet<>();
        for (String name :
                List.of("socket", "socketpair", "clone", "unshare", "personality", "ioctl")) {
            numbers.add(SyscallTable.of(architecture).number(name).orElseThrow());
        }
        return numbers;
    }

    private static String decisions(Architecture architecture) {
        StringBuilder text = new StringBuilder();
        Set<Integer> sensitive = conditionalNumbers(architecture);
        SyscallTable table = SyscallTable.of(architecture);
        for (int number = 0; number <= table.highest(); number++) {
            Optional<String> name = table.name(number);
            if (name.isPresent()) {
                SeccompData data = SeccompData.of(architecture, number);
                String action =
                        sensitive.contains(number)
                                ? "by its arguments"
                                : BpfInterpreter.run(program(architecture), data).toString();
                text.append("%3d %-24s %s\n".formatted(number, name.get(), action));
            }
        }
        return text.toString();
    }

    private static SeccompAction call(String name, long... args) {
        return run(Set.of(), name, args);
    }

    private static SeccompAction with(String capability, String name, long... args) {
        return run(Set.of(capability), name, args);
    }

    private static SeccompAction all(String name, long... args) {
        return run(Set.copyOf(KnownNames.CAPABILITIES), name, args);
    }

    private static final Map<Set<String>, BpfProgram> COMPILED = new java.util.HashMap<>();

    private static SeccompAction run(Set<String> capabilities, String name, long... args) {
        BpfProgram program =
                COMPILED.computeIfAbsent(capabilities, c -> compile(Architecture.X86_64, c));
        int number = SyscallTable.of(Architecture.X86_64).number(name).orElseThrow();
        return BpfInterpreter.run(program, SeccompData.of(Architecture.X86_64, number, args));
    }

    private static BpfProgram program(Architecture architecture) {
        return compile(architecture, Set.of());
    }

    private static BpfProgram compile(Architecture architecture, Set<String> capabilities) {
        return SeccompCompiler.compile(
                PROFILE, new CompileTarget(architecture, capabilities, 6, 18));
    }

    private static String lower(Architecture architecture) {
        return architecture.name().toLowerCase(Locale.ROOT);
    }
}
