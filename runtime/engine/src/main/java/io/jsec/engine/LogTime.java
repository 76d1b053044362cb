package io.jsec.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of a log: RFC 3339 with nine digits, so that lines stand in columns. */
final class LogTime {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private LogTime() {}

    static String write(Instant time) {
        return FORM.format(time);
    }
}
