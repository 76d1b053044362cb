package io.jsec.seccomp;

import java.util.List;

/**
 * Proves that a program is one the kernel takes and that it does what a filter should.
 *
 * <p>The kernel's rules are those of {@code bpf_check_classic} and {@code seccomp_check_filter}. On
 * top of them: only the instructions which the kernel can also precompute, no dead instruction,
 * nothing tested before it was loaded, returns that are actions.
 */
public final class BpfVerifier {
    private final List<BpfInstruction> program;

    /** Whether an instruction can be reached, and whether A is loaded on all ways to it. */
    private final boolean[] reached;

    private final boolean[] loaded;

    private BpfVerifier(BpfProgram program) {
        this.program = program.instructions();
        reached = new boolean[this.program.size()];
        loaded = new boolean[this.program.size()];
    }

    /** Throws {@link SeccompException} naming the first instruction that is wrong. */
    public static void verify(BpfProgram program) {
        if (program.size() == 0 || program.size() > Bpf.INSTRUCTIONS_MAX) {
            throw SeccompException.of(
                    "a filter has %d instructions".formatted(program.size()),
                    "give 1 to %d".formatted(Bpf.INSTRUCTIONS_MAX));
        }
        new BpfVerifier(program).walk();
    }

    /**
     * Throws {@link SeccompException} unless the program begins by ending every process that calls
     * through another architecture than this one.
     */
    public static void verifyNativeOnly(BpfProgram program, Architecture architecture) {
        List<BpfInstruction> instructions = program.instructions();
        boolean holds = false;
        if (instructions.size() > 2) {
            BpfInstruction load = instructions.get(0);
            BpfInstruction test = instructions.get(1);
            int otherwise = 2 + test.jf();
            holds =
                    load.code() == Bpf.LOAD
                            && load.k() == Bpf.ARCH_OFFSET
                            && test.code() == Bpf.JEQ
                            && test.k() == architecture.auditArch()
                            && otherwise < instructions.size()
                            && kills(instructions.get(otherwise));
        }
        if (!holds) {
            throw SeccompException.of(
                    "a filter does not begin by refusing calls that are not of %s"
                            .formatted(architecture),
                    "compile the profile for this machine");
        }
    }

    private static boolean kills(BpfInstruction instruction) {
        return instruction.code() == Bpf.RETURN
                && instruction.k() == SeccompAction.KILL_PROCESS.returnValue();
    }

    private void walk() {
        reached[0] = true;
        for (int at = 0; at < program.size(); at++) {
            if (!reached[at]) {
                throw wrong(at, "can never be reached");
            }
            BpfInstruction instruction = program.get(at);
            switch (instruction.code()) {
                case Bpf.LOAD -> load(at, instruction);
                case Bpf.AND -> {
                    needsLoaded(at);
                    plain(at, instruction);
                    flow(at, at + 1L, true);
                }
                case Bpf.JUMP -> {
                    plain(at, instruction);
                    flow(at, at + 1L + Integer.toUnsignedLong(instruction.k()), loaded[at]);
                }
                case Bpf.JEQ, Bpf.JGT, Bpf.JGE, Bpf.JSET -> {
                    needsLoaded(at);
                    flow(at, at + 1L + instruction.jt(), true);
                    flow(at, at + 1L + instruction.jf(), true);
                }
                case Bpf.RETURN -> {
                    plain(at, instruction);
                    returns(at, instruction);
                }
                default ->
                        throw wrong(
                                at,
                                "has the operation 0x%02x, which no filter of ours needs"
                                        .formatted(instruction.code()));
            }
        }
    }

    private void load(int at, BpfInstruction instruction) {
        plain(at, instruction);
        int offset = instruction.k();
        if (offset < 0 || offset >= Bpf.DATA_BYTES || offset % Bpf.WORD_BYTES != 0) {
            throw wrong(
                    at,
                    "loads from offset %s, which is no word of seccomp_data"
                            .formatted(Integer.toUnsignedString(offset)));
        }
        flow(at, at + 1L, true);
    }

    private void returns(int at, BpfInstruction instruction) {
        try {
            SeccompAction.ofReturnValue(instruction.k());
        } catch (SeccompException e) {
            throw wrong(at, "does not return an action: " + e.getMessage());
        }
    }

    private void needsLoaded(int at) {
        if (!loaded[at]) {
            throw wrong(at, "looks at a word that was not loaded on every way to it");
        }
    }

    private void plain(int at, BpfInstruction instruction) {
        if (instruction.jt() != 0 || instruction.jf() != 0) {
            throw wrong(at, "has jump targets although it is no conditional jump");
        }
    }

    private void flow(int from, long to, boolean isLoaded) {
        if (to >= program.size()) {
            throw wrong(from, "goes on at %d, behind the last instruction".formatted(to));
        }
        int next = (int) to;
        loaded[next] = isLoaded && (loaded[next] || !reached[next]);
        reached[next] = true;
    }

    private static SeccompException wrong(int at, String problem) {
        return SeccompException.of(
                "instruction %d of a filter %s".formatted(at, problem),
                "compile the profile again");
    }
}
