package io.jsec.launch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Limits as tests write them: those that most of them are about. */
final class LimitSamples {
    private LimitSamples() {}

    /** As the constructor of records takes them, flat; CPUs in thousandths. */
    static Limits of(
            OptionalInt shares,
            OptionalLong cpuMillis,
            Optional<CpuSet> cpus,
            OptionalLong memory,
            OptionalLong pids,
            long shmBytes,
            List<Ulimit> ulimits) {
        Optional<CpuQuota> quota =
                cpuMillis.isEmpty()
                        ? Optional.empty()
                        : Optional.of(CpuQuota.ofNanos(cpuMillis.getAsLong() * 1_000_000));
        return new Limits(
                new CpuLimits(shares, quota, cpus, Optional.empty()),
                memory.isEmpty() ? MemoryLimits.NONE : MemoryLimits.of(memory.getAsLong()),
                IoLimits.NONE,
                pids,
                shmBytes,
                ulimits,
                OptionalInt.empty());
    }
}
