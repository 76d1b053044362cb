package io.jsec.image;

import java.time.Duration;
import java.util.List;

/**
 * How an image says that its containers are checked. A zero or absent duration means the default.
 *
 * @param test {@code NONE}, or {@code CMD} or {@code CMD-SHELL} and the command
 * @param interval between two checks
 * @param timeout of one check
 * @param startPeriod in which failures do not count
 * @param startInterval between two checks in that time
 * @param retries failures in a row until it counts as unhealthy; 0 for the default
 */
public record ImageHealthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    /** Copies the command. */
    public ImageHealthcheck {
        test = List.copyOf(test);
    }
}
