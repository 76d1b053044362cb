package io.jsec.seccomp;

import java.util.List;
import java.util.Optional;

/** What the kernel does when a filter is installed: run it for a number without any arguments. */
final class ConstantActions {
    private ConstantActions() {}

    /** The action, or empty where the program asks for more than number and architecture. */
    static Optional<SeccompAction> of(BpfProgram program, Architecture architecture, int number) {
        List<BpfInstruction> instructions = program.instructions();
        int a = 0;
        int at = 0;
        while (true) {
            BpfInstruction instruction = instructions.get(at);
            at++;
            switch (instruction.code()) {
                case Bpf.LOAD -> {
                    if (instruction.k() > Bpf.ARCH_OFFSET) {
                        return Optional.empty();
                    }
                    a = instruction.k() == Bpf.NR_OFFSET ? number : architecture.auditArch();
                }
                case Bpf.RETURN -> {
                    return Optional.of(SeccompAction.ofReturnValue(instruction.k()));
                }
                case Bpf.JUMP -> at += instruction.k();
                case Bpf.AND -> a &= instruction.k();
                default -> at += Bpf.skip(instruction, a).orElseThrow();
            }
        }
    }
}
