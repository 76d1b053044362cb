package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The property of {@link ParsedFuzz} over damaged certificates. */
class ParsedFuzzTest {
    private static final int INPUTS = 5_000;

    @Test
    void any_bytes_are_taken_apart_or_refused() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data =
                    Damage.of(ParsedFuzz.samples(), "0 \u0080 \0 \u0003\u0001", new Random(seed));
            assertThatCode(() -> ParsedFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, HexFormat.of().formatHex(data))
                    .doesNotThrowAnyException();
        }
    }
}
