package io.jsec.engine;

import java.util.List;

/**
 * What a container may use: {@code Resources} of Docker's API, in its units. 0 or empty: not set.
 *
 * @param cpuShares 2 to 262,144
 * @param nanoCpus billionths of a CPU
 * @param cpuPeriodMicros CFS period
 * @param cpuQuotaMicros CFS quota
 * @param cpusetCpus {@code 0-2,4}
 * @param cpusetMems likewise; refused
 * @param memoryBytes at least 6 MiB
 * @param memorySwapBytes memory and swap together; -1 for no limit; refused where it differs from
 *     what can be held
 * @param memoryReservationBytes refused
 * @param pidsLimit -1 for none
 * @param blkioWeight refused
 * @param oomKillDisable refused
 * @param ulimits {@code NAME=SOFT:HARD}
 */
public record Resources(
        long cpuShares,
        long nanoCpus,
        long cpuPeriodMicros,
        long cpuQuotaMicros,
        String cpusetCpus,
        String cpusetMems,
        long memoryBytes,
        long memorySwapBytes,
        long memoryReservationBytes,
        long pidsLimit,
        int blkioWeight,
        boolean oomKillDisable,
        List<String> ulimits) {
    /** Nothing set. */
    public static final Resources DEFAULT =
            new Resources(0, 0, 0, 0, "", "", 0, 0, 0, 0, 0, false, List.of());

    /** Copied. */
    public Resources {
        ulimits = List.copyOf(ulimits);
    }
}
