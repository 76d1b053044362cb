package io.jsec.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A classic BPF program for seccomp. Nothing is promised about a value of this type before {@link
 * BpfVerifier#verify} has passed it; the compiler's are verified.
 *
 * @param instructions in order
 */
public record BpfProgram(List<BpfInstruction> instructions) {
    /** Copies. */
    public BpfProgram {
        instructions = List.copyOf(instructions);
    }

    /**
     * Reads an array of {@code struct sock_filter}, little-endian; the inverse of {@link #bytes}.
     */
    public static BpfProgram ofBytes(byte[] bytes) {
        if (bytes.length % Bpf.INSTRUCTION_BYTES != 0) {
            throw SeccompException.of(
                    "a filter of %d bytes is no array of instructions".formatted(bytes.length),
                    "give a multiple of " + Bpf.INSTRUCTION_BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<BpfInstruction> instructions = new ArrayList<>();
        while (in.hasRemaining()) {
            instructions.add(
                    new BpfInstruction(
                            Short.toUnsignedInt(in.getShort()),
                            Byte.toUnsignedInt(in.get()),
                            Byte.toUnsignedInt(in.get()),
                            in.getInt()));
        }
        return new BpfProgram(instructions);
    }

    /** The array of {@code struct sock_filter} that the kernel takes, little-endian. */
    public byte[] bytes() {
        ByteBuffer out =
                ByteBuffer.allocate(instructions.size() * Bpf.INSTRUCTION_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (BpfInstruction instruction : instructions) {
            out.putShort((short) instruction.code())
                    .put((byte) instruction.jt())
                    .put((byte) instruction.jf())
                    .putInt(instruction.k());
        }
        return out.array();
    }

    /** The number of instructions. */
    public int size() {
        return instructions.size();
    }

    /** SHA-256 of {@link #bytes}, 64 hexadecimal digits. */
    public String digest() {
        return Digest.sha256(bytes());
    }

    /** Whether some call is answered by the holder of a notification descriptor. */
    public boolean notifies() {
        return instructions.stream()
                .filter(instruction -> instruction.code() == Bpf.RETURN)
                .map(instruction -> SeccompAction.ofReturnValue(instruction.k()))
                .anyMatch(action -> action.kind() == SeccompAction.Kind.NOTIFY);
    }

    /** The program as text, one instruction a line, with the names of this architecture's calls. */
    public String listing(Architecture architecture) {
        return new BpfListing(this, architecture).text();
    }
}
