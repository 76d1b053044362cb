package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The property of {@link DockerfileFuzz} over seeded texts. */
class DockerfileFuzzTest {
    private static final int INPUTS = 20_000;
    private static final String[] PARTS = {
        "FROM ",
        "from a AS b\n",
        "RUN ",
        "COPY ",
        "--from=",
        "ONBUILD ",
        "ENV ",
        "ARG x",
        "=",
        "$x",
        "${x:-",
        "}",
        "\\\n",
        "`\n",
        "\n",
        "\r\n",
        "# escape=`\n",
        "#",
        " ",
        "\t",
        "[\"a\", ",
        "]",
        "\"",
        "'",
        "<<EOF",
        "<<-\"E\"",
        "\nEOF\n",
        "\nE\n",
        "HEALTHCHECK ",
        "NONE",
        "CMD ",
        "&&",
        "|",
        ";",
        "$(",
        ")",
        "case x in",
        "esac",
        "\ufeff",
        "\ud83d\ude00",
        "\0",
        "é",
        "USER 0\n",
        "SHELL ",
    };

    @Test
    void nothing_is_thrown_lost_or_misplaced() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = input(new Random(seed));
            assertThatCode(() -> DockerfileFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nothing_is_thrown_lost_or_misplaced_in_damaged_samples() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data =
                    Damage.of(
                            DockerfileFuzz.samples(),
                            String.join(" ", PARTS).replace("\n ", "\n"),
                            new Random(seed));
            assertThatCode(() -> DockerfileFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] input(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM a\n" : "");
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        return bytes;
    }
}
