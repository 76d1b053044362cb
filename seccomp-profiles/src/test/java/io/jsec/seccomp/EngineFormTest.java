package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A profile in the form in which engines ship their default means here what it means there. */
class EngineFormTest {
    private static final SeccompAction EPERM = SeccompAction.errno(1);
    private static final SeccompAction ENOSYS = SeccompAction.errno(38);
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;

    private final SeccompProfile profile;

    EngineFormTest() throws IOException {
        Path file = Path.of("src/test/resources/io/jsec/seccomp/engine-default.json");
        profile = SeccompProfile.parse(Files.readString(file));
    }

    @Test
    void names_of_other_architectures_are_skipped_and_the_rest_of_their_rule_holds() {
        assertThat(call("read")).isEqualTo(ALLOW);
        assertThat(call("mseal")).isEqualTo(ALLOW);
        assertThat(SeccompCompiler.warnings(profile, target(Architecture.X86_64, 6, 1)))
                .containsExactly(
                        "2 names are system calls of other architectures than X86_64: skipped:"
                                + " _llseek, chown32");
    }

    @Test
    void a_kernel_that_is_too_old_leaves_a_rule_out() {
        assertThat(call("ptrace")).isEqualTo(ALLOW);
        CompileTarget old = target(Architecture.X86_64, 4, 7);
        assertThat(call(old, "ptrace")).isEqualTo(EPERM);
    }

    @Test
    void three_ranges_of_families_leave_out_two() {
        for (int family = 0; family < 64; family++) {
            assertThat(call("socket", family))
                    .as("family %d", family)
                    .isEqualTo(family == 38 || family == 40 ? EPERM : ALLOW);
        }
        assertThat(call("socket", -1)).as("compared without sign").isEqualTo(ALLOW);
    }

    @Test
    void the_capability_decides_which_rule_on_clone_holds() {
        long user = 0x10000000;
        CompileTarget admin = target(Architecture.X86_64, 6, 1, "CAP_SYS_ADMIN");
        assertThat(call("clone", user)).isEqualTo(EPERM);
        assertThat(call("clone", 17)).isEqualTo(ALLOW);
        assertThat(call(admin, "clone", user)).isEqualTo(ALLOW);
        assertThat(call("clone3")).isEqualTo(ENOSYS);
        assertThat(call(admin, "clone3")).isEqualTo(ALLOW);
        assertThat(call("mount")).isEqualTo(EPERM);
        assertThat(call(admin, "mount")).isEqualTo(ALLOW);
    }

    @Test
    void rules_for_another_architecture_stay_out() {
        assertThat(call("clone", 17, 0x10000000)).isEqualTo(ALLOW);
        assertThat(call("arch_prctl")).isEqualTo(ALLOW);
        assertThat(call(target(Architecture.AARCH64, 6, 1), "clone", 17)).isEqualTo(ALLOW);
    }

    @Test
    void calls_newer_than_the_profile_answer_enosys_and_older_unnamed_ones_its_default() {
        assertThat(call("listmount")).isEqualTo(EPERM);
        assertThat(call("setxattrat")).isEqualTo(ENOSYS);
        assertThat(call("file_setattr")).isEqualTo(ENOSYS);
    }

    private SeccompAction call(String name, long... args) {
        return call(target(Architecture.X86_64, 6, 1), name, args);
    }

    private SeccompAction call(CompileTarget target, String name, long... args) {
        int number = SyscallTable.of(target.architecture()).number(name).orElseThrow();
        return BpfInterpreter.run(
                SeccompCompiler.compile(profile, target),
                SeccompData.of(target.architecture(), number, args));
    }

    private static CompileTarget target(
            Architecture architecture, int major, int minor, String... capabilities) {
        return new CompileTarget(architecture, Set.of(capabilities), major, minor);
    }
}
