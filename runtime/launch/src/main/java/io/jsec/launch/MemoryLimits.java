package io.jsec.launch;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much memory.
 *
 * @param bytes at least 6 MiB
 * @param withSwapBytes memory and swap together, {@link #UNLIMITED} for no limit of swap; empty for
 *     twice the memory
 * @param reservationBytes what it keeps when others need memory; at most {@code bytes}
 * @param swappiness 0 to 100
 * @param oomKillDisable whether its processes wait for memory instead of being ended
 */
public record MemoryLimits(
        OptionalLong bytes,
        OptionalLong withSwapBytes,
        OptionalLong reservationBytes,
        OptionalInt swappiness,
        boolean oomKillDisable) {
    /** {@code --memory-swap -1}. */
    public static final long UNLIMITED = -1;

    /** The least memory, Docker's bound too. */
    public static final long BYTES_MIN = 6 * ByteSize.MIB;

    /** Nothing asked for. */
    public static final MemoryLimits NONE =
            new MemoryLimits(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    false);

    /** In the ranges above. */
    public MemoryLimits {
        bytes.ifPresent(number ->
                check(
                        number >= BYTES_MIN,
                        "--memory " + number,
                        "a container needs at least 6 MiB",
                        "--memory 6m or more"));
        long memory = bytes.orElse(0);
        withSwapBytes.ifPresent(number -> {
            check(
                    number == UNLIMITED || bytes.isPresent(),
                    "--memory-swap " + ByteSize.show(number),
                    "it is the sum of memory and swap, and memory has no limit",
                    "--memory with it");
            check(
                    number == UNLIMITED || number >= memory,
                    "--memory-swap " + ByteSize.show(number),
                    "it is the sum of memory and swap, and less than the memory alone",
                    "--memory-swap " + ByteSize.show(memory) + " for no swap at all");
        });
        reservationBytes.ifPresent(number ->
                check(
                        number >= BYTES_MIN && (memory == 0 || number <= memory),
                        "--memory-reservation " + ByteSize.show(number),
                        "a reservation is at least 6 MiB and at most the limit",
                        "--memory-reservation 6m or more, up to --memory"));
        swappiness.ifPresent(number ->
                check(
                        number >= 0 && number <= 100,
                        "--memory-swappiness " + number,
                        "it is 0 to 100",
                        "a number in that range, or -1 for the host's"));
        check(
                !oomKillDisable || memory > 0,
                "--oom-kill-disable",
                "without a limit of its own the container would stall the whole host",
                "--memory with it");
    }

    /** A limit of memory, with as much swap. */
    public static MemoryLimits of(long bytes) {
        return new MemoryLimits(
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                false);
    }

    private static void check(boolean holds, String what, String why, String instead) {
        if (!holds) {
            throw new Refusal(Rule.MEMORY, what, why, instead).exception();
        }
    }
}
