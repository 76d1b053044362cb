package io.jsec.engine;

import java.time.Duration;
import java.util.List;

/**
 * How a container's health is found out: {@code Healthcheck} of Docker's API.
 *
 * @param test {@code [NONE]}, {@code [CMD, word…]}, {@code [CMD-SHELL, text]}; empty for the
 *     image's
 * @param interval between two checks; zero for 30 s
 * @param timeout of one; zero for 30 s
 * @param startPeriod in which failures do not count; zero for none
 * @param startInterval between two checks in that period; zero for 5 s
 * @param retries failures in a row that make it unhealthy; 0 for 3
 */
public record HealthConfig(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    /** The least of every time that is not zero, as in Docker. */
    public static final Duration TIME_MIN = Duration.ofMillis(1);

    /** In dockerd's bounds and words. */
    public HealthConfig {
        test = List.copyOf(test);
        check("Interval", interval);
        check("Timeout", timeout);
        check("StartPeriod", startPeriod);
        check("StartInterval", startInterval);
        if (retries < 0) {
            throw EngineException.badParameter("Retries in Healthcheck cannot be negative");
        }
    }

    private static void check(String name, Duration time) {
        if (!time.isZero() && time.compareTo(TIME_MIN) < 0) {
            throw EngineException.badParameter(name + " in Healthcheck cannot be less than 1ms");
        }
    }
}
