package io.jsec.launch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a container may use.
 *
 * @param cpuShares v1 cpu.shares, 2 to 262,144
 * @param cpuMillis thousandths of a CPU, {@code --cpus}; at least 10
 * @param cpuset the CPUs it may run on
 * @param memoryBytes at least 6 MiB
 * @param pids processes and threads; {@link #PIDS_UNLIMITED} for none; empty for the default
 * @param shmBytes the size of /dev/shm
 * @param ulimits one a resource at most
 */
public record Limits(
        OptionalInt cpuShares,
        OptionalLong cpuMillis,
        Optional<CpuSet> cpuset,
        OptionalLong memoryBytes,
        OptionalLong pids,
        long shmBytes,
        List<Ulimit> ulimits) {
    /** {@code --pids-limit -1}. */
    public static final long PIDS_UNLIMITED = -1;

    /** Processes and threads where the host can limit them and nothing is asked for. */
    public static final long PIDS_DEFAULT = 4096;

    /** /dev/shm where nothing is asked for, as Docker's: 64 MiB. */
    public static final long SHM_BYTES_DEFAULT = 64 * ByteSize.MIB;

    /** The least memory, Docker's bound too. */
    public static final long MEMORY_BYTES_MIN = 6 * ByteSize.MIB;

    /** Nothing asked for. */
    public static final Limits DEFAULT =
            new Limits(
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    SHM_BYTES_DEFAULT,
                    List.of());

    /** In the ranges above. */
    public Limits {
        ulimits = List.copyOf(ulimits);
        cpuShares.ifPresent(shares ->
                check(
                        shares >= 2 && shares <= 262_144,
                        Rule.CPU,
                        "--cpu-shares " + shares,
                        "shares are 2 to 262144",
                        "a number in that range; 1024 is the usual share"));
        cpuMillis.ifPresent(millis ->
                check(
                        millis >= 10 && millis <= 8_192_000,
                        Rule.CPU,
                        "--cpus " + millis / 1000.0,
                        "the kernel takes 0.01 to 8192 CPUs",
                        "a number in that range"));
        memoryBytes.ifPresent(bytes ->
                check(
                        bytes >= MEMORY_BYTES_MIN,
                        Rule.MEMORY,
                        "--memory " + bytes,
                        "a container needs at least 6 MiB",
                        "--memory 6m or more"));
        pids.ifPresent(count ->
                check(
                        count == PIDS_UNLIMITED || (count >= 1 && count <= 4_194_304),
                        Rule.PIDS,
                        "--pids-limit " + count,
                        "a limit is 1 to 4194304",
                        "a number in that range, or -1 for no limit"));
        check(
                shmBytes >= 4096,
                Rule.SIZE,
                "--shm-size " + shmBytes,
                "shared memory is at least one page",
                "--shm-size 64m");
        check(
                ulimits.stream().map(Ulimit::resource).distinct().count() == ulimits.size(),
                Rule.ULIMIT,
                "--ulimit",
                "the same limit stands there twice",
                "one --ulimit a name");
    }

    private static void check(boolean holds, Rule rule, String what, String why, String instead) {
        if (!holds) {
            throw new Refusal(rule, what, why, instead).exception();
        }
    }
}
