package io.jsec.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ElfMachineTest {
    @ParameterizedTest
    @CsvSource({"62,amd64", "183,arm64", "243,riscv64"})
    void known_machines_have_their_oci_names(int machine, String name) {
        byte[] program = FakeProgram.bytes(machine, 0);

        assertThat(ElfMachine.isProgram(program)).isTrue();
        assertThat(ElfMachine.architecture(program)).isEqualTo(name);
    }

    @Test
    void an_unknown_machine_is_no_program_for_us() {
        byte[] program = FakeProgram.bytes(8, 0);

        assertThat(ElfMachine.isProgram(program)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ElfMachine.architecture(program));
    }

    @Test
    void a_script_is_no_program() {
        assertThat(ElfMachine.isProgram("#!/bin/sh\n".repeat(20).getBytes(US_ASCII))).isFalse();
    }

    @Test
    void a_program_cut_short_is_none() {
        assertThat(ElfMachine.isProgram(new byte[] {0x7f, 'E', 'L', 'F'})).isFalse();
        assertThat(ElfMachine.isProgram(new byte[0])).isFalse();
    }
}
