package io.jsec.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest
    @CsvSource({
        "0,0B,0B,0B",
        "999,999B,999B,999B",
        "1000,1kB,1kB,1000B",
        "1982464,1.98MB,1.982MB,1.891MiB",
        "25282740224,25.3GB,25.28GB,23.55GiB",
        "1000000000000,1TB,1TB,931.3GiB",
        "999999,1e+03kB,1000kB,976.6KiB"
    })
    void sizes_have_dockers_digits(long bytes, String small, String usual, String two) {
        assertThat(Human.shortSize((double) bytes)).isEqualTo(small);
        assertThat(Human.size(bytes)).isEqualTo(usual);
        assertThat(Human.binarySize((double) bytes)).isEqualTo(two);
    }

    @ParameterizedTest
    @CsvSource({
        "0,Less than a second", "1,1 second", "59,59 seconds", "60,About a minute",
        "119,About a minute", "120,2 minutes", "3599,59 minutes", "3600,About an hour",
        "5399,About an hour", "5400,2 hours", "170000,47 hours", "172800,2 days",
        "1209599,2 weeks", "1209600,2 weeks", "5183999,2 months", "5184000,2 months",
        "63071999,1 years", "63072000,2 years"
    })
    void ages_are_told_as_people_do(long seconds, String text) {
        assertThat(Human.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void a_time_has_its_zone_twice() {
        Instant time = Instant.parse("2026-11-29T21:07:02Z");
        assertThat(Human.time(time, ZoneId.of("UTC"))).isEqualTo("2026-11-29 21:07:02 +0000 UTC");
        assertThat(Human.time(time, ZoneId.of("Europe/Berlin")))
                .isEqualTo("2026-11-29 22:07:02 +0100 CET");
        assertThat(Human.time(time.plusNanos(120_000_000), ZoneId.of("UTC")))
                .isEqualTo("2026-11-29 21:07:02.12 +0000 UTC");
    }

    @Test
    void a_long_text_ends_with_a_sign_for_the_rest() {
        assertThat(Human.ellipsis("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Human.ellipsis("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Human.ellipsis("😀😀😀", 2)).isEqualTo("😀…");
    }
}
