package io.jsec.seccomp;

import java.util.OptionalInt;

/**
 * Constants of classic BPF and of {@code struct seccomp_data}: linux/bpf_common.h, linux/seccomp.h.
 */
final class Bpf {
    /** A ← the word at offset k. */
    static final int LOAD = 0x20;

    /** A ← A &amp; k. */
    static final int AND = 0x54;

    /** Skip k instructions. */
    static final int JUMP = 0x05;

    /** Skip jt instructions if A = k, else jf. */
    static final int JEQ = 0x15;

    /** Skip jt instructions if A &gt; k without sign, else jf. */
    static final int JGT = 0x25;

    /** Skip jt instructions if A ≥ k without sign, else jf. */
    static final int JGE = 0x35;

    /** Skip jt instructions if A has a bit of k, else jf. */
    static final int JSET = 0x45;

    /** Return k. */
    static final int RETURN = 0x06;

    /** The kernel's BPF_MAXINSNS. */
    static final int INSTRUCTIONS_MAX = 4096;

    /** A conditional jump skips at most this many instructions. */
    static final int SKIP_MAX = 255;

    /** Size of struct sock_filter. */
    static final int INSTRUCTION_BYTES = 8;

    /** Size of struct seccomp_data. */
    static final int DATA_BYTES = 64;

    static final int NR_OFFSET = 0;
    static final int ARCH_OFFSET = 4;
    static final int POINTER_OFFSET = 8;
    static final int ARGS_OFFSET = 16;
    static final int ARG_BYTES = 8;
    static final int WORD_BYTES = 4;

    private Bpf() {}

    /** Where the lower half of an argument lies on a little-endian machine. */
    static int low(int index) {
        return ARGS_OFFSET + ARG_BYTES * index;
    }

    /** Where the upper half lies. */
    static int high(int index) {
        return low(index) + WORD_BYTES;
    }

    static boolean isConditional(int code) {
        return code == JEQ || code == JGT || code == JGE || code == JSET;
    }

    /** A conditional jump's answer for a known A; empty for another instruction. */
    static OptionalInt skip(BpfInstruction instruction, int a) {
        int k = instruction.k();
        return switch (instruction.code()) {
            case JEQ -> OptionalInt.of(a == k ? instruction.jt() : instruction.jf());
            case JGT ->
                    OptionalInt.of(
                            Integer.compareUnsigned(a, k) > 0
                                    ? instruction.jt()
                                    : instruction.jf());
            case JGE ->
                    OptionalInt.of(
                            Integer.compareUnsigned(a, k) >= 0
                                    ? instruction.jt()
                                    : instruction.jf());
            case JSET -> OptionalInt.of((a & k) != 0 ? instruction.jt() : instruction.jf());
            default -> OptionalInt.empty();
        };
    }
}
