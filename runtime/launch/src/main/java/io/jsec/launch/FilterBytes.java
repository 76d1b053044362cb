package io.jsec.launch;

import java.util.Arrays;

/**
 * A seccomp filter as the kernel takes it: struct sock_filter after struct sock_filter, little
 * endian.
 */
public final class FilterBytes {
    /** Instructions the kernel takes, BPF_MAXINSNS. */
    public static final int INSTRUCTIONS_MAX = 4096;

    /** Bytes of one instruction. */
    public static final int INSTRUCTION_BYTES = 8;

    private final byte[] bytes;

    /** Whole instructions, 1 to {@link #INSTRUCTIONS_MAX}; copied. */
    public FilterBytes(byte[] bytes) {
        if (bytes.length == 0
                || bytes.length % INSTRUCTION_BYTES != 0
                || bytes.length > INSTRUCTION_BYTES * INSTRUCTIONS_MAX) {
            throw new IllegalArgumentException("a filter of " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** A copy. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** How many instructions. */
    public int instructions() {
        return bytes.length / INSTRUCTION_BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterBytes filter && Arrays.equals(filter.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return instructions() + " instructions";
    }
}
