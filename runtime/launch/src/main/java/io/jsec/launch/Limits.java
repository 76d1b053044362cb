package io.jsec.launch;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a container may use.
 *
 * @param cpu processors
 * @param memory and swap
 * @param io block devices
 * @param pids processes and threads; {@link #PIDS_UNLIMITED} for none; empty for the default
 * @param shmBytes the size of /dev/shm
 * @param ulimits one a resource at most
 * @param oomScoreAdj how early the kernel ends it when memory runs out, 1 to 1000; empty for a
 *     little earlier than the launcher
 */
public record Limits(
        CpuLimits cpu,
        MemoryLimits memory,
        IoLimits io,
        OptionalLong pids,
        long shmBytes,
        List<Ulimit> ulimits,
        OptionalInt oomScoreAdj) {
    /** {@code --pids-limit -1}. */
    public static final long PIDS_UNLIMITED = -1;

    /** Processes and threads where the host can limit them and nothing is asked for. */
    public static final long PIDS_DEFAULT = 4096;

    /** /dev/shm where nothing is asked for, as Docker's: 64 MiB. */
    public static final long SHM_BYTES_DEFAULT = 64 * ByteSize.MIB;

    /** Nothing asked for. */
    public static final Limits DEFAULT =
            new Limits(
                    CpuLimits.NONE,
                    MemoryLimits.NONE,
                    IoLimits.NONE,
                    OptionalLong.empty(),
                    SHM_BYTES_DEFAULT,
                    List.of(),
                    OptionalInt.empty());

    /** In the ranges above. */
    public Limits {
        ulimits = List.copyOf(ulimits);
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
        oomScoreAdj.ifPresent(score ->
                check(
                        score >= -1000 && score <= 1000,
                        Rule.OOM_SCORE,
                        "--oom-score-adj " + score,
                        "the kernel takes -1000 to 1000",
                        "a number above the engine's own, up to 1000"));
    }

    /** The same with other processors. */
    public Limits with(CpuLimits other) {
        return new Limits(other, memory, io, pids, shmBytes, ulimits, oomScoreAdj);
    }

    /** The same with other memory. */
    public Limits with(MemoryLimits other) {
        return new Limits(cpu, other, io, pids, shmBytes, ulimits, oomScoreAdj);
    }

    /** The same with other block devices. */
    public Limits with(IoLimits other) {
        return new Limits(cpu, memory, other, pids, shmBytes, ulimits, oomScoreAdj);
    }

    /** The same with another OOM score. */
    public Limits withOomScoreAdj(int other) {
        return new Limits(cpu, memory, io, pids, shmBytes, ulimits, OptionalInt.of(other));
    }

    private static void check(boolean holds, Rule rule, String what, String why, String instead) {
        if (!holds) {
            throw new Refusal(rule, what, why, instead).exception();
        }
    }
}
