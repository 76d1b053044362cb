package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A program as people read it. */
class BpfListingTest {
    @Test
    void a_small_program_reads_from_top_to_bottom() {
        SeccompProfile profile =
                SeccompProfile.parse(
                        """
                        {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
                          {"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [
                            {"index": 0, "value": 4294967295, "valueTwo": 2,
                             "op": "SCMP_CMP_MASKED_EQ"},
                            {"index": 1, "value": 240, "valueTwo": 16,
                             "op": "SCMP_CMP_MASKED_EQ"},
                            {"index": 2, "value": 4294967296, "op": "SCMP_CMP_GT"}]},
                          {"names": ["read"], "action": "SCMP_ACT_TRACE", "errnoRet": 9}]}
                        """);
        BpfProgram program =
                SeccompCompiler.compile(
                        profile, new CompileTarget(Architecture.X86_64, Set.of(), 6, 18));
        Golden.assertEqual("small.bpf.txt", program.listing(Architecture.X86_64));
    }

    @Test
    void every_operation_can_be_listed_also_one_that_is_unknown() {
        BpfProgram program =
                new BpfProgram(
                        List.of(
                                new BpfInstruction(Bpf.LOAD, 12),
                                new BpfInstruction(Bpf.JSET, 0, 1, 0xff),
                                new BpfInstruction(Bpf.JUMP, 0),
                                new BpfInstruction(0x87, 0),
                                new BpfInstruction(Bpf.JGT, 0, 0, 3),
                                new BpfInstruction(Bpf.RETURN, 0)));
        assertThat(program.listing(Architecture.AARCH64))
                .isEqualTo(
                        """
                           0  load pointer.high
                           1  if   &  0xff       then 2    else 3
                           2  goto 3
                           3  ?    0x87 0 0 0x0
                           4  if   >  0x3        then 5    else 5
                           5  ret  KILL_THREAD
                        """);
    }

    @Test
    void numbers_are_named_only_where_it_is_sure_that_they_are_numbers_of_calls() {
        BpfProgram program =
                new BpfProgram(
                        List.of(
                                new BpfInstruction(Bpf.LOAD, Bpf.NR_OFFSET),
                                new BpfInstruction(Bpf.JEQ, 1, 0, 59),
                                new BpfInstruction(Bpf.LOAD, Bpf.low(0)),
                                new BpfInstruction(Bpf.JEQ, 0, 0, 59),
                                new BpfInstruction(Bpf.RETURN, 0)));
        assertThat(program.listing(Architecture.X86_64).lines())
                .element(1)
                .asString()
                .endsWith("; execve");
        assertThat(program.listing(Architecture.X86_64).lines())
                .element(3)
                .asString()
                .contains("0x3b")
                .doesNotContain("execve");
    }

    @Test
    void listing_a_program_that_jumps_out_of_itself_does_no_harm() {
        BpfProgram program =
                new BpfProgram(
                        List.of(
                                new BpfInstruction(Bpf.JUMP, -1),
                                new BpfInstruction(Bpf.JEQ, 255, 255, 0)));
        assertThat(program.listing(Architecture.X86_64).lines()).hasSize(2);
    }
}
