package io.jsec.launch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which processors, and how much of them.
 *
 * @param shares v1 cpu.shares, 2 to 262,144
 * @param quota time in each period
 * @param cpus it may run on
 * @param nodes of memory it may use
 */
public record CpuLimits(
        OptionalInt shares,
        Optional<CpuQuota> quota,
        Optional<CpuSet> cpus,
        Optional<CpuSet> nodes) {
    /** Nothing asked for. */
    public static final CpuLimits NONE =
            new CpuLimits(
                    OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** In the ranges above. */
    public CpuLimits {
        shares.ifPresent(number -> {
            if (number < 2 || number > 262_144) {
                throw new Refusal(
                                Rule.CPU,
                                "--cpu-shares " + number,
                                "shares are 2 to 262144",
                                "a number in that range; 1024 is the usual share")
                        .exception();
            }
        });
    }
}
