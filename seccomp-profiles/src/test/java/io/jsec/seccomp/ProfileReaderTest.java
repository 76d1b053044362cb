package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a profile's text may say. */
class ProfileReaderTest {
    @Test
    void the_smallest_profile_is_a_default_action() {
        assertThat(SeccompProfile.parse("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}"))
                .isEqualTo(
                        new SeccompProfile(
                                SeccompAction.ALLOW, List.of(), List.of(), Set.of(), List.of()));
    }

    @Test
    void every_field_of_the_runtime_specification_is_read() {
        SeccompProfile profile =
                SeccompProfile.parse(
                        """
                        {
                          "defaultAction": "SCMP_ACT_ERRNO",
                          "defaultErrnoRet": 38,
                          "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
                          "flags": ["SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_TSYNC"],
                          "syscalls": [{
                            "names": ["socket", "socketpair"],
                            "action": "SCMP_ACT_TRACE",
                            "errnoRet": 77,
                            "args": [
                              {"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_NE"},
                              {"index": 5, "value": 240, "valueTwo": 16, "op": "SCMP_CMP_MASKED_EQ"}
                            ]
                          }]
                        }
                        """);
        assertThat(profile)
                .isEqualTo(
                        new SeccompProfile(
                                SeccompAction.errno(38),
                                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"),
                                List.of(),
                                Set.of(FilterFlag.LOG, FilterFlag.TSYNC),
                                List.of(
                                        new SyscallRule(
                                                List.of("socket", "socketpair"),
                                                new SeccompAction(SeccompAction.Kind.TRACE, 77),
                                                List.of(
                                                        new ArgCondition(0, ComparisonOp.NE, -1, 0),
                                                        new ArgCondition(
                                                                5,
                                                                ComparisonOp.MASKED_EQ,
                                                                240,
                                                                16)),
                                                RuleFilter.NONE,
                                                RuleFilter.NONE,
                                                ""))));
        assertThat(profile.installFlags()).isEqualTo(3);
    }

    @Test
    void the_extensions_of_moby_and_podman_are_read() {
        SeccompProfile profile =
                SeccompProfile.parse(
                        """
                        {
                          "defaultAction": "SCMP_ACT_ERRNO",
                          "defaultErrnoRet": 38,
                          "defaultErrno": "ENOSYS",
                          "archMap": [
                            {"architecture": "SCMP_ARCH_X86_64",
                             "subArchitectures": ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]},
                            {"architecture": "SCMP_ARCH_RISCV64", "subArchitectures": null}
                          ],
                          "syscalls": [{
                            "names": ["chroot"],
                            "action": "SCMP_ACT_ERRNO",
                            "errno": "EPROTONOSUPPORT",
                            "args": null,
                            "comment": "why",
                            "includes": {"caps": ["CAP_SYS_CHROOT"], "minKernel": "4.8"},
                            "excludes": {"arches": ["s390", "s390x"]}
                          }]
                        }
                        """);
        assertThat(profile.defaultAction()).isEqualTo(SeccompAction.errno(38));
        assertThat(profile.archMap())
                .containsExactly(
                        new ArchMapEntry(
                                "SCMP_ARCH_X86_64", List.of("SCMP_ARCH_X86", "SCMP_ARCH_X32")),
                        new ArchMapEntry("SCMP_ARCH_RISCV64", List.of()));
        assertThat(profile.syscalls())
                .containsExactly(
                        new SyscallRule(
                                List.of("chroot"),
                                SeccompAction.errno(93),
                                List.of(),
                                new RuleFilter(
                                        List.of("CAP_SYS_CHROOT"),
                                        List.of(),
                                        Optional.of(new KernelVersion(4, 8))),
                                new RuleFilter(
                                        List.of(), List.of("s390", "s390x"), Optional.empty()),
                                "why"));
    }

    @Test
    void an_errno_that_is_not_given_is_eperm() {
        SeccompProfile profile = SeccompProfile.parse("{\"defaultAction\": \"SCMP_ACT_ERRNO\"}");
        assertThat(profile.defaultAction()).isEqualTo(SeccompAction.errno(1));
    }

    @Test
    void kill_is_the_old_name_of_kill_thread() {
        assertThat(SeccompProfile.parse("{\"defaultAction\": \"SCMP_ACT_KILL\"}").defaultAction())
                .isEqualTo(new SeccompAction(SeccompAction.Kind.KILL_THREAD, 0));
    }

    @Test
    void what_is_written_is_read_back_equal() {
        for (long seed = 1; seed <= 500; seed++) {
            SeccompProfile profile = new RandomProfiles(seed).profile();
            assertThat(SeccompProfile.parse(profile.toJson()))
                    .as("seed %d", seed)
                    .isEqualTo(profile);
        }
        SeccompProfile hardened = ShippedProfile.HARDENED.profile();
        assertThat(SeccompProfile.parse(hardened.toJson())).isEqualTo(hardened);
    }

    @Test
    void flags_and_architectures_are_written_too() {
        SeccompProfile profile =
                new SeccompProfile(
                        SeccompAction.ALLOW,
                        List.of(),
                        List.of(new ArchMapEntry("SCMP_ARCH_X86_64", List.of("SCMP_ARCH_X32"))),
                        Set.of(FilterFlag.WAIT_KILLABLE_RECV),
                        List.of());
        assertThat(SeccompProfile.parse(profile.toJson())).isEqualTo(profile);
    }

    @Test
    void the_digest_is_of_the_content_not_of_its_layout() {
        SeccompProfile tight = SeccompProfile.parse("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
        SeccompProfile wide =
                SeccompProfile.parse(
                        "{\n\n \"syscalls\": [],\n\"defaultAction\": \"SCMP_ACT_ALLOW\"}");
        assertThat(tight.digest()).isEqualTo(wide.digest()).hasSize(64);
        assertThat(SeccompProfile.parse("{\"defaultAction\":\"SCMP_ACT_LOG\"}").digest())
                .isNotEqualTo(tight.digest());
    }

    @Test
    void whatever_becomes_of_a_text_it_is_read_or_refused_with_a_place() {
        String whole = ShippedProfile.HARDENED.profile().toJson();
        java.util.Random random = new java.util.Random(7);
        String pieces = "{}[]\",:0-.eE\\ux\n\t\u0000é\ud800 nulltrue";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(whole.substring(0, 400 + random.nextInt(4000)));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
            }
            refusedWithPlaceOrRead(text.toString());
        }
    }

    private static void refusedWithPlaceOrRead(String text) {
        try {
            assertThat(SeccompProfile.parse(text)).isNotNull();
        } catch (SeccompException e) {
            assertThat(e.line()).as(e.getMessage()).isPositive();
            assertThat(e.column()).as(e.getMessage()).isPositive();
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
