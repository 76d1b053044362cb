package io.jsec.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an engine was needed by nobody for long enough. Nobody is somebody with an open
 * connection, or a container that runs.
 *
 * <p>Asked by the thread that accepts connections, between two of them: what it says then is true
 * until that thread accepts again.
 */
public final class Idleness {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

    /** How often it is worth asking, as a part of the limit. */
    private static final int PARTS = 20;

    private static final Duration INTERVAL_MAX = Duration.ofSeconds(10);

    private final Duration limit;
    private long acceptedBefore;
    private long since;

    /**
     * What an engine does now.
     *
     * @param accepted connections so far
     * @param open connections
     * @param running whether a container runs, is paused or waits for its restart
     */
    public record Signs(long accepted, int open, boolean running) {}

    /**
     * Begins to count.
     *
     * @param limit more than zero
     * @param now in nanoseconds, of a clock that only goes on
     */
    public Idleness(Duration limit, long now) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("an idle limit of " + limit);
        }
        this.limit = limit;
        this.since = now;
    }

    /** How long to wait between two questions. */
    public Duration interval() {
        Duration part = limit.dividedBy(PARTS);
        return part.compareTo(INTERVAL_MAX) < 0 ? part : INTERVAL_MAX;
    }

    /** Whether the time is over, in which nobody came, was there, or ran. */
    public boolean isOver(Signs signs, long now) {
        boolean needed = signs.open() > 0 || signs.running() || signs.accepted() != acceptedBefore;
        acceptedBefore = signs.accepted();
        if (needed) {
            since = now;
        }
        return !needed && now - since >= limit.toNanos();
    }

    /**
     * Reads {@code 30m}, {@code 90s}, {@code 2h}, {@code 500ms}, or {@code 0} for never.
     *
     * @return empty for anything else
     */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        return Optional.of(duration);
    }
}
