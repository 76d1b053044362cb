package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterComparisonTest {
    private static final Architecture X86 = Architecture.X86_64;

    private static BpfProgram program(String rules) {
        return SeccompCompiler.compile(
                SeccompProfile.parse(
                        "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [" + rules + "]}"),
                target());
    }

    private static CompileTarget target() {
        return new CompileTarget(X86, Set.of(), 6, 18);
    }

    private static String allow(String name, String arguments) {
        return "{\"names\": [\"%s\"], \"action\": \"SCMP_ACT_ALLOW\", \"args\": [%s]}"
                .formatted(name, arguments);
    }

    private static String argument(int index, long value, String op) {
        return "{\"index\": %d, \"value\": %d, \"op\": \"SCMP_CMP_%s\"}"
                .formatted(index, value, op);
    }

    private static List<String> beyond(String rules, String reference) {
        return FilterComparison.beyond(program(rules), program(reference), X86);
    }

    @Test
    void a_filter_is_not_beyond_itself() {
        BpfProgram hardened = ShippedProfile.HARDENED.program(target());
        assertThat(FilterComparison.beyond(hardened, hardened, X86)).isEmpty();
    }

    @Test
    void a_call_that_only_one_lets_through_is_named() {
        String both = allow("read", "") + "," + allow("bpf", "");
        assertThat(beyond(both, allow("read", ""))).containsExactly("bpf");
        assertThat(beyond(allow("read", ""), both)).isEmpty();
    }

    @Test
    void one_value_of_one_argument_is_found() {
        String reference = allow("personality", argument(0, 8, "EQ"));
        assertThat(beyond(allow("personality", argument(0, 0xffff_ffffL, "EQ")), reference))
                .containsExactly("personality");
        assertThat(beyond(allow("personality", argument(0, 8, "EQ")), reference)).isEmpty();
    }

    @Test
    void a_pair_of_values_is_found() {
        String pair = argument(0, 16, "EQ") + "," + argument(2, 9, "EQ");
        assertThat(beyond(allow("socket", pair), allow("socket", argument(0, 1, "EQ"))))
                .containsExactly("socket");
    }

    @Test
    void the_upper_half_of_an_argument_counts() {
        assertThat(
                        beyond(
                                allow("lseek", argument(1, 5L << 32 | 3, "EQ")),
                                allow("lseek", argument(1, 3, "EQ"))))
                .containsExactly("lseek");
    }

    @Test
    void either_side_of_a_bound_is_tried() {
        assertThat(
                        beyond(
                                allow("read", argument(2, 100, "LE")),
                                allow("read", argument(2, 100, "LT"))))
                .containsExactly("read");
        assertThat(
                        beyond(
                                allow("read", argument(2, 100, "LT")),
                                allow("read", argument(2, 100, "LE"))))
                .isEmpty();
    }

    @Test
    void what_is_logged_is_let_through() {
        String logged = "{\"names\": [\"bpf\"], \"action\": \"SCMP_ACT_LOG\"}";
        assertThat(beyond(logged, allow("read", ""))).containsExactly("bpf");
    }

    @Test
    void a_filter_that_lets_everything_through_is_beyond_the_hardened_one() {
        BpfProgram open =
                SeccompCompiler.compile(
                        SeccompProfile.parse("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}"), target());
        assertThat(FilterComparison.beyond(open, ShippedProfile.HARDENED.program(target()), X86))
                .contains("bpf", "clone", "keyctl", "mount", "socket", "unshare")
                .doesNotContain("read", "write", "execve");
    }
}
