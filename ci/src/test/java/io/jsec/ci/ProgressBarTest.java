package io.jsec.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_line_says_how_far_the_run_is() {
        ProgressBar bar = ProgressBar.manual(err, 80);
        bar.step("web/Dockerfile", 500, 2_000);
        assertThat(bar.redraw()).isTrue();
        assertThat(printed())
                .isEqualTo(CLEAR + "[#####...............] 500 of 2000 web/Dockerfile");
    }

    @Test
    void the_line_is_drawn_over_itself_and_cleared_in_the_end() {
        try (ProgressBar bar = ProgressBar.manual(err, 80)) {
            bar.step("a", 0, 2);
            bar.redraw();
            bar.step("b", 1, 2);
            bar.redraw();
        }
        assertThat(printed()).doesNotContain("\n").endsWith("1 of 2 b" + CLEAR);
    }

    @Test
    void what_was_never_drawn_is_not_cleared() {
        try (ProgressBar bar = ProgressBar.manual(err, 80)) {
            bar.step("a", 0, 2);
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void nothing_is_drawn_after_the_end() {
        ProgressBar bar = ProgressBar.manual(err, 80);
        bar.step("a", 0, 2);
        bar.close();
        assertThat(bar.redraw()).isFalse();
        assertThat(printed()).isEmpty();
    }

    @Test
    void nothing_is_drawn_before_the_first_step() {
        ProgressBar bar = ProgressBar.manual(err, 80);
        assertThat(bar.redraw()).isTrue();
        assertThat(printed()).isEmpty();
    }

    @Test
    void the_line_never_wraps_and_moves_no_cursor() {
        ProgressBar bar = ProgressBar.manual(err, 40);
        bar.step("a\u001b[2J\n\u202e" + "x".repeat(100), 3, 2);
        bar.redraw();
        String line = printed().substring(CLEAR.length());
        assertThat(line).hasSize(39).startsWith("[####################] 3 of 2 a?[2J??x");
    }

    @Test
    void who_does_not_watch_is_told_nothing() {
        CiEnvironment unwatched =
                new CiEnvironment(
                        Map.of(),
                        Path.of("/"),
                        InputStream.nullInputStream(),
                        err,
                        err,
                        Clock.systemUTC(),
                        true);
        try (ProgressBar bar = ProgressBar.start(unwatched)) {
            bar.step("a", 0, 2);
            assertThat(bar.running()).isFalse();
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void who_watches_has_a_line_that_draws_itself() {
        CiEnvironment watched =
                new CiEnvironment(
                        Map.of(),
                        Path.of("/"),
                        InputStream.nullInputStream(),
                        err,
                        err,
                        Clock.systemUTC(),
                        true,
                        true);
        try (ProgressBar bar = ProgressBar.start(watched)) {
            assertThat(bar.running()).isTrue();
        }
        assertThat(printed()).isEmpty();
    }
}
