package io.jsec.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a container may use: {@code Resources} of Docker's API, in its units. 0 or empty: not set.
 *
 * @param cpuShares 2 to 262,144
 * @param nanoCpus billionths of a CPU
 * @param cpuPeriodMicros CFS period
 * @param cpuQuotaMicros CFS quota; -1 for none
 * @param cpusetCpus {@code 0-2,4}
 * @param cpusetMems likewise, of memory nodes
 * @param memoryBytes at least 6 MiB
 * @param memorySwapBytes memory and swap together; -1 for no limit
 * @param memoryReservationBytes what it keeps when others need memory
 * @param memorySwappiness 0 to 100; cgroup v1 only
 * @param pidsLimit -1 for none
 * @param blkioWeight 10 to 1,000
 * @param deviceWeights of block devices
 * @param deviceRates likewise
 * @param oomKillDisable cgroup v1 only
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
        OptionalInt memorySwappiness,
        long pidsLimit,
        int blkioWeight,
        List<DeviceWeight> deviceWeights,
        List<DeviceRate> deviceRates,
        boolean oomKillDisable,
        List<String> ulimits) {
    /** Nothing set. */
    public static final Resources DEFAULT =
            new Resources(
                    0,
                    0,
                    0,
                    0,
                    "",
                    "",
                    0,
                    0,
                    0,
                    OptionalInt.empty(),
                    0,
                    0,
                    List.of(),
                    List.of(),
                    false,
                    List.of());

    /** Copied. */
    @SuppressWarnings("ConstantValue") // documents of engines before them have none
    public Resources {
        deviceWeights = deviceWeights == null ? List.of() : List.copyOf(deviceWeights);
        deviceRates = deviceRates == null ? List.of() : List.copyOf(deviceRates);
        ulimits = List.copyOf(ulimits);
    }

    /** What a rate counts, by Docker's fields. */
    public enum RateKind {
        /** Bytes read a second. */
        READ_BPS("BlkioDeviceReadBps"),
        /** Bytes written a second. */
        WRITE_BPS("BlkioDeviceWriteBps"),
        /** Reads a second. */
        READ_IOPS("BlkioDeviceReadIOps"),
        /** Writes a second. */
        WRITE_IOPS("BlkioDeviceWriteIOps");

        private final String field;

        RateKind(String field) {
            this.field = field;
        }

        /** Docker's field. */
        public String field() {
            return field;
        }
    }

    /**
     * At most so much of one block device.
     *
     * @param path of it on the host
     * @param perSecond bytes or operations
     */
    public record DeviceRate(RateKind kind, String path, long perSecond) {}

    /**
     * So much of one block device, against others.
     *
     * @param path of it on the host
     * @param weight 10 to 1,000
     */
    public record DeviceWeight(String path, int weight) {}

    /** As dockerd notes them: a limit of memory stands there with its limit of swap. */
    Resources complete() {
        return memoryBytes > 0 && memorySwapBytes == 0
                ? withMemory(memoryBytes, 2 * memoryBytes)
                : this;
    }

    /** Everything of one, of which another is made with something changed. */
    private static final class Draft {
        private long cpuShares;
        private long nanoCpus;
        private long cpuPeriodMicros;
        private long cpuQuotaMicros;
        private String cpusetCpus;
        private String cpusetMems;
        private long memoryBytes;
        private long memorySwapBytes;
        private long memoryReservationBytes;
        private OptionalInt memorySwappiness;
        private long pidsLimit;
        private int blkioWeight;
        private List<DeviceWeight> deviceWeights;
        private List<DeviceRate> deviceRates;
        private boolean oomKillDisable;
        private List<String> ulimits;

        Draft(Resources from) {
            cpuShares = from.cpuShares;
            nanoCpus = from.nanoCpus;
            cpuPeriodMicros = from.cpuPeriodMicros;
            cpuQuotaMicros = from.cpuQuotaMicros;
            cpusetCpus = from.cpusetCpus;
            cpusetMems = from.cpusetMems;
            memoryBytes = from.memoryBytes;
            memorySwapBytes = from.memorySwapBytes;
            memoryReservationBytes = from.memoryReservationBytes;
            memorySwappiness = from.memorySwappiness;
            pidsLimit = from.pidsLimit;
            blkioWeight = from.blkioWeight;
            deviceWeights = from.deviceWeights;
            deviceRates = from.deviceRates;
            oomKillDisable = from.oomKillDisable;
            ulimits = from.ulimits;
        }

        Resources made() {
            return new Resources(
                    cpuShares,
                    nanoCpus,
                    cpuPeriodMicros,
                    cpuQuotaMicros,
                    cpusetCpus,
                    cpusetMems,
                    memoryBytes,
                    memorySwapBytes,
                    memoryReservationBytes,
                    memorySwappiness,
                    pidsLimit,
                    blkioWeight,
                    deviceWeights,
                    deviceRates,
                    oomKillDisable,
                    ulimits);
        }
    }

    private Resources changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    /** The same with other memory. */
    public Resources withMemory(long bytes, long swapBytes) {
        return changed(draft -> {
            draft.memoryBytes = bytes;
            draft.memorySwapBytes = swapBytes;
        });
    }

    /** The same with another limit of processes. */
    Resources withPids(long other) {
        return changed(draft -> draft.pidsLimit = other);
    }

    /** The same with other limits of resources. */
    Resources withUlimits(List<String> other) {
        return changed(draft -> draft.ulimits = other);
    }

    /** The same that the kernel may end, or not. */
    Resources withOomKillDisable(boolean other) {
        return changed(draft -> draft.oomKillDisable = other);
    }
}
