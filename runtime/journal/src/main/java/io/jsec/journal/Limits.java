package io.jsec.journal;

import java.time.Duration;

/**
 * The sizes and times of a journal.
 *
 * @param segmentBytesMax a file that would grow longer is followed by the next one
 * @param reserveBytes of the file that is kept for a full disk
 * @param budgetBytes how much an identity may write at once
 * @param budgetTime in which a used budget grows back whole
 * @param checkpointEntries after how many entries a checkpoint is written at the latest
 * @param checkpointTime how long after an entry a checkpoint is written at the latest
 * @param retryTime how long after a full disk it is tried again
 */
public record Limits(
        int segmentBytesMax,
        int reserveBytes,
        int budgetBytes,
        Duration budgetTime,
        int checkpointEntries,
        Duration checkpointTime,
        Duration retryTime) {
    /** What an engine uses: 16 MiB a file, 1 MiB reserve, 4 MiB an hour for each identity. */
    public static final Limits DEFAULT =
            new Limits(
                    16 << 20,
                    1 << 20,
                    4 << 20,
                    Duration.ofHours(1),
                    1_000,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));

    /** Identities that are told apart at a time; the others share one budget. */
    static final int IDENTITIES_MAX = 1_024;

    /** Refuses sizes in which nothing fits. */
    public Limits {
        if (segmentBytesMax < Line.BYTES_MAX / 4
                || segmentBytesMax > 256 << 20
                || reserveBytes < Line.BYTES_MAX / 4
                || budgetBytes < 1
                || budgetTime.toMillis() < 1
                || checkpointEntries < 1) {
            throw new IllegalArgumentException("not the limits of a journal");
        }
    }
}
