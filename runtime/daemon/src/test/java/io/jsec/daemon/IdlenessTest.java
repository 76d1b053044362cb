package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.daemon.Idleness.Signs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an engine was needed by nobody for long enough. */
class IdlenessTest {
    private static final Signs NOTHING = new Signs(0, 0, false);

    private static long minutes(long minutes) {
        return Duration.ofMinutes(minutes).toNanos();
    }

    @Test
    void nothing_for_the_whole_time_is_the_end() {
        Idleness idleness = new Idleness(Duration.ofMinutes(30), minutes(7));

        assertThat(idleness.isOver(NOTHING, minutes(8))).isFalse();
        assertThat(idleness.isOver(NOTHING, minutes(37) - 1)).isFalse();
        assertThat(idleness.isOver(NOTHING, minutes(37))).isTrue();
    }

    @Test
    void an_open_connection_or_a_running_container_begins_the_time_anew() {
        Idleness idleness = new Idleness(Duration.ofMinutes(30), 0);

        assertThat(idleness.isOver(new Signs(0, 1, false), minutes(40))).isFalse();
        assertThat(idleness.isOver(NOTHING, minutes(69))).isFalse();
        assertThat(idleness.isOver(new Signs(0, 0, true), minutes(80))).isFalse();
        assertThat(idleness.isOver(NOTHING, minutes(109))).isFalse();
        assertThat(idleness.isOver(NOTHING, minutes(110))).isTrue();
    }

    @Test
    void a_connection_that_came_and_went_between_two_questions_counts() {
        Idleness idleness = new Idleness(Duration.ofMinutes(30), 0);

        assertThat(idleness.isOver(new Signs(5, 0, false), minutes(31))).isFalse();
        assertThat(idleness.isOver(new Signs(5, 0, false), minutes(60))).isFalse();
        assertThat(idleness.isOver(new Signs(5, 0, false), minutes(61))).isTrue();
        assertThat(idleness.isOver(new Signs(6, 0, false), minutes(62))).isFalse();
    }

    @Test
    void it_is_asked_often_enough_and_not_all_the_time() {
        assertThat(new Idleness(Duration.ofSeconds(2), 0).interval())
                .isEqualTo(Duration.ofMillis(100));
        assertThat(new Idleness(Duration.ofMinutes(30), 0).interval())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_limit_of_nothing_is_none() {
        assertThatThrownBy(() -> new Idleness(Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "500ms,PT0.5S", "90s,PT1M30S", "30m,PT30M", "2h,PT2H"})
    void times_are_numbers_with_a_unit(String text, Duration meant) {
        assertThat(Idleness.parse(text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "m", "-1s", "1d", "1 m", "1.5h", "1234567s", "30M", "1m30s"})
    void anything_else_is_no_time(String text) {
        assertThat(Idleness.parse(text)).isEmpty();
    }
}
