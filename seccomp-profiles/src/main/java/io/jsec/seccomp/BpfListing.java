package io.jsec.seccomp;

import java.util.Arrays;
import java.util.List;

/** A program as text: place, operation, operand, where it goes on, what the operand stands for. */
final class BpfListing {
    private static final int UNKNOWN = -1;
    private static final int AMBIGUOUS = -2;

    private final List<BpfInstruction> program;
    private final Architecture architecture;

    /** The offset of the word that A holds before each instruction. */
    private final int[] held;

    BpfListing(BpfProgram program, Architecture architecture) {
        this.program = program.instructions();
        this.architecture = architecture;
        held = new int[this.program.size() + Bpf.SKIP_MAX + 2];
        Arrays.fill(held, UNKNOWN);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < program.size(); at++) {
            text.append(line(at, program.get(at)).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String line(int at, BpfInstruction in) {
        int next = at + 1;
        return switch (in.code()) {
            case Bpf.LOAD -> {
                hold(next, in.k());
                yield "%4d  load %s".formatted(at, word(in.k()));
            }
            case Bpf.AND -> {
                hold(next, held[at]);
                yield "%4d  and  0x%x".formatted(at, in.k());
            }
            case Bpf.JUMP -> {
                long target = next + Integer.toUnsignedLong(in.k());
                hold((int) Math.min(target, program.size()), held[at]);
                yield "%4d  goto %d".formatted(at, target);
            }
            case Bpf.RETURN -> "%4d  ret  %s".formatted(at, SeccompAction.ofReturnValue(in.k()));
            case Bpf.JEQ -> jump(at, "=", in);
            case Bpf.JGT -> jump(at, ">", in);
            case Bpf.JGE -> jump(at, ">=", in);
            case Bpf.JSET -> jump(at, "&", in);
            default ->
                    "%4d  ?    0x%02x %d %d 0x%x"
                            .formatted(at, in.code(), in.jt(), in.jf(), in.k());
        };
    }

    private String jump(int at, String sign, BpfInstruction in) {
        int yes = at + 1 + in.jt();
        int no = at + 1 + in.jf();
        hold(yes, held[at]);
        hold(no, held[at]);
        boolean number = held[at] == Bpf.NR_OFFSET;
        String operand = number ? Integer.toUnsignedString(in.k()) : "0x%x".formatted(in.k());
        String name =
                number
                        ? SyscallTable.of(architecture).name(in.k()).map("  ; "::concat).orElse("")
                        : "";
        return "%4d  if   %-2s %-10s then %-4d else %-4d%s"
                .formatted(at, sign, operand, yes, no, name);
    }

    private void hold(int at, int offset) {
        held[at] = held[at] == UNKNOWN || held[at] == offset ? offset : AMBIGUOUS;
    }

    private static String word(int offset) {
        return switch (offset) {
            case Bpf.NR_OFFSET -> "nr";
            case Bpf.ARCH_OFFSET -> "arch";
            default -> {
                int index = (offset - Bpf.ARGS_OFFSET) / Bpf.ARG_BYTES;
                String half = offset % Bpf.ARG_BYTES == 0 ? "low" : "high";
                yield offset < Bpf.ARGS_OFFSET
                        ? "pointer." + half
                        : "args[%d].%s".formatted(index, half);
            }
        };
    }
}
