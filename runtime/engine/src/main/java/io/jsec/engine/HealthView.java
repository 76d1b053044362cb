package io.jsec.engine;

import java.time.Instant;
import java.util.List;

/**
 * A container's health.
 *
 * @param status starting, healthy, unhealthy
 * @param failingStreak failures in a row
 * @param log the last {@value #RESULTS_MAX} results, oldest first
 */
public record HealthView(String status, int failingStreak, List<Result> log) {
    /** Results that are kept. */
    public static final int RESULTS_MAX = 5;

    /** Characters of output that are kept of a result. */
    public static final int OUTPUT_CHARS_MAX = 4096;

    /** Copied. */
    public HealthView {
        log = List.copyOf(log);
    }

    /**
     * One check.
     *
     * @param start when it began
     * @param end when it ended
     * @param exitCode 0 for healthy; -1 where it did not end in time
     * @param output what it said
     */
    public record Result(Instant start, Instant end, int exitCode, String output) {}
}
