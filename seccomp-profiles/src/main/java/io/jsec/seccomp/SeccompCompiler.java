package io.jsec.seccomp;

import java.util.List;

/**
 * Compiles a profile to one BPF program for one machine and one set of capabilities.
 *
 * <p><b>What is filtered.</b> The native architecture. A call of any other one (on x86_64: {@code
 * int 0x80}, and x32 numbers, which have bit 30) ends the process, whatever {@code architectures}
 * and {@code archMap} say: socketcall and its kind would lead round every condition on arguments.
 * The number -1, which tracers write to cancel a call, is treated as a number beyond all known.
 *
 * <p><b>Which rules take part.</b> Those whose {@code includes} and {@code excludes} fit, as moby
 * decides it; not an unconditional rule whose action is the default action (runc and crun drop it
 * too). Names the architecture does not have are skipped, see {@link #warnings}.
 *
 * <p><b>When several rules name a call.</b> Rules are alternatives, conditions within a rule are
 * not. Of all rules whose conditions hold, the strictest action wins, in the kernel's own order of
 * actions; among equally strict ones a conditional rule wins over an unconditional one, then the
 * earlier over the later. Where rules do not contradict each other this is what libseccomp does.
 * Where they do, libseccomp lets an unconditional rule silence all conditional ones ("allow ioctl"
 * and "deny ioctl TIOCSTI" is then "allow ioctl"); here the denial holds. Stricter, never looser.
 *
 * <p><b>Numbers beyond.</b> If the default action is an errno, numbers above the newest call that
 * the profile names answer ENOSYS, as runc does it: the C libraries try new calls and fall back on
 * that answer only. A profile that names no call draws the line above the newest of Linux 6.18.
 *
 * <p><b>Shape.</b> The architecture's test, then a balanced tree of JGE over merged intervals of
 * numbers whose leaves share their returns; arguments are loaded only below the leaf of a call with
 * conditions. The kernel can then precompute every other call (seccomp_cache_prepare).
 */
public final class SeccompCompiler {
    /** Changes whenever the same profile would compile to another program. */
    private static final String VERSION = "jsec-seccomp/1";

    private final BpfGraph graph = new BpfGraph();

    private SeccompCompiler() {}

    /** The program, verified. Refused: one of more than 4,096 instructions. */
    public static BpfProgram compile(SeccompProfile profile, CompileTarget target) {
        BpfProgram program = new SeccompCompiler().program(profile, target);
        BpfVerifier.verify(program);
        BpfVerifier.verifyNativeOnly(program, target.architecture());
        return program;
    }

    /** What identifies {@link #compile}'s result without compiling: 64 hexadecimal digits. */
    public static String cacheKey(SeccompProfile profile, CompileTarget target) {
        return Digest.sha256(
                String.join(
                        "\n",
                        VERSION,
                        target.architecture().name(),
                        String.join(",", target.capabilities()),
                        target.kernel().toString(),
                        profile.digest()));
    }

    /**
     * What a person should know about a profile although it compiles: names that are no system
     * calls here, rules that contradict each other, architectures that are killed.
     */
    public static List<String> warnings(SeccompProfile profile, CompileTarget target) {
        return new ProfileWarnings(profile, target).all();
    }

    private BpfProgram program(SeccompProfile profile, CompileTarget target) {
        List<DecisionTable.Interval> intervals = new DecisionTable(profile, target).intervals();
        int foreign = graph.returns(SeccompAction.KILL_PROCESS);
        int numbers = graph.load(Bpf.NR_OFFSET, tree(intervals));
        int root =
                graph.loadAndTest(
                        Bpf.ARCH_OFFSET,
                        Bpf.JEQ,
                        target.architecture().auditArch(),
                        numbers,
                        foreign);
        return BpfAssembler.assemble(graph, root);
    }

    private int tree(List<DecisionTable.Interval> intervals) {
        if (intervals.size() == 1) {
            return switch (intervals.getFirst().decision()) {
                case Decision.Always always -> graph.returns(always.action());
                case Decision.ByArguments byArguments ->
                        new ArgumentBlock(graph).write(byArguments);
            };
        }
        int middle = intervals.size() / 2;
        return graph.test(
                Bpf.JGE,
                intervals.get(middle).first(),
                tree(intervals.subList(middle, intervals.size())),
                tree(intervals.subList(0, middle)));
    }
}
