package io.jsec.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of json-file, byte for byte as Go's encoder for Docker writes them. */
class JsonFileCodecTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.080900000Z");

    private final JsonFileCodec codec = new JsonFileCodec();

    private String encoded(byte[] text) {
        return new String(
                codec.encode(new LogLine(TIME, StreamFrame.Kind.STDOUT, text)), ISO_8859_1);
    }

    /** What stands between the quotes. */
    private String escaped(byte[] text) {
        String line = encoded(text);
        String head = "{\"log\":\"";
        String tail = "\",\"stream\":\"stdout\",\"time\":\"2026-03-04T05:06:07.0809Z\"}\n";
        assertThat(line).startsWith(head).endsWith(tail);
        return line.substring(head.length(), line.length() - tail.length());
    }

    @Test
    void a_line_is_one_object_with_its_fields_in_dockers_order() {
        assertThat(encoded("hello\n".getBytes(UTF_8)))
                .isEqualTo(
                        "{\"log\":\"hello\\n\",\"stream\":\"stdout\","
                                + "\"time\":\"2026-03-04T05:06:07.0809Z\"}\n");
        byte[] error =
                codec.encode(
                        new LogLine(
                                Instant.parse("2026-03-04T05:06:07Z"),
                                StreamFrame.Kind.STDERR,
                                "x".getBytes(UTF_8)));
        assertThat(new String(error, UTF_8))
                .isEqualTo(
                        "{\"log\":\"x\",\"stream\":\"stderr\","
                                + "\"time\":\"2026-03-04T05:06:07Z\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "00, \\u0000",
        "08, \\u0008",
        "09, \\u0009",
        "0a, \\n",
        "0d, \\r",
        "1b, \\u001b",
        "22, '\\\"'",
        "26, \\u0026",
        "3c, \\u003c",
        "3e, \\u003e",
        "5c, \\\\",
        "7f, \u007f",
        "e280a8, \\u2028",
        "e280a9, \\u2029",
    })
    void letters_are_escaped_as_go_does(String hex, String wanted) {
        assertThat(escaped(bytes(hex))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3a9", "e282ac", "e280a7", "ed9fbf", "ee8080", "efbfbd", "f09f9880"})
    void whole_sequences_stay_as_they_are(String hex) {
        assertThat(escaped(bytes(hex)).getBytes(ISO_8859_1)).isEqualTo(bytes(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1",
        "ff, 1",
        "c0af, 2",
        "c1bf, 2",
        "c3, 1",
        "e282, 2",
        "e08080, 3",
        "eda080, 3",
        "f0808080, 4",
        "f4908080, 4",
        "f09f98, 3",
        "f5808080, 4",
    })
    void each_byte_of_what_is_no_sequence_is_a_replacement(String hex, int count) {
        assertThat(escaped(bytes(hex))).isEqualTo("\\ufffd".repeat(count));
    }

    @Test
    void a_broken_sequence_hides_nothing_after_it() {
        assertThat(escaped(bytes("e28241"))).isEqualTo("\\ufffd\\ufffdA");
    }

    @Test
    void text_of_any_letters_comes_back() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String text =
                    random.ints(random.nextInt(200), 0, 0x11_0000)
                            .filter(letter -> letter < 0xd800 || letter > 0xdfff)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .append('\n')
                            .toString();
            byte[] line =
                    codec.encode(new LogLine(TIME, StreamFrame.Kind.STDERR, text.getBytes(UTF_8)));
            LogLine back = codec.decode(new ByteArrayInputStream(line)).orElseThrow();
            assertThat(new String(back.text(), UTF_8)).as("seed %s", seed).isEqualTo(text);
            assertThat(back.kind()).isEqualTo(StreamFrame.Kind.STDERR);
            assertThat(back.time()).isEqualTo(TIME);
        }
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }
}
