package io.jsec.cli;

import io.jsec.launch.CpuLimits;
import io.jsec.launch.CpuQuota;
import io.jsec.launch.CpuSet;
import io.jsec.launch.IoLimits;
import io.jsec.launch.Limits;
import io.jsec.launch.MemoryLimits;
import io.jsec.launch.Refusal;
import io.jsec.launch.Rule;
import io.jsec.launch.Ulimit;
import io.jsec.linux.Resource;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The limits of a command line: processor, memory, processes, ulimits, shared memory. */
final class LimitOptions {
    private LimitOptions() {}

    /**
     * Docker's syntaxes. Where Docker takes 0 as "not set" (shares, cpus, memory, pids), so do we.
     *
     * @throws io.jsec.launch.RefusedException for what is no limit
     */
    static Limits parse(RunOptions options) {
        return new Limits(
                new CpuLimits(
                        shares(options.cpuShares),
                        cpus(options.cpus),
                        Optional.ofNullable(options.cpusetCpus)
                                .filter(text -> !text.isEmpty())
                                .map(CpuSet::parse),
                        Optional.empty()),
                memory(options.memory),
                IoLimits.NONE,
                pids(options.pidsLimit),
                shm(options.shmSize),
                ulimits(options.ulimits),
                OptionalInt.empty());
    }

    private static OptionalInt shares(@org.jspecify.annotations.Nullable String text) {
        long value = text == null ? 0 : number(Rule.CPU, "--cpu-shares", text);
        if (value == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static Optional<CpuQuota> cpus(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
            throw refusal(
                    Rule.CPU, "--cpus " + text, "it is not a number of processors", "--cpus 1.5");
        }
        BigDecimal cpus = new BigDecimal(text);
        return cpus.signum() == 0
                ? Optional.empty()
                : Optional.of(CpuQuota.ofNanos(cpus.movePointRight(9).longValueExact()));
    }

    private static MemoryLimits memory(@org.jspecify.annotations.Nullable String text) {
        long bytes = text == null ? 0 : Sizes.parse("--memory", text);
        return bytes == 0 ? MemoryLimits.NONE : MemoryLimits.of(bytes);
    }

    private static OptionalLong pids(@org.jspecify.annotations.Nullable String text) {
        long value = text == null ? 0 : number(Rule.PIDS, "--pids-limit", text);
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static long shm(@org.jspecify.annotations.Nullable String text) {
        long bytes = text == null ? 0 : Sizes.parse("--shm-size", text);
        return bytes == 0 ? Limits.SHM_BYTES_DEFAULT : bytes;
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

    private static long number(Rule rule, String option, String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw refusal(rule, option + " " + text, "it is not a number", option + " 512");
        }
        return Long.parseLong(text);
    }

    private static io.jsec.launch.RefusedException refusal(
            Rule rule, String what, String why, String instead) {
        return new Refusal(rule, what, why, instead).exception();
    }
}
