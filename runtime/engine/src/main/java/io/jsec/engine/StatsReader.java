package io.jsec.engine;

import io.jsec.launch.CgroupView;
import io.jsec.linux.HostFiles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes samples of what containers use, from their control groups and the host's /proc. */
final class StatsReader {
    private static final long NANOS_A_MICRO = 1_000;
    private static final long NANOS_A_TICK = 10_000_000;
    private static final long PERIOD_MILLIS = 1_000;

    private final CgroupView cgroups;
    private final HostFiles host;
    private final Clock clock;

    StatsReader(CgroupView cgroups, HostFiles host, Clock clock) {
        this.cgroups = cgroups;
        this.host = host;
        this.clock = clock;
    }

    /** A sample without one before it. */
    StatsSample sample(ContainerRecord container) {
        if (!container.state().alive()) {
            return empty(container);
        }
        CgroupFiles files = new CgroupFiles(cgroups, container.id());
        return new StatsSample(
                container.id(),
                container.name(),
                clock.instant(),
                cpu(files),
                StatsSample.Cpu.NONE,
                Instant.EPOCH,
                memory(files),
                CgroupFiles.number(files.text("pids", "pids.current")),
                CgroupFiles.number(files.text("pids", "pids.max")).orElse(0),
                io(files));
    }

    /** As Docker's of a container that does not run. */
    private static StatsSample empty(ContainerRecord container) {
        return new StatsSample(
                container.id(),
                container.name(),
                Instant.EPOCH,
                StatsSample.Cpu.NONE,
                StatsSample.Cpu.NONE,
                Instant.EPOCH,
                new StatsSample.Memory(OptionalLong.empty(), OptionalLong.empty(), 0, 0, Map.of()),
                OptionalLong.empty(),
                0,
                List.of());
    }

    private StatsSample.Cpu cpu(CgroupFiles files) {
        long[] system = system(host.text("/proc/stat").orElse(""));
        Map<String, Long> stat = CgroupFiles.pairs(files.text("cpu", "cpu.stat"));
        if (files.unified()) {
            return new StatsSample.Cpu(
                    stat.getOrDefault("usage_usec", 0L) * NANOS_A_MICRO,
                    stat.getOrDefault("user_usec", 0L) * NANOS_A_MICRO,
                    stat.getOrDefault("system_usec", 0L) * NANOS_A_MICRO,
                    system[0],
                    (int) system[1],
                    stat.getOrDefault("nr_periods", 0L),
                    stat.getOrDefault("nr_throttled", 0L),
                    stat.getOrDefault("throttled_usec", 0L) * NANOS_A_MICRO);
        }
        Map<String, Long> ticks = CgroupFiles.pairs(files.text("cpuacct", "cpuacct.stat"));
        return new StatsSample.Cpu(
                CgroupFiles.number(files.text("cpuacct", "cpuacct.usage")).orElse(0),
                ticks.getOrDefault("user", 0L) * NANOS_A_TICK,
                ticks.getOrDefault("system", 0L) * NANOS_A_TICK,
                system[0],
                (int) system[1],
                stat.getOrDefault("nr_periods", 0L),
                stat.getOrDefault("nr_throttled", 0L),
                stat.getOrDefault("throttled_time", 0L));
    }

    /**
     * Of /proc/stat: nanoseconds of all states of all processors, and how many processors there
     * are. Guest time counts in user time already. Pure.
     */
    static long[] system(String procStat) {
        long ticks = 0;
        long cpus = 0;
        for (String line : procStat.split("\n", -1)) {
            if (line.startsWith("cpu ")) {
                String[] words = line.strip().split("\\s+", -1);
                for (int i = 1; i < words.length && i <= 8; i++) {
                    ticks += CgroupFiles.number(Optional.of(words[i])).orElse(0);
                }
            } else if (line.matches("cpu\\d.*")) {
                cpus++;
            }
        }
        return new long[] {ticks * NANOS_A_TICK, cpus};
    }

    private StatsSample.Memory memory(CgroupFiles files) {
        long total = total(host.text("/proc/meminfo").orElse(""));
        Map<String, Long> stats = CgroupFiles.pairs(files.text("memory", "memory.stat"));
        if (files.unified()) {
            OptionalLong limit = CgroupFiles.number(files.text("memory", "memory.max"));
            return new StatsSample.Memory(
                    CgroupFiles.number(files.text("memory", "memory.current")),
                    CgroupFiles.number(files.text("memory", "memory.peak")),
                    Math.min(limit.orElse(total), total),
                    0,
                    stats);
        }
        OptionalLong limit = CgroupFiles.number(files.text("memory", "memory.limit_in_bytes"));
        return new StatsSample.Memory(
                CgroupFiles.number(files.text("memory", "memory.usage_in_bytes")),
                CgroupFiles.number(files.text("memory", "memory.max_usage_in_bytes")),
                Math.min(limit.orElse(total), total),
                CgroupFiles.number(files.text("memory", "memory.failcnt")).orElse(0),
                stats);
    }

    /** Bytes of the host's memory. Pure. */
    static long total(String meminfo) {
        return CgroupFiles.meminfo(meminfo, "MemTotal:");
    }

    private static List<StatsSample.Io> io(CgroupFiles files) {
        if (files.unified()) {
            return CgroupFiles.ioStat(files.text("io", "io.stat").orElse(""));
        }
        return CgroupFiles.blkio(
                files.text("blkio", "blkio.throttle.io_service_bytes").orElse(""),
                files.text("blkio", "blkio.throttle.io_serviced").orElse(""));
    }

    /** A sample a second, each with the one before it. */
    StatsStream stream(LiveContainer container, Registry registry) {
        return new Following(container, registry);
    }

    private final class Following implements StatsStream {
        private final LiveContainer container;
        private final Registry registry;
        private StatsSample last;
        private boolean begun;
        private volatile boolean closed;
        private volatile Thread reader = Thread.currentThread();

        Following(LiveContainer container, Registry registry) {
            this.container = container;
            this.registry = registry;
            this.last = empty(container.record());
        }

        @Override
        public Optional<StatsSample> next() {
            reader = Thread.currentThread();
            try {
                if (begun) {
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException e) {
                return Optional.empty();
            }
            if (closed || registry.byId(container.id()).isEmpty()) {
                return Optional.empty();
            }
            StatsSample now = sample(container.record());
            StatsSample shown =
                    new StatsSample(
                            now.id(),
                            now.name(),
                            now.read(),
                            now.cpu(),
                            last.cpu(),
                            last.read(),
                            now.memory(),
                            now.pids(),
                            now.pidsLimit(),
                            now.io());
            begun = true;
            last = now;
            return Optional.of(shown);
        }

        @Override
        public void close() {
            closed = true;
            if (begun && reader != Thread.currentThread()) {
                reader.interrupt();
            }
        }
    }
}
