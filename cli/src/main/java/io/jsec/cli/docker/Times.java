package io.jsec.cli.docker;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;

/** The times of {@code --since} and {@code --until} as the API takes them. */
final class Times {
    private Times() {}

    /** Seconds since 1970, with nanoseconds where they are known; nothing for nothing. */
    static String parse(String text, DockerEnvironment environment) {
        if (text.isEmpty() || text.matches("[0-9]+(\\.[0-9]+)?")) {
            return text;
        }
        String unsigned = text.startsWith("-") ? text.substring(1) : text;
        if (Values.isDuration(unsigned)) {
            long nanos = Values.nanos(unsigned);
            return seconds(
                    environment
                            .clock()
                            .instant()
                            .minusNanos(text.startsWith("-") ? -nanos : nanos));
        }
        try {
            return seconds(date(text, environment));
        } catch (DateTimeException e) {
            throw DockerException.of(
                    "invalid value for time: \""
                            + text
                            + "\": it is neither a time as"
                            + " 2006-01-02T15:04:05Z nor a span as 10m");
        }
    }

    private static Instant date(String text, DockerEnvironment environment) {
        if (text.endsWith("Z") || text.matches(".*T.*[-+][0-9]{2}:[0-9]{2}")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return LocalDate.parse(text).atStartOfDay(environment.zone()).toInstant();
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}")) {
            return LocalDateTime.parse(text + ":00").atZone(environment.zone()).toInstant();
        }
        return LocalDateTime.parse(text).atZone(environment.zone()).toInstant();
    }

    private static String seconds(Instant time) {
        return time.getEpochSecond() + String.format(Locale.ROOT, ".%09d", time.getNano());
    }
}
