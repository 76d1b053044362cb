package io.jsec.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a container uses at a moment. Absent is what its control groups do not count here.
 *
 * @param id of the container
 * @param name of it
 * @param read when; {@link Instant#EPOCH} for a container that does not run
 * @param cpu processor time
 * @param previous the same of the sample before; all zero for the first of a stream
 * @param previousRead when that was
 * @param memory bytes
 * @param pids processes and threads
 * @param pidsLimit of them; 0 for none
 * @param io bytes and operations by device
 */
public record StatsSample(
        String id,
        String name,
        Instant read,
        Cpu cpu,
        Cpu previous,
        Instant previousRead,
        Memory memory,
        OptionalLong pids,
        long pidsLimit,
        List<Io> io) {
    /** Copied. */
    public StatsSample {
        io = List.copyOf(io);
    }

    /**
     * Processor time, in nanoseconds.
     *
     * @param total of the container
     * @param user part of it
     * @param kernel part of it
     * @param system of the whole host, every state
     * @param onlineCpus of the host
     * @param periods of the CFS quota
     * @param throttledPeriods of these
     * @param throttledNanos time lost by the quota
     */
    public record Cpu(
            long total,
            long user,
            long kernel,
            long system,
            int onlineCpus,
            long periods,
            long throttledPeriods,
            long throttledNanos) {
        /** Nothing yet. */
        public static final Cpu NONE = new Cpu(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Memory, in bytes.
     *
     * @param usage with the page cache; absent where it is not counted
     * @param max ever, v1 only
     * @param limit of the container, or the host's memory
     * @param failures v1's failcnt
     * @param stats of memory.stat
     */
    public record Memory(
            OptionalLong usage,
            OptionalLong max,
            long limit,
            long failures,
            Map<String, Long> stats) {
        /** Copied. */
        public Memory {
            stats = Map.copyOf(stats);
        }
    }

    /**
     * Input and output of one device.
     *
     * @param major of the device
     * @param minor of it
     * @param op Read, Write
     * @param bytes moved
     * @param operations done
     */
    public record Io(int major, int minor, String op, long bytes, long operations) {}
}
