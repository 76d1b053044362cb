package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The properties of {@link ExpansionFuzz} and {@link IgnoreFileFuzz} over damaged samples. */
class WordsFuzzTest {
    private static final int INPUTS = 20_000;
    private static final String OF_WORDS =
            "$ ${ } : - + ? # % / \\ ` ' \" a b u * << <<- 1 {} // :- \u00e9 \t";
    private static final String OF_PATTERNS = "* ** / ! # ? [ ] ^ - \\ .. . a b \n \r\n \t \u00e9";

    @Test
    void any_word_is_expanded_or_refused() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = Damage.of(ExpansionFuzz.samples(), OF_WORDS, new Random(seed));
            assertThatCode(() -> ExpansionFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void any_pattern_is_read_or_told() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = Damage.of(IgnoreFileFuzz.samples(), OF_PATTERNS, new Random(seed));
            assertThatCode(() -> IgnoreFileFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }
}
