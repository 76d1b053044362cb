package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.List;

/** Runs a filter as the kernel would, in Java: to say what would happen, without a kernel. */
public final class BpfInterpreter {
    private BpfInterpreter() {}

    /**
     * The action for this call.
     *
     * @param program one that {@link BpfVerifier#verify} passes; an instruction it would refuse is
     *     refused here too, if the call gets that far
     */
    public static SeccompAction run(BpfProgram program, SeccompData data) {
        return run(program, data, new ArrayList<>());
    }

    /**
     * A comparison that a run met.
     *
     * @param offset of the argument's word in {@link SeccompData}
     * @param constant what its bits, or some of them, were compared with
     */
    record Comparison(int offset, int constant) {}

    /** The comparisons of arguments that decide about this call. */
    static List<Comparison> comparisons(BpfProgram program, SeccompData data) {
        List<Comparison> met = new ArrayList<>();
        run(program, data, met);
        return met;
    }

    private static SeccompAction run(BpfProgram program, SeccompData data, List<Comparison> met) {
        List<BpfInstruction> instructions = program.instructions();
        int a = 0;
        int loaded = 0;
        long at = 0;
        while (at < instructions.size()) {
            BpfInstruction instruction = instructions.get((int) at);
            int k = instruction.k();
            at++;
            switch (instruction.code()) {
                case Bpf.LOAD -> {
                    a = data.word(k);
                    loaded = k;
                }
                case Bpf.AND -> a &= k;
                case Bpf.JUMP -> at += Integer.toUnsignedLong(k);
                case Bpf.RETURN -> {
                    return SeccompAction.ofReturnValue(k);
                }
                default -> {
                    if (loaded >= Bpf.ARGS_OFFSET) {
                        met.add(new Comparison(loaded, k));
                    }
                    at += Bpf.skip(instruction, a).orElseThrow(BpfInterpreter::unverified);
                }
            }
        }
        throw unverified();
    }

    private static SeccompException unverified() {
        return SeccompException.of(
                "a filter that was not verified went astray", "verify it before running it");
    }
}
