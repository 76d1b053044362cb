package io.jsec.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as clients write them: seconds, RFC 3339, or a duration before now. */
final class Times {
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|[smhd])");

    private Times() {}

    /**
     * A moment.
     *
     * @throws EngineException for anything else
     */
    static Instant parse(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            java.math.BigDecimal seconds = new java.math.BigDecimal(text);
            long whole = seconds.longValue();
            long nanos =
                    seconds.subtract(java.math.BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .longValue();
            return Instant.ofEpochSecond(whole, nanos);
        }
        Optional<Duration> before = duration(text);
        if (before.isPresent()) {
            return now.minus(before.get());
        }
        return calendar(text)
                .orElseThrow(
                        () -> EngineException.badParameter("invalid time value \"" + text + "\""));
    }

    private static Optional<Instant> calendar(String text) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            boolean zone = text.matches(".*(Z|[+-]\\d{2}:\\d{2})");
            return Optional.of(
                    zone
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            double value = Double.parseDouble(matcher.group(1));
            double seconds =
                    switch (matcher.group(2)) {
                        case "ms" -> value / 1000;
                        case "s" -> value;
                        case "m" -> value * 60;
                        case "h" -> value * 3600;
                        default -> value * 86_400;
                    };
            sum = sum.plusNanos(Math.round(seconds * 1e9));
            end = matcher.end();
        }
        return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
    }

    /** The {@code until} of a prune. */
    static Optional<Instant> until(Filters filters, Instant now) {
        if (filters.values("until").size() > 1) {
            throw EngineException.badParameter("more than one until filter specified");
        }
        return filters.values("until").stream().map(text -> parse(text, now)).findFirst();
    }
}
