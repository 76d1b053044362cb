package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The profile that every container gets. */
class HardenedProfileTest {
    private static final SeccompProfile PROFILE = ShippedProfile.HARDENED.profile();
    private static final SeccompAction EPERM = SeccompAction.errno(1);
    private static final SeccompAction ENOSYS = SeccompAction.errno(38);
    private static final SeccompAction EPROTONOSUPPORT = SeccompAction.errno(93);
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;

    private static final int AF_NETLINK = 16;
    private static final int AF_PACKET = 17;

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
}
