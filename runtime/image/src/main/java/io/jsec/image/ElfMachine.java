package io.jsec.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * What the head of an ELF program says about the machine it runs on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class ElfMachine {
    private static final int MAGIC = 0x7f454c46;
    private static final int HEADER_BYTES = 64;
    private static final int MACHINE_AT = 18;

    /** e_machine to the name that OCI and Go use. */
    private static final Map<Integer, String> ARCHITECTURES =
            Map.of(62, "amd64", 183, "arm64", 243, "riscv64");

    private ElfMachine() {}

    /** True for a program of a machine that is known here. */
    static boolean isProgram(byte[] bytes) {
        return bytes.length >= HEADER_BYTES
                && ByteBuffer.wrap(bytes).getInt() == MAGIC
                && ARCHITECTURES.containsKey(machine(bytes));
    }

    /** The OCI name of the machine of such a program. */
    static String architecture(byte[] program) {
        String name = ARCHITECTURES.get(machine(program));
        if (name == null) {
            throw new IllegalArgumentException("not a program of a known machine");
        }
        return name;
    }

    private static int machine(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(MACHINE_AT) & 0xffff;
    }
}
