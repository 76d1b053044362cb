package io.jsec.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeBoundTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_time_a_day_and_a_span_are_understood() {
        assertThat(TimeBound.parse("2026-01-31T12:00:00Z", NOW))
                .contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(TimeBound.parse("2026-01-31", NOW))
                .contains(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(TimeBound.parse("90s", NOW)).contains(NOW.minusSeconds(90));
        assertThat(TimeBound.parse("10m", NOW)).contains(NOW.minusSeconds(600));
        assertThat(TimeBound.parse("2h", NOW)).contains(NOW.minusSeconds(7_200));
        assertThat(TimeBound.parse("1d", NOW)).contains(NOW.minusSeconds(86_400));
    }

    @Test
    void anything_else_is_not() {
        for (String text :
                List.of("", "now", "10", "-10m", "10 m", "2026-13-01", "2026-01-31T12:00", "1w")) {
            assertThat(TimeBound.parse(text, NOW)).as(text).isEmpty();
        }
    }
}
