package io.jsec.cli.journal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times of {@code --since} and {@code --until}. */
public final class TimeBound {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhd])");

    private TimeBound() {}

    /**
     * The time that a text means: {@code 2026-01-31T12:00:00Z}, the start of {@code 2026-01-31} in
     * UTC, or {@code 90s}, {@code 10m}, {@code 2h} or {@code 1d} before now.
     */
    public static Optional<Instant> parse(String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        try {
            if (span.matches()) {
                return Optional.of(now.minus(span(Long.parseLong(span.group(1)), span.group(2))));
            }
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration span(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
