package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which programs are refused. */
class BpfVerifierTest {
    private static final BpfInstruction LOAD_NR = new BpfInstruction(Bpf.LOAD, Bpf.NR_OFFSET);
    private static final BpfInstruction ALLOW =
            new BpfInstruction(Bpf.RETURN, SeccompAction.ALLOW.returnValue());

    private static final CompileTarget PC = new CompileTarget(Architecture.X86_64, Set.of(), 6, 18);

    @Test
    void the_smallest_program_is_a_return() {
        assertThatCode(() -> BpfVerifier.verify(program(ALLOW))).doesNotThrowAnyException();
    }

    @Test
    void an_empty_program_is_refused() {
        refused(program(), "a filter has 0 instructions; give 1 to 4096");
    }

    @Test
    void a_program_longer_than_the_kernel_takes_is_refused() {
        refused(
                new BpfProgram(Collections.nCopies(4097, ALLOW)),
                "a filter has 4097 instructions; give 1 to 4096");
    }

    @Test
    void a_way_that_does_not_end_in_a_return_is_refused() {
        refused(program(LOAD_NR), "instruction 0 of a filter goes on at 1, behind the last");
        refused(
                program(LOAD_NR, new BpfInstruction(Bpf.JEQ, 0, 1, 5), ALLOW),
                "instruction 1 of a filter goes on at 3, behind the last");
        refused(
                program(LOAD_NR, new BpfInstruction(Bpf.JGE, 1, 0, 5), ALLOW),
                "instruction 1 of a filter goes on at 3, behind the last");
    }

    @Test
    void an_unconditional_jump_may_not_leave_the_program_nor_wrap_round() {
        for (int k : List.of(1, 2, 4096, Integer.MAX_VALUE, -1, -2, Integer.MIN_VALUE)) {
            refused(program(new BpfInstruction(Bpf.JUMP, k), ALLOW), "behind the last instruction");
        }
    }

    @Test
    void loads_outside_the_data_or_between_words_are_refused() {
        for (int k : List.of(1, 2, 3, 62, 64, 68, -4, Integer.MIN_VALUE)) {
            refused(
                    program(new BpfInstruction(Bpf.LOAD, k), ALLOW),
                    "which is no word of seccomp_data");
        }
        for (int k = 0; k < 64; k += 4) {
            BpfVerifier.verify(program(new BpfInstruction(Bpf.LOAD, k), ALLOW));
        }
    }

    @Test
    void operations_outside_the_small_set_are_refused() {
        Set<Integer> known =
                Set.of(
                        Bpf.LOAD,
                        Bpf.AND,
                        Bpf.JUMP,
                        Bpf.JEQ,
                        Bpf.JGT,
                        Bpf.JGE,
                        Bpf.JSET,
                        Bpf.RETURN);
        for (int code = 0; code <= 0xffff; code++) {
            if (!known.contains(code)) {
                refused(
                        program(LOAD_NR, new BpfInstruction(code, 0), ALLOW),
                        "which no filter of ours needs");
            }
        }
    }

    @Test
    void returns_that_are_no_action_are_refused() {
        for (int k : List.of(0x00010000, 0x7ffd0000, 0x00051000, 0x7fff0001, 0x80000001, 1)) {
            refused(program(new BpfInstruction(Bpf.RETURN, k)), "does not return an action");
        }
    }

    @Test
    void a_test_of_what_was_not_loaded_is_refused() {
        refused(
                program(new BpfInstruction(Bpf.JEQ, 0, 0, 1), ALLOW),
                "was not loaded on every way");
        refused(program(new BpfInstruction(Bpf.AND, 1), ALLOW), "was not loaded on every way");
    }

    @Test
    void an_instruction_no_way_leads_to_is_refused() {
        refused(program(ALLOW, ALLOW), "instruction 1 of a filter can never be reached");
        refused(
                program(new BpfInstruction(Bpf.JUMP, 1), ALLOW, ALLOW),
                "instruction 1 of a filter can never be reached");
    }

    @Test
    void jump_targets_on_other_instructions_are_refused() {
        refused(
                program(new BpfInstruction(Bpf.RETURN, 1, 0, ALLOW.k())),
                "has jump targets although it is no conditional jump");
        refused(
                program(new BpfInstruction(Bpf.LOAD, 0, 1, 0), ALLOW),
                "has jump targets although it is no conditional jump");
    }

    @Test
    void whatever_the_compiler_makes_passes() {
        for (long seed = 5_000; seed < 5_200; seed++) {
            RandomProfiles random = new RandomProfiles(seed);
            CompileTarget target = random.target();
            BpfProgram program = SeccompCompiler.compile(random.profile(), target);
            BpfVerifier.verify(program);
            BpfVerifier.verifyNativeOnly(program, target.architecture());
        }
    }

    @Test
    void a_program_without_its_last_instruction_is_always_refused() {
        for (long seed = 1; seed <= 100; seed++) {
            BpfProgram whole = SeccompCompiler.compile(new RandomProfiles(seed).profile(), PC);
            refused(new BpfProgram(whole.instructions().subList(0, whole.size() - 1)), "behind");
        }
    }

    @Test
    void a_program_changed_by_chance_is_refused_or_still_runs_to_an_action() {
        List<BpfInstruction> whole = ShippedProfile.HARDENED.program(PC).instructions();
        List<SeccompData> calls = someCalls();
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            BpfProgram changed = changed(whole, random);
            try {
                BpfVerifier.verify(changed);
            } catch (SeccompException e) {
                refused++;
                continue;
            }
            for (SeccompData data : calls) {
                assertThat(BpfInterpreter.run(changed, data)).isNotNull();
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void a_program_that_lets_other_architectures_in_is_refused() {
        BpfProgram pc = ShippedProfile.HARDENED.program(PC);
        BpfVerifier.verifyNativeOnly(pc, Architecture.X86_64);
        assertThatThrownBy(() -> BpfVerifier.verifyNativeOnly(pc, Architecture.AARCH64))
                .isInstanceOf(SeccompException.class)
                .hasMessage(
                        "a filter does not begin by refusing calls that are not of AARCH64; compile"
                                + " the profile for this machine");
        List<BpfInstruction> open = new ArrayList<>(pc.instructions());
        BpfInstruction test = open.get(1);
        open.set(1, new BpfInstruction(test.code(), test.jt(), 0, test.k()));
        assertThatThrownBy(() ->
                        BpfVerifier.verifyNativeOnly(new BpfProgram(open), Architecture.X86_64))
                .isInstanceOf(SeccompException.class);
        assertThatThrownBy(() -> BpfVerifier.verifyNativeOnly(program(ALLOW), Architecture.X86_64))
                .isInstanceOf(SeccompException.class);
    }

    @Test
    void bytes_are_little_endian_instructions_and_read_back_equal() {
        BpfProgram small = program(new BpfInstruction(Bpf.JEQ, 1, 2, 0xc000003e), ALLOW);
        assertThat(small.bytes())
                .containsExactly(0x15, 0, 1, 2, 0x3e, 0, 0, 0xc0, 0x06, 0, 0, 0, 0, 0, 0xff, 0x7f);
        BpfProgram hardened = ShippedProfile.HARDENED.program(PC);
        assertThat(BpfProgram.ofBytes(hardened.bytes())).isEqualTo(hardened);
        assertThat(hardened.digest()).hasSize(64);
        assertThatThrownBy(() -> BpfProgram.ofBytes(new byte[9]))
                .isInstanceOf(SeccompException.class)
                .hasMessage(
                        "a filter of 9 bytes is no array of instructions; give a multiple of 8");
    }

    @Test
    void the_interpreter_refuses_what_the_verifier_would() {
        SeccompData data = SeccompData.of(Architecture.X86_64, 0);
        for (BpfProgram broken :
                List.of(
                        program(),
                        program(LOAD_NR),
                        program(new BpfInstruction(Bpf.JUMP, -1), ALLOW),
                        program(new BpfInstruction(0x04, 1), ALLOW))) {
            assertThatThrownBy(() -> BpfInterpreter.run(broken, data))
                    .isInstanceOf(SeccompException.class)
                    .hasMessageContaining("verify it before running it");
        }
    }

    @Test
    void a_program_tells_whether_somebody_must_answer_notifications() {
        assertThat(ShippedProfile.HARDENED.program(PC).notifies()).isFalse();
        SeccompProfile asking = SeccompProfile.parse("{\"defaultAction\": \"SCMP_ACT_NOTIFY\"}");
        assertThat(SeccompCompiler.compile(asking, PC).notifies()).isTrue();
    }

    private static List<SeccompData> someCalls() {
        RandomProfiles random = new RandomProfiles(11);
        List<SeccompData> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(random.data(ShippedProfile.HARDENED.profile(), PC));
        }
        return calls;
    }

    private static BpfProgram changed(List<BpfInstruction> whole, Random random) {
        List<BpfInstruction> copy = new ArrayList<>(whole);
        int at = random.nextInt(copy.size());
        BpfInstruction old = copy.get(at);
        copy.set(
                at,
                switch (random.nextInt(5)) {
                    case 0 -> new BpfInstruction(random.nextInt(0x80), old.jt(), old.jf(), old.k());
                    case 1 ->
                            new BpfInstruction(old.code(), random.nextInt(256), old.jf(), old.k());
                    case 2 ->
                            new BpfInstruction(old.code(), old.jt(), random.nextInt(256), old.k());
                    case 3 -> new BpfInstruction(old.code(), old.jt(), old.jf(), random.nextInt());
                    default -> copy.get(random.nextInt(copy.size()));
                });
        return new BpfProgram(copy);
    }

    private static BpfProgram program(BpfInstruction... instructions) {
        return new BpfProgram(List.of(instructions));
    }

    private static void refused(BpfProgram program, String message) {
        assertThatThrownBy(() -> BpfVerifier.verify(program))
                .isInstanceOf(SeccompException.class)
                .hasMessageContaining(message);
    }
}
