package io.jsec.daemon;

import io.jsec.daemon.edge.StatusException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Go writes and clients send them. */
final class Times {
    /** What Go writes for no time. */
    static final String NONE = "0001-01-01T00:00:00Z";

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,9})\\d*)?");
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter FRACTION =
            DateTimeFormatter.ofPattern("SSSSSSSSS").withZone(ZoneOffset.UTC);

    private Times() {}

    /** RFC 3339 with as many digits as needed; the epoch is no time. */
    static String text(Instant time) {
        if (time.equals(Instant.EPOCH)) {
            return NONE;
        }
        String fraction = FRACTION.format(time).replaceAll("0+$", "");
        fraction = fraction.isEmpty() ? "" : "." + fraction;
        return WHOLE.format(time) + fraction + "Z";
    }

    /** Nanoseconds since the epoch. */
    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /**
     * Seconds since the epoch with or without a fraction, or RFC 3339; nothing is none.
     *
     * @throws StatusException 400, where it is neither
     */
    static Optional<Instant> parse(String name, Optional<String> text) {
        return text.filter(value -> !value.isEmpty()).map(value -> parse(name, value));
    }

    /** The same of logs: there 0 is none too. */
    static Optional<Instant> parseOfLogs(String name, Optional<String> text) {
        return parse(name, text.filter(value -> !value.equals("0")));
    }

    private static Instant parse(String name, String text) {
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            String fraction = seconds.group(2) == null ? "0" : seconds.group(2);
            long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
            return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)), nanos);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new StatusException(
                    400, name + " takes seconds since 1970 or a time of RFC 3339, not " + text);
        }
    }
}
