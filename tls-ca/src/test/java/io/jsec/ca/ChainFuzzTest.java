package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The property of {@link ChainFuzz} over damaged chains. */
class ChainFuzzTest {
    private static final int INPUTS = 5_000;

    @Test
    void no_damaged_certificate_is_let_in() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data =
                    Damage.of(ChainFuzz.samples(), "0 \u0080 \0 \u0003\u0001", new Random(seed));
            assertThatCode(() -> ChainFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, HexFormat.of().formatHex(data))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void every_byte_of_it_counts() {
        byte[] leaf = ChainFuzz.samples().getFirst();
        for (int i = 0; i < leaf.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] data = leaf.clone();
                data[i] ^= (byte) (1 << bit);
                assertThatCode(() -> ChainFuzz.fuzzerTestOneInput(data))
                        .as("byte %s, bit %s", i, bit)
                        .doesNotThrowAnyException();
            }
        }
    }
}
