package io.jsec.engine;

import io.jsec.launch.CpuSet;
import io.jsec.launch.Limits;
import io.jsec.launch.Ulimit;
import io.jsec.linux.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Docker's resources as the launcher's limits; what cannot be held is refused by name. */
final class LimitReader {
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final long PERIOD_MICROS = 100_000;

    private LimitReader() {}

    /**
     * The limits of a container.
     *
     * @param shmBytes of /dev/shm; 0 for the default
     * @param defaults for what the request leaves out
     */
    static Limits read(Resources asked, long shmBytes, EngineSettings.Defaults defaults) {
        refuse(asked);
        long memory = asked.memoryBytes() == 0 ? defaults.memoryBytes() : asked.memoryBytes();
        swap(asked.memorySwapBytes(), memory);
        long pids = asked.pidsLimit() == 0 ? defaults.pidsLimit() : asked.pidsLimit();
        long shm = shmBytes == 0 ? defaults.shmBytes() : shmBytes;
        return new Limits(
                shares(asked.cpuShares()),
                cpus(asked),
                asked.cpusetCpus().isEmpty()
                        ? Optional.empty()
                        : Optional.of(CpuSet.parse(asked.cpusetCpus())),
                positive(memory),
                pids == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(-1, pids)),
                shm == 0 ? Limits.SHM_BYTES_DEFAULT : shm,
                ulimits(asked.ulimits()));
    }

    private static void refuse(Resources asked) {
        if (!asked.cpusetMems().isEmpty()) {
            throw EngineException.unsupported(
                    "--cpuset-mems " + asked.cpusetMems(),
                    "containers get the memory nodes of the engine's own group",
                    "the option left out");
        }
        if (asked.memoryReservationBytes() != 0) {
            throw EngineException.unsupported(
                    "--memory-reservation",
                    "a soft limit holds nothing when it counts",
                    "--memory");
        }
        if (asked.blkioWeight() != 0) {
            throw EngineException.unsupported(
                    "--blkio-weight",
                    "weights need the io controller, which hosts do not delegate",
                    "the option left out");
        }
        if (asked.oomKillDisable()) {
            throw EngineException.unsupported(
                    "--oom-kill-disable",
                    "a container that cannot be ended stalls the host",
                    "--memory with room to spare");
        }
    }

    private static void swap(long asked, long memory) {
        if (asked == 0 || (memory > 0 && asked == 2 * memory)) {
            return;
        }
        if (memory > 0 && asked > 0 && asked < memory) {
            throw EngineException.badParameter(
                    "Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        throw EngineException.unsupported(
                "--memory-swap " + asked,
                "a container has as much swap as memory",
                "--memory alone, which gives it that");
    }

    private static OptionalInt shares(long shares) {
        return shares == 0 ? OptionalInt.empty() : OptionalInt.of(Math.clamp(shares, 2, 262_144));
    }

    private static OptionalLong cpus(Resources asked) {
        if (asked.nanoCpus() != 0 && (asked.cpuQuotaMicros() > 0 || asked.cpuPeriodMicros() > 0)) {
            throw EngineException.badParameter(
                    "Conflicting options: Nano CPUs and CPU Period cannot both be set");
        }
        if (asked.nanoCpus() != 0) {
            if (asked.nanoCpus() % NANOS_A_MILLI != 0) {
                throw EngineException.unsupported(
                        "--cpus " + asked.nanoCpus() / 1e9,
                        "the kernel's quota is counted in thousandths of a processor",
                        "at most three digits behind the point");
            }
            return OptionalLong.of(asked.nanoCpus() / NANOS_A_MILLI);
        }
        if (asked.cpuQuotaMicros() <= 0) {
            if (asked.cpuPeriodMicros() != 0 && asked.cpuPeriodMicros() != PERIOD_MICROS) {
                throw EngineException.unsupported(
                        "--cpu-period",
                        "without a quota it limits nothing",
                        "--cpu-quota with it, or --cpus");
            }
            return OptionalLong.empty();
        }
        long period = asked.cpuPeriodMicros() == 0 ? PERIOD_MICROS : asked.cpuPeriodMicros();
        long millis = asked.cpuQuotaMicros() * 1000;
        if (period != PERIOD_MICROS || millis % period != 0) {
            throw EngineException.unsupported(
                    "--cpu-period " + period + " with --cpu-quota " + asked.cpuQuotaMicros(),
                    "periods are 100000 us, quotas thousandths of a processor",
                    "--cpus");
        }
        return OptionalLong.of(millis / period);
    }

    private static OptionalLong positive(long value) {
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
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
