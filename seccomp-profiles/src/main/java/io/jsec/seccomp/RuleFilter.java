package io.jsec.seccomp;

import java.util.List;
import java.util.Optional;

/**
 * The {@code includes} or {@code excludes} of a rule, an extension of moby's: for which containers
 * and machines a rule is meant.
 *
 * @param caps names such as CAP_SYS_CHROOT
 * @param arches names such as amd64
 * @param minKernel a kernel version
 */
public record RuleFilter(
        List<String> caps, List<String> arches, Optional<KernelVersion> minKernel) {
    /** Says nothing: included everywhere, excluded nowhere. */
    public static final RuleFilter NONE = new RuleFilter(List.of(), List.of(), Optional.empty());

    /** Copies. */
    public RuleFilter {
        caps = List.copyOf(caps);
        arches = List.copyOf(arches);
    }

    /** As {@code includes}: every capability, one of the architectures, at least the kernel. */
    boolean includes(CompileTarget target) {
        return target.capabilities().containsAll(caps)
                && (arches.isEmpty() || arches.contains(target.architecture().profileName()))
                && minKernel.map(v -> target.kernel().compareTo(v) >= 0).orElse(true);
    }

    /** As {@code excludes}: any capability, any architecture, or at least the kernel. */
    boolean excludes(CompileTarget target) {
        return caps.stream().anyMatch(target.capabilities()::contains)
                || arches.contains(target.architecture().profileName())
                || minKernel.map(v -> target.kernel().compareTo(v) >= 0).orElse(false);
    }
}
