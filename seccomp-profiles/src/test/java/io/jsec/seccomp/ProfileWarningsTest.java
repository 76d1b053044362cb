package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about a profile that compiles although something in it is odd. */
class ProfileWarningsTest {
    @Test
    void a_profile_without_oddities_has_no_warnings() {
        assertThat(warnings("{\"names\": [\"read\", \"write\"], \"action\": \"SCMP_ACT_ALLOW\"}"))
                .isEmpty();
    }

    @Test
    void a_name_nobody_knows_is_told_with_the_nearest() {
        assertThat(warnings("{\"names\": [\"opennat\"], \"action\": \"SCMP_ACT_ALLOW\"}"))
                .containsExactly(
                        "opennat is no system call of Linux 6.18 or older on any architecture:"
                                + " skipped; did you mean openat?");
    }

    @Test
    void names_of_other_architectures_are_told_together() {
        assertThat(
                        warnings(
                                "{\"names\": [\"socketcall\", \"chown32\", \"ipc\", \"_llseek\","
                                        + " \"mmap2\", \"stat64\", \"read\"], \"action\":"
                                        + " \"SCMP_ACT_ALLOW\"}"))
                .containsExactly(
                        "6 names are system calls of other architectures than X86_64: skipped:"
                                + " _llseek, chown32, ipc, mmap2, socketcall, …");
    }

    @Test
    void rules_that_contradict_each_other_are_told() {
        String allow = "{\"names\": [\"ioctl\"], \"action\": \"SCMP_ACT_ALLOW\"}";
        String deny =
                "{\"names\": [\"ioctl\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 5,"
                        + " \"args\":"
                        + " [{\"index\": 1, \"value\": 21522, \"op\": \"SCMP_CMP_EQ\"}]}";
        assertThat(warnings(allow + "," + deny))
                .containsExactly(
                        "ioctl has rules that contradict each other: the strictest that matches"
                                + " wins here, other runtimes keep the first unconditional one");
        assertThat(warnings(allow + "," + allow)).isEmpty();
        assertThat(warnings(deny)).isEmpty();
    }

    @Test
    void architectures_whose_calls_are_killed_are_told() {
        SeccompProfile profile =
                SeccompProfile.parse(
                        "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\":"
                                + " [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_X86\"]}");
        assertThat(SeccompCompiler.warnings(profile, target()))
                .containsExactly(
                        "SCMP_ARCH_X86 is listed in \"architectures\": its calls end the process"
                                + " on X86_64");
    }

    @Test
    void a_capability_that_does_not_exist_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> new CompileTarget(Architecture.X86_64, Set.of("NET_RAW"), 6, 18))
                .isInstanceOf(SeccompException.class)
                .hasMessage("\"NET_RAW\" is no capability; did you mean CAP_NET_RAW?");
    }

    @Test
    void values_of_the_model_that_cannot_exist_are_refused() {
        for (Runnable impossible :
                List.<Runnable>of(
                        () -> SeccompAction.errno(4096),
                        () -> SeccompAction.errno(-1),
                        () -> new SeccompAction(SeccompAction.Kind.ALLOW, 1),
                        () -> new ArgCondition(6, ComparisonOp.EQ, 0, 0),
                        () -> new ArgCondition(-1, ComparisonOp.EQ, 0, 0),
                        () -> new KernelVersion(-1, 0),
                        () -> SeccompAction.ofReturnValue(0x7ffe0000),
                        () -> SeccompData.of(Architecture.X86_64, 0, 1, 2, 3, 4, 5, 6, 7))) {
            assertThatThrownBy(impossible::run).isInstanceOf(SeccompException.class);
        }
    }

    private static CompileTarget target() {
        return new CompileTarget(Architecture.X86_64, Set.of(), 6, 18);
    }

    private static List<String> warnings(String rules) {
        SeccompProfile profile =
                SeccompProfile.parse(
                        "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [" + rules + "]}");
        return SeccompCompiler.warnings(profile, target());
    }
}
