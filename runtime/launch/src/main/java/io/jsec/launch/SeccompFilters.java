package io.jsec.launch;

import io.jsec.seccomp.Architecture;
import io.jsec.seccomp.CompileTarget;
import io.jsec.seccomp.ShippedProfile;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The system call filter of a container. */
final class SeccompFilters {
    private SeccompFilters() {}

    static Optional<FilterBytes> of(ContainerSpec spec, LaunchHost host) {
        return switch (spec.confinement().seccomp()) {
            case SeccompChoice.Hardened _ ->
                    Optional.of(shipped(ShippedProfile.HARDENED, spec, host));
            case SeccompChoice.Docker _ -> Optional.of(shipped(ShippedProfile.DOCKER, spec, host));
            case SeccompChoice.Unconfined _ -> Optional.empty();
            case SeccompChoice.Custom custom -> Optional.of(custom.filter());
        };
    }

    /** The profile docker, for a user with these capabilities. */
    static SeccompChoice.Docker docker(CapabilitySet bounding) {
        return new SeccompChoice.Docker(
                ShippedProfile.DOCKER.beyondHardened(CustomSeccomp.target(bounding)));
    }

    /** A shipped profile: which calls it lets through depends on the bounding set. */
    private static FilterBytes shipped(
            ShippedProfile profile, ContainerSpec spec, LaunchHost host) {
        Architecture architecture =
                switch (host.machine()) {
                    case "x86_64" -> Architecture.X86_64;
                    case "aarch64" -> Architecture.AARCH64;
                    default -> throw unknownMachine(profile, host.machine());
                };
        Set<String> capabilities =
                spec.confinement().bounding(spec.user()).names().stream()
                        .map(name -> "CAP_" + name)
                        .collect(Collectors.toUnmodifiableSet());
        CompileTarget target =
                new CompileTarget(
                        architecture, capabilities, host.kernelMajor(), host.kernelMinor());
        return new FilterBytes(profile.program(target).bytes());
    }

    private static RefusedException unknownMachine(ShippedProfile profile, String machine) {
        return new Refusal(
                        Rule.SECCOMP_PROFILE,
                        "the " + profile.word() + " profile on " + machine,
                        "filters are compiled for x86_64 and aarch64",
                        "--security-opt seccomp=unconfined, which explain lists as a loosening")
                .exception();
    }
}
