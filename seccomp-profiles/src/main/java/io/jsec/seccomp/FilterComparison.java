package io.jsec.seccomp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one filter lets through and another does not.
 *
 * <p>Every native call is tried with the arguments that the filters themselves ask for: each
 * comparison that a run meets gives new arguments, on either side of it. What is found is certain;
 * rules on several masked bits of one argument could hide something.
 */
public final class FilterComparison {
    private static final int TRIES_MAX = 400;

    private final BpfProgram program;
    private final BpfProgram reference;
    private final Architecture architecture;

    private FilterComparison(BpfProgram program, BpfProgram reference, Architecture architecture) {
        this.program = program;
        this.reference = reference;
        this.architecture = architecture;
    }

    /**
     * The calls, by name in order, that a filter lets through with some arguments with which the
     * reference does not.
     *
     * @param program verified
     * @param reference verified
     */
    public static List<String> beyond(
            BpfProgram program, BpfProgram reference, Architecture architecture) {
        FilterComparison comparison = new FilterComparison(program, reference, architecture);
        SyscallTable table = SyscallTable.of(architecture);
        return new TreeSet<>(table.names())
                .stream()
                        .filter(name -> comparison.isBeyond(table.number(name).orElseThrow()))
                        .toList();
    }

    private boolean isBeyond(int number) {
        Deque<List<Long>> waiting = new ArrayDeque<>();
        Set<List<Long>> seen = new HashSet<>();
        waiting.add(SeccompData.of(architecture, number).args());
        while (!waiting.isEmpty() && seen.size() < TRIES_MAX) {
            List<Long> arguments = waiting.remove();
            if (!seen.add(arguments)) {
                continue;
            }
            SeccompData data = new SeccompData(number, architecture.auditArch(), 0, arguments);
            if (passes(program, data) && !passes(reference, data)) {
                return true;
            }
            waiting.addAll(neighbours(program, data));
            waiting.addAll(neighbours(reference, data));
        }
        return false;
    }

    private static boolean passes(BpfProgram program, SeccompData data) {
        return switch (BpfInterpreter.run(program, data).kind()) {
            case ALLOW, LOG -> true;
            case KILL_PROCESS, KILL_THREAD, TRAP, ERRNO, NOTIFY, TRACE -> false;
        };
    }

    /** The arguments changed so that a comparison of this run goes the other way. */
    private static List<List<Long>> neighbours(BpfProgram program, SeccompData data) {
        List<List<Long>> found = new ArrayList<>();
        for (BpfInterpreter.Comparison met : BpfInterpreter.comparisons(program, data)) {
            int index = (met.offset() - Bpf.ARGS_OFFSET) / Bpf.ARG_BYTES;
            boolean high = met.offset() % Bpf.ARG_BYTES != 0;
            for (int value : new int[] {met.constant(), met.constant() + 1, met.constant() - 1}) {
                long word = Integer.toUnsignedLong(value);
                long old = data.args().get(index);
                long changed =
                        high
                                ? word << Integer.SIZE | Integer.toUnsignedLong((int) old)
                                : old >>> Integer.SIZE << Integer.SIZE | word;
                List<Long> arguments = new ArrayList<>(data.args());
                arguments.set(index, changed);
                found.add(List.copyOf(arguments));
            }
        }
        return found;
    }
}
