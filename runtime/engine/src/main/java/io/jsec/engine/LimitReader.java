package io.jsec.engine;

import io.jsec.launch.CpuLimits;
import io.jsec.launch.CpuQuota;
import io.jsec.launch.CpuSet;
import io.jsec.launch.IoLimits;
import io.jsec.launch.Limits;
import io.jsec.launch.MemoryLimits;
import io.jsec.launch.Ulimit;
import io.jsec.linux.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Docker's resources as the launcher's limits. What Docker refuses is refused in its words; whether
 * this host can hold the rest is the compiler's to say.
 */
final class LimitReader {
    private LimitReader() {}

    /**
     * The limits of a container.
     *
     * @param host whose resources, /dev/shm and OOM score are asked for
     * @param defaults for what the request leaves out
     */
    static Limits read(HostConfig host, EngineSettings.Defaults defaults) {
        Resources asked = host.resources();
        conflicts(asked);
        long pids = asked.pidsLimit() == 0 ? defaults.pidsLimit() : asked.pidsLimit();
        long shm = host.storage().shmBytes();
        shm = shm == 0 ? defaults.shmBytes() : shm;
        int score = host.security().oomScoreAdj();
        if (score < -1000 || score > 1000) {
            throw EngineException.badParameter(
                    "Invalid value " + score + ", range for oom score adj is [-1000, 1000]");
        }
        return new Limits(
                cpu(asked),
                memory(asked, defaults),
                new IoLimits(
                        asked.blkioWeight() == 0
                                ? OptionalInt.empty()
                                : OptionalInt.of(asked.blkioWeight()),
                        weights(asked.deviceWeights()),
                        rates(asked.deviceRates())),
                pids == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(-1, pids)),
                shm == 0 ? Limits.SHM_BYTES_DEFAULT : shm,
                ulimits(asked.ulimits()),
                score == 0 ? OptionalInt.empty() : OptionalInt.of(score));
    }

    /** What contradicts itself, in dockerd's words. */
    private static void conflicts(Resources asked) {
        if (asked.nanoCpus() != 0 && asked.cpuPeriodMicros() != 0) {
            throw EngineException.badParameter(
                    "Conflicting options: Nano CPUs and CPU Period cannot both be set");
        }
        if (asked.nanoCpus() != 0 && asked.cpuQuotaMicros() != 0) {
            throw EngineException.badParameter(
                    "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        }
        long memory = asked.memoryBytes();
        long swap = asked.memorySwapBytes();
        if (memory > 0 && swap > 0 && swap < memory) {
            throw EngineException.badParameter(
                    "Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (memory == 0 && swap > 0) {
            throw EngineException.badParameter(
                    "You should always set the Memory limit when using Memoryswap limit, see"
                            + " usage");
        }
        if (memory > 0 && asked.memoryReservationBytes() > memory) {
            throw EngineException.badParameter(
                    "Minimum memory limit can not be less than memory reservation limit, see"
                            + " usage");
        }
    }

    private static CpuLimits cpu(Resources asked) {
        return new CpuLimits(
                asked.cpuShares() == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.clamp(asked.cpuShares(), 2, 262_144)),
                quota(asked),
                set(asked.cpusetCpus()),
                set(asked.cpusetMems()));
    }

    private static Optional<CpuQuota> quota(Resources asked) {
        if (asked.nanoCpus() != 0) {
            return Optional.of(CpuQuota.ofNanos(asked.nanoCpus()));
        }
        long period = asked.cpuPeriodMicros();
        long quota = asked.cpuQuotaMicros();
        if (period == 0 && quota == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new CpuQuota(
                        quota <= 0 ? CpuQuota.UNLIMITED : quota,
                        period == 0 ? CpuQuota.PERIOD_MICROS : period));
    }

    private static Optional<CpuSet> set(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(CpuSet.parse(text));
    }

    private static MemoryLimits memory(Resources asked, EngineSettings.Defaults defaults) {
        long memory = asked.memoryBytes() == 0 ? defaults.memoryBytes() : asked.memoryBytes();
        int swappiness = asked.memorySwappiness().orElse(-1);
        return new MemoryLimits(
                positive(memory),
                positive(asked.memorySwapBytes()),
                positive(asked.memoryReservationBytes()),
                swappiness == -1 ? OptionalInt.empty() : OptionalInt.of(swappiness),
                asked.oomKillDisable());
    }

    private static OptionalLong positive(long value) {
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static List<IoLimits.DeviceWeight> weights(List<Resources.DeviceWeight> asked) {
        List<IoLimits.DeviceWeight> weights = new ArrayList<>();
        for (Resources.DeviceWeight weight : asked) {
            BlockDevice device = BlockDevice.of(weight.path());
            weights.add(
                    new IoLimits.DeviceWeight(
                            weight.path(),
                            device.major(),
                            device.minor(),
                            device.isScheduledBy("bfq"),
                            weight.weight()));
        }
        return weights;
    }

    private static List<IoLimits.DeviceRate> rates(List<Resources.DeviceRate> asked) {
        List<IoLimits.DeviceRate> rates = new ArrayList<>();
        for (Resources.DeviceRate rate : asked) {
            BlockDevice device = BlockDevice.of(rate.path());
            rates.add(
                    new IoLimits.DeviceRate(
                            IoLimits.Kind.valueOf(rate.kind().name()),
                            rate.path(),
                            device.major(),
                            device.minor(),
                            rate.perSecond()));
        }
        return rates;
    }

    /** The last of each name counts, as in Docker. */
    private static List<Ulimit> ulimits(List<String> texts) {
        Map<Resource, Ulimit> last = new LinkedHashMap<>();
        for (String text : texts) {
            Ulimit limit = Ulimit.parse(text);
            last.put(limit.resource(), limit);
        }
        return List.copyOf(last.values());
    }
}
