package io.jsec.seccomp;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a profile is compiled for.
 *
 * @param architecture the machine's
 * @param capabilities the container's bounding set, names such as CAP_NET_RAW
 * @param kernelMajor the running kernel's first number
 * @param kernelMinor the running kernel's second number
 */
public record CompileTarget(
        Architecture architecture, Set<String> capabilities, int kernelMajor, int kernelMinor) {
    /** Copies, in the order of names, and refuses capabilities that do not exist. */
    public CompileTarget {
        capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
        for (String capability : capabilities) {
            if (!KnownNames.CAPABILITIES.contains(capability)) {
                throw SeccompException.of(
                        "\"%s\" is no capability".formatted(capability),
                        KnownNames.suggestion(capability, KnownNames.CAPABILITIES));
            }
        }
    }

    KernelVersion kernel() {
        return new KernelVersion(kernelMajor, kernelMinor);
    }
}
