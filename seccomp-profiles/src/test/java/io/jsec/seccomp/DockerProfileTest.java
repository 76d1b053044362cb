package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The profile for images that need what Docker lets them do: wider than ours, not open. */
class DockerProfileTest {
    private static final Architecture PC = Architecture.X86_64;
    private static final SeccompAction EPERM = SeccompAction.errno(1);
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;
    private static final Set<String> ALL = Set.copyOf(KnownNames.CAPABILITIES);
    private static final int AF_NETLINK = 16;

    private static SeccompAction call(Set<String> capabilities, String name, long... args) {
        BpfProgram program =
                ShippedProfile.DOCKER.program(new CompileTarget(PC, capabilities, 6, 18));
        int number = SyscallTable.of(PC).number(name).orElseThrow();
        return BpfInterpreter.run(program, SeccompData.of(PC, number, args));
    }

    private static SeccompAction call(String name, long... args) {
        return call(Set.of(), name, args);
    }

    private static Stream<String> words(String text) {
        return Pattern.compile("\\s+").splitAsStream(text.strip());
    }

    private static List<String> beyond(ShippedProfile one, ShippedProfile other, Set<String> caps) {
        CompileTarget target = new CompileTarget(PC, caps, 6, 18);
        return FilterComparison.beyond(one.program(target), other.program(target), PC);
    }

    // Promise P80
    @Test
    void it_lets_through_all_that_the_hardened_one_does_whatever_the_capabilities() {
        for (Architecture architecture : Architecture.values()) {
            List<SeccompData> calls = ShippedProfileTest.tellingCalls(architecture);
            for (Set<String> capabilities : ShippedProfileTest.openingSets()) {
                CompileTarget target = new CompileTarget(architecture, capabilities, 6, 18);
                BpfProgram hardened = ShippedProfile.HARDENED.program(target);
                BpfProgram docker = ShippedProfile.DOCKER.program(target);
                for (SeccompData data : calls) {
                    SeccompAction strict = BpfInterpreter.run(hardened, data);
                    SeccompAction lax = BpfInterpreter.run(docker, data);
                    assertThat(lax.kind())
                            .as("%s %s", capabilities, data)
                            .isGreaterThanOrEqualTo(strict.kind());
                }
            }
        }
    }

    @Test
    void nothing_is_found_that_the_hardened_one_lets_through_and_it_does_not() {
        for (Set<String> capabilities : List.of(Set.<String>of(), ALL)) {
            assertThat(beyond(ShippedProfile.HARDENED, ShippedProfile.DOCKER, capabilities))
                    .isEmpty();
        }
    }

    @Test
    void calls_of_another_architecture_end_the_process_as_they_do_under_the_hardened_one() {
        for (Architecture architecture : Architecture.values()) {
            CompileTarget target = new CompileTarget(architecture, Set.of(), 6, 18);
            SeccompData foreign =
                    new SeccompData(0, 0x40000003, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L));
            for (ShippedProfile profile : ShippedProfile.values()) {
                assertThat(BpfInterpreter.run(profile.program(target), foreign))
                        .isEqualTo(SeccompAction.KILL_PROCESS);
            }
        }
    }

    @Test
    void it_opens_these_calls_beyond_the_hardened_one() {
        assertThat(
                        ShippedProfile.DOCKER.beyondHardened(
                                new CompileTarget(PC, Set.of("CAP_CHOWN"), 6, 18)))
                .containsExactly(
                        "listmount",
                        "memfd_secret",
                        "modify_ldt",
                        "name_to_handle_at",
                        "personality",
                        "process_mrelease",
                        "process_vm_readv",
                        "process_vm_writev",
                        "ptrace",
                        "socket",
                        "statmount",
                        "vmsplice");
    }

    @Test
    void what_a_capability_opens_in_both_is_no_difference() {
        assertThat(
                        ShippedProfile.DOCKER.beyondHardened(
                                new CompileTarget(
                                        PC, Set.of("CAP_SYS_PTRACE", "CAP_SYS_ADMIN"), 6, 18)))
                .doesNotContain("ptrace", "process_vm_readv", "statmount", "listmount")
                .contains("vmsplice");
    }

    @Test
    void the_hardened_one_opens_nothing_beyond_itself() {
        assertThat(ShippedProfile.HARDENED.beyondHardened(new CompileTarget(PC, Set.of(), 6, 18)))
                .isEmpty();
    }

    @Test
    void three_more_protocols_of_netlink_are_open_and_no_other() {
        Set<Integer> open = Set.of(0, 4, 15, 16);
        for (int protocol = 0; protocol < 32; protocol++) {
            SeccompAction expected =
                    open.contains(protocol)
                            ? ALLOW
                            : protocol == 9 ? SeccompAction.errno(93) : EPERM;
            assertThat(call("socket", AF_NETLINK, 3, protocol))
                    .as("protocol %d", protocol)
                    .isEqualTo(expected);
        }
    }

    @Test
    void no_family_of_sockets_opens_beyond_the_hardened_ones_whatever_the_capabilities() {
        for (int family = 0; family < 64; family++) {
            boolean usual = Set.of(1, 2, 10, AF_NETLINK).contains(family);
            assertThat(call("socket", family, 1, 0))
                    .as("family %d", family)
                    .isEqualTo(usual ? ALLOW : EPERM);
            assertThat(call(ALL, "socket", family, 1, 0))
                    .as("family %d", family)
                    .isEqualTo(usual || family == 17 ? ALLOW : EPERM);
        }
    }

    @Test
    void personalities_are_those_of_names_and_none_that_weakens_a_program() {
        for (long persona : List.of(0L, 8L, 0x20000L, 0x20008L, 0xffffffffL)) {
            assertThat(call("personality", persona)).as("%x", persona).isEqualTo(ALLOW);
        }
        for (long persona : List.of(0x40000L, 0x100000L, 0x400000L, 0x40008L, 0x60000L)) {
            assertThat(call("personality", persona)).as("%x", persona).isEqualTo(EPERM);
        }
    }

    // Promise P80
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
            assertThat(call(ALL, "clone", flag | 17)).as(name).isEqualTo(EPERM);
            assertThat(call(ALL, "unshare", flag)).as(name).isEqualTo(EPERM);
        });
        assertThat(call(ALL, "unshare", 0x80)).as("NEWTIME").isEqualTo(EPERM);
        assertThat(call(ALL, "setns", 3, 0)).isEqualTo(EPERM);
        assertThat(call(ALL, "clone3", 0, 88)).isEqualTo(SeccompAction.errno(38));
    }

    // Promise P80
    @Test
    void no_capability_opens_what_leads_into_the_kernel_or_to_the_host() {
        words(
                        """
                        pivot_root setns add_key request_key keyctl io_uring_setup io_uring_enter
                        io_uring_register bpf perf_event_open userfaultfd kexec_load kexec_file_load
                        init_module finit_module delete_module settimeofday clock_settime
                        open_by_handle_at acct swapon swapoff quotactl quotactl_fd syslog iopl
                        ioperm fanotify_init fanotify_mark migrate_pages move_pages lookup_dcookie
                        uselib ustat sysfs _sysctl nfsservctl vhangup
                        """)
                .forEach(name -> assertThat(call(ALL, name)).as(name).isEqualTo(EPERM));
    }

    @Test
    void what_needs_a_capability_stays_closed_without_it() {
        words(
                        """
                        mount umount2 open_tree open_tree_attr move_mount fsopen fsconfig fsmount
                        fspick mount_setattr chroot sethostname setdomainname reboot kcmp
                        pidfd_getfd process_madvise mbind set_mempolicy get_mempolicy
                        """)
                .forEach(name -> {
                    assertThat(call(name)).as(name).isEqualTo(EPERM);
                    assertThat(call(ALL, name)).as(name).isEqualTo(ALLOW);
                });
    }

    @Test
    void nothing_is_typed_into_the_terminal_of_the_host() {
        for (long command : List.of(0x5412L, 0x541cL, 0x5423L)) {
            assertThat(call(ALL, "ioctl", 0, command)).isEqualTo(EPERM);
            assertThat(call(ALL, "ioctl", 0, command | 0xabcd_0000_0000L)).isEqualTo(EPERM);
        }
    }
}
