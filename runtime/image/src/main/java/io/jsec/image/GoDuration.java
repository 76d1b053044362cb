package io.jsec.image;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Docker write them: {@code 1m30s}, {@code 1.5h}, {@code 0}. */
final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{0,9})?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * @throws IllegalArgumentException for anything else
     */
    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher m = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            m.region(at, text.length());
            if (!m.lookingAt()) {
                throw new IllegalArgumentException("'" + text + "' is no duration like 1m30s");
            }
            BigDecimal nanos =
                    new BigDecimal(m.group(1))
                            .multiply(BigDecimal.valueOf(NANOS.getOrDefault(m.group(2), 0L)));
            sum = sum.plusNanos(nanos.longValue());
            at = m.end();
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty duration");
        }
        return sum;
    }
}
