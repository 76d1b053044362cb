package io.jsec.seccomp;

/**
 * One instruction, a {@code struct sock_filter}.
 *
 * @param code the operation, 16 bits
 * @param jt instructions to skip if a condition holds, 8 bits
 * @param jf instructions to skip if it does not, 8 bits
 * @param k the operand, 32 bits
 */
public record BpfInstruction(int code, int jt, int jf, int k) {
    /** Refuses what does not fit the fields. */
    public BpfInstruction {
        if (code < 0 || code > 0xffff || jt < 0 || jt > 0xff || jf < 0 || jf > 0xff) {
            throw new IllegalArgumentException(
                    "no sock_filter holds code %d, jt %d, jf %d".formatted(code, jt, jf));
        }
    }

    BpfInstruction(int code, int k) {
        this(code, 0, 0, k);
    }
}
