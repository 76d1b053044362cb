package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Numbers of system calls: wrong ones would open the wrong door. */
class SyscallTableTest {
    private static final SyscallTable PC = SyscallTable.of(Architecture.X86_64);
    private static final SyscallTable ARM = SyscallTable.of(Architecture.AARCH64);

    @Test
    void well_known_numbers_are_right() {
        Map.of(
                        "read", 0, "socket", 41, "execve", 59, "mount", 165, "openat", 257,
                        "seccomp", 317, "bpf", 321, "uprobe", 336, "clone3", 435, "mseal", 462)
                .forEach((name, number) -> assertThat(PC.number(name)).as(name).hasValue(number));
        Map.of(
                        "io_setup",
                        0,
                        "openat",
                        56,
                        "read",
                        63,
                        "ptrace",
                        117,
                        "socket",
                        198,
                        "clone",
                        220,
                        "execve",
                        221,
                        "bpf",
                        280,
                        "statx",
                        291,
                        "clone3",
                        435)
                .forEach((name, number) -> assertThat(ARM.number(name)).as(name).hasValue(number));
    }

    @Test
    void both_architectures_know_the_calls_of_6_18() {
        for (SyscallTable table : Set.of(PC, ARM)) {
            assertThat(table.number("open_tree_attr")).hasValue(467);
            assertThat(table.number("file_getattr")).hasValue(468);
            assertThat(table.number("file_setattr")).hasValue(469);
            assertThat(table.highest()).isEqualTo(469);
        }
    }

    @Test
    void x86_has_every_number_but_the_reserved_range() {
        for (int number = 0; number <= 469; number++) {
            assertThat(PC.name(number).isPresent())
                    .as("%d", number)
                    .isEqualTo(number < 337 || number > 423);
        }
        assertThat(PC.names()).hasSize(383);
    }

    @Test
    void arm_has_every_number_but_the_architecture_s_own_and_the_reserved_range() {
        for (int number = 0; number <= 469; number++) {
            boolean own = number >= 244 && number <= 259;
            boolean reserved = number >= 295 && number <= 423;
            assertThat(ARM.name(number).isPresent()).as("%d", number).isEqualTo(!own && !reserved);
        }
    }

    @Test
    void numbers_from_424_on_are_the_same_everywhere() {
        for (int number = 424; number <= 469; number++) {
            assertThat(PC.name(number)).isEqualTo(ARM.name(number));
        }
    }

    @Test
    void names_and_numbers_lead_to_each_other() {
        for (SyscallTable table : Set.of(PC, ARM)) {
            for (String name : table.names()) {
                assertThat(table.name(table.number(name).orElseThrow())).hasValue(name);
            }
        }
        assertThat(PC.number("socketcall")).isEmpty();
        assertThat(SyscallTable.knowsName("socketcall")).isTrue();
        assertThat(SyscallTable.knowsName("nonsense")).isFalse();
        assertThat(new TreeSet<>(SyscallTable.allNames())).hasSize(474);
    }
}
