package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For which containers and machines a rule is meant. */
class RuleFilterTest {
    private static final CompileTarget TARGET =
            new CompileTarget(Architecture.X86_64, Set.of("CAP_NET_RAW", "CAP_SYS_CHROOT"), 6, 1);

    @Test
    void a_filter_that_says_nothing_includes_all_and_excludes_none() {
        assertThat(RuleFilter.NONE.includes(TARGET)).isTrue();
        assertThat(RuleFilter.NONE.excludes(TARGET)).isFalse();
    }

    @Test
    void all_capabilities_are_needed_to_be_included() {
        assertThat(caps("CAP_NET_RAW").includes(TARGET)).isTrue();
        assertThat(caps("CAP_NET_RAW", "CAP_SYS_CHROOT").includes(TARGET)).isTrue();
        assertThat(caps("CAP_NET_RAW", "CAP_SYS_ADMIN").includes(TARGET)).isFalse();
    }

    @Test
    void one_capability_is_enough_to_be_excluded() {
        assertThat(caps("CAP_SYS_ADMIN").excludes(TARGET)).isFalse();
        assertThat(caps("CAP_SYS_ADMIN", "CAP_NET_RAW").excludes(TARGET)).isTrue();
    }

    @Test
    void one_architecture_is_enough_for_both() {
        assertThat(arches("arm64", "amd64").includes(TARGET)).isTrue();
        assertThat(arches("arm64", "amd64").excludes(TARGET)).isTrue();
        assertThat(arches("arm64", "x86", "x32").includes(TARGET)).isFalse();
        assertThat(arches("arm64", "x86", "x32").excludes(TARGET)).isFalse();
    }

    @Test
    void a_kernel_is_compared_by_both_numbers() {
        assertThat(kernel(6, 1).includes(TARGET)).isTrue();
        assertThat(kernel(5, 19).includes(TARGET)).isTrue();
        assertThat(kernel(6, 2).includes(TARGET)).isFalse();
        assertThat(kernel(7, 0).includes(TARGET)).isFalse();
        assertThat(kernel(6, 1).excludes(TARGET)).isTrue();
        assertThat(kernel(6, 2).excludes(TARGET)).isFalse();
    }

    @Test
    void all_parts_must_fit_to_include() {
        RuleFilter filter =
                new RuleFilter(
                        List.of("CAP_NET_RAW"),
                        List.of("arm64"),
                        Optional.of(new KernelVersion(4, 8)));
        assertThat(filter.includes(TARGET)).isFalse();
        assertThat(
                        filter.includes(
                                new CompileTarget(
                                        Architecture.AARCH64, Set.of("CAP_NET_RAW"), 4, 8)))
                .isTrue();
    }

    @Test
    void a_rule_that_is_excluded_does_not_apply_whatever_includes_it() {
        SyscallRule rule =
                new SyscallRule(
                        List.of("read"),
                        SeccompAction.ALLOW,
                        List.of(),
                        caps("CAP_NET_RAW"),
                        caps("CAP_SYS_CHROOT"),
                        "");
        assertThat(rule.appliesTo(TARGET)).isFalse();
        assertThat(
                        rule.appliesTo(
                                new CompileTarget(
                                        Architecture.X86_64, Set.of("CAP_NET_RAW"), 6, 1)))
                .isTrue();
    }

    private static RuleFilter caps(String... caps) {
        return new RuleFilter(List.of(caps), List.of(), Optional.empty());
    }

    private static RuleFilter arches(String... arches) {
        return new RuleFilter(List.of(), List.of(arches), Optional.empty());
    }

    private static RuleFilter kernel(int major, int minor) {
        return new RuleFilter(List.of(), List.of(), Optional.of(new KernelVersion(major, minor)));
    }
}
