package io.jsec.seccomp;

/**
 * A condition on one argument of a system call.
 *
 * <p>The kernel looks at all 64 bits of the register, also where the call itself takes an int and
 * drops the upper half. A rule that must not be dodged that way compares with {@link
 * ComparisonOp#MASKED_EQ} and the mask 0xffffffff.
 *
 * @param index the argument, 0 to 5
 * @param op how to compare
 * @param value what to compare with; for MASKED_EQ the mask
 * @param valueTwo for MASKED_EQ what the masked argument must equal, no bit outside the mask; else
 *     0
 */
public record ArgCondition(int index, ComparisonOp op, long value, long valueTwo) {
    /** A system call has this many arguments. */
    public static final int ARGS_MAX = 6;

    /** Refuses an argument that does not exist and a comparison that cannot mean anything. */
    public ArgCondition {
        if (index < 0 || index >= ARGS_MAX) {
            throw SeccompException.of(
                    "a system call has no argument " + index, "use an index from 0 to 5");
        }
        if (op == ComparisonOp.MASKED_EQ && (valueTwo & ~value) != 0) {
            throw SeccompException.of(
                    "valueTwo has bits outside the mask in value", "clear them, or widen the mask");
        }
        if (op != ComparisonOp.MASKED_EQ && valueTwo != 0) {
            throw SeccompException.of(
                    "valueTwo means nothing to " + op.ociName(),
                    "leave it out, or use SCMP_CMP_MASKED_EQ");
        }
    }
}
