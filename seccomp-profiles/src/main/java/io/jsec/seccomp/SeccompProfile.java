package io.jsec.seccomp;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A seccomp profile: what a container may ask of the kernel.
 *
 * <p>The form is the <a
 * href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#seccomp">OCI
 * runtime specification's</a>, with the fields that moby's and Podman's profiles add.
 *
 * @param defaultAction for calls that no rule decides
 * @param architectures OCI names; the compiler filters the native one and kills all others
 * @param archMap moby's form of {@code architectures}; a profile has one or the other
 * @param flags how to install the filter
 * @param syscalls the rules; {@link SeccompCompiler} says how contradictions are decided
 */
public record SeccompProfile(
        SeccompAction defaultAction,
        List<String> architectures,
        List<ArchMapEntry> archMap,
        Set<FilterFlag> flags,
        List<SyscallRule> syscalls) {
    /** Copies. */
    public SeccompProfile {
        architectures = List.copyOf(architectures);
        archMap = List.copyOf(archMap);
        Set<FilterFlag> ordered = EnumSet.noneOf(FilterFlag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
        syscalls = List.copyOf(syscalls);
    }

    /**
     * Reads a profile strictly: a field, action, operator or name form that is not known, a name
     * that stands twice, a wrong type or a value out of bounds is refused with line and column.
     *
     * @param json at most 1 MiB
     */
    public static SeccompProfile parse(String json) {
        return ProfileReader.read(json);
    }

    /** The profile as JSON, indented; {@link #parse} reads it back to an equal value. */
    public String toJson() {
        return ProfileWriter.write(this);
    }

    /**
     * SHA-256 of the profile's content, not of how its text was laid out; 64 hexadecimal digits.
     */
    public String digest() {
        return Digest.sha256(toJson());
    }

    /** The bits of {@link #flags} for seccomp(2); whoever installs the filter has to pass them. */
    public int installFlags() {
        return flags.stream().mapToInt(FilterFlag::bit).reduce(0, (a, b) -> a | b);
    }
}
