package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Actions, and the other numbers that the kernel and we must agree on. */
class SeccompActionTest {
    @Test
    void return_values_are_the_kernels() {
        Map.of(
                        SeccompAction.Kind.KILL_PROCESS, 0x80000000,
                        SeccompAction.Kind.KILL_THREAD, 0,
                        SeccompAction.Kind.TRAP, 0x00030000,
                        SeccompAction.Kind.ERRNO, 0x00050000,
                        SeccompAction.Kind.NOTIFY, 0x7fc00000,
                        SeccompAction.Kind.TRACE, 0x7ff00000,
                        SeccompAction.Kind.LOG, 0x7ffc0000,
                        SeccompAction.Kind.ALLOW, 0x7fff0000)
                .forEach((kind, value) ->
                        assertThat(new SeccompAction(kind, 0).returnValue())
                                .as(kind.name())
                                .isEqualTo(value));
        assertThat(SeccompAction.errno(38).returnValue()).isEqualTo(0x00050026);
        assertThat(new SeccompAction(SeccompAction.Kind.TRACE, 0xffff).returnValue())
                .isEqualTo(0x7ff0ffff);
    }

    @Test
    void strictness_is_the_kernels_precedence_a_comparison_of_signed_return_values() {
        List<SeccompAction.Kind> kinds = List.of(SeccompAction.Kind.values());
        for (int i = 1; i < kinds.size(); i++) {
            SeccompAction stricter = new SeccompAction(kinds.get(i - 1), 0);
            SeccompAction softer = new SeccompAction(kinds.get(i), 0);
            assertThat(stricter.returnValue()).isLessThan(softer.returnValue());
            assertThat(stricter.stricterThan(softer)).isTrue();
            assertThat(softer.stricterThan(stricter)).isFalse();
            assertThat(softer.stricterThan(softer)).isFalse();
        }
    }

    @Test
    void an_action_reads_as_the_kernel_names_it() {
        assertThat(SeccompAction.errno(93)).hasToString("ERRNO(93)");
        assertThat(SeccompAction.ALLOW).hasToString("ALLOW");
        assertThat(new SeccompAction(SeccompAction.Kind.TRACE, 5)).hasToString("TRACE(5)");
    }

    @Test
    void errno_names_have_their_numbers() {
        Map.of(
                        "EPERM",
                        1,
                        "ENOENT",
                        2,
                        "EAGAIN",
                        11,
                        "ERANGE",
                        34,
                        "EDEADLK",
                        35,
                        "ENOSYS",
                        38,
                        "EOVERFLOW",
                        75,
                        "EPROTONOSUPPORT",
                        93,
                        "EAFNOSUPPORT",
                        97,
                        "EHWPOISON",
                        133)
                .forEach((name, number) ->
                        assertThat(KnownNames.ERRNOS.indexOf(name) + 1).as(name).isEqualTo(number));
        assertThat(KnownNames.ERRNOS).hasSize(133);
    }

    @Test
    void capabilities_stand_at_their_numbers() {
        assertThat(KnownNames.CAPABILITIES).hasSize(41).doesNotHaveDuplicates();
        assertThat(KnownNames.CAPABILITIES.get(0)).isEqualTo("CAP_CHOWN");
        assertThat(KnownNames.CAPABILITIES.get(21)).isEqualTo("CAP_SYS_ADMIN");
        assertThat(KnownNames.CAPABILITIES.get(40)).isEqualTo("CAP_CHECKPOINT_RESTORE");
    }

    @Test
    void words_of_seccomp_data_lie_where_the_kernel_puts_them() {
        SeccompData data =
                new SeccompData(
                        0x11,
                        0x22,
                        0x4444_3333L,
                        List.of(0x2_00000001L, 0x4_00000003L, 5L, 6L, 7L, 0xc_0000000bL));
        assertThat(data.word(0)).isEqualTo(0x11);
        assertThat(data.word(4)).isEqualTo(0x22);
        assertThat(data.word(8)).isEqualTo(0x44443333);
        assertThat(data.word(12)).isZero();
        assertThat(data.word(16)).isEqualTo(1);
        assertThat(data.word(20)).isEqualTo(2);
        assertThat(data.word(24)).isEqualTo(3);
        assertThat(data.word(28)).isEqualTo(4);
        assertThat(data.word(56)).isEqualTo(0xb);
        assertThat(data.word(60)).isEqualTo(0xc);
    }

    @Test
    void the_distance_of_words_counts_changed_letters() {
        assertThat(KnownNames.distance("", "")).isZero();
        assertThat(KnownNames.distance("", "abc")).isEqualTo(3);
        assertThat(KnownNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(KnownNames.distance("openat", "opennat")).isEqualTo(1);
        assertThat(KnownNames.nearest("sokcet", List.of("read", "socket", "write")))
                .isEqualTo("socket");
    }
}
