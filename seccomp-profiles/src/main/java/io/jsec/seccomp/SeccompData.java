package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * What a filter sees of a system call: the kernel's {@code struct seccomp_data}.
 *
 * @param nr the call's number
 * @param arch the AUDIT_ARCH_* value
 * @param instructionPointer where the call was made
 * @param args the six arguments, all bits of each register
 */
public record SeccompData(int nr, int arch, long instructionPointer, List<Long> args) {
    /** Copies, and refuses another number of arguments than six. */
    public SeccompData {
        args = List.copyOf(args);
        if (args.size() != ArgCondition.ARGS_MAX) {
            throw SeccompException.of(
                    "seccomp_data with %d arguments".formatted(args.size()), "give six");
        }
    }

    /** A native call; arguments that are not given are 0. */
    public static SeccompData of(Architecture architecture, int nr, long... args) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < Math.max(args.length, ArgCondition.ARGS_MAX); i++) {
            all.add(i < args.length ? args[i] : 0L);
        }
        return new SeccompData(nr, architecture.auditArch(), 0, all);
    }

    /** The word at an offset, as a little-endian machine lays the structure out. */
    int word(int offset) {
        return switch (offset) {
            case Bpf.NR_OFFSET -> nr;
            case Bpf.ARCH_OFFSET -> arch;
            default -> {
                long value =
                        offset < Bpf.ARGS_OFFSET
                                ? instructionPointer
                                : args.get((offset - Bpf.ARGS_OFFSET) / Bpf.ARG_BYTES);
                yield (int) (offset % Bpf.ARG_BYTES == 0 ? value : value >>> Integer.SIZE);
            }
        };
    }
}
