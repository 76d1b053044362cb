package io.jsec.seccomp;

import java.util.List;

/**
 * moby's {@code archMap}: which architectures another runtime would filter besides the native one.
 *
 * <p>Kept so that a profile can be written out again. The compiler has no use for it: calls of any
 * other architecture end the process.
 *
 * @param architecture an OCI name
 * @param subArchitectures OCI names
 */
public record ArchMapEntry(String architecture, List<String> subArchitectures) {
    /** Copies. */
    public ArchMapEntry {
        subArchitectures = List.copyOf(subArchitectures);
    }
}
