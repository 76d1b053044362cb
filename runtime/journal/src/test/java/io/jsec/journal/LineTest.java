package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.007Z");
    private static final String HASH = "0123456789abcdef".repeat(4);

    private static String whole(String members) {
        return Chain.line(
                "{\"seq\":1,\"time\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"x\"" + members, HASH);
    }

    @Test
    void what_was_written_is_read_back() {
        Body body =
                new Body(7, TIME, "test")
                        .text("who", "cert:alice")
                        .number("count", 0)
                        .texts("objects", List.of("a/b", "c/d"))
                        .texts("none", List.of());
        Line line = Line.parse(Chain.line(body.toString(), HASH)).orElseThrow();

        assertThat(line.seq()).isEqualTo(7);
        assertThat(line.time()).isEqualTo(TIME);
        assertThat(line.kind()).isEqualTo("test");
        assertThat(line.text("who")).contains("cert:alice");
        assertThat(line.number("count")).hasValue(0);
        assertThat(line.texts("objects")).containsExactly("a/b", "c/d");
        assertThat(line.texts("none")).isEmpty();
        assertThat(line.hash()).isEqualTo(HASH);
        assertThat(line.body()).isEqualTo(body.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"a\": 1",
                ",\"a\":01",
                ",\"a\":-1",
                ",\"a\":1.0",
                ",\"a\":1e3",
                ",\"a\":true",
                ",\"a\":null",
                ",\"a\":{}",
                ",\"a\":[1]",
                ",\"a\":[\"b\",]",
                ",\"a\":\"\\n\"",
                ",\"a\":\"\u00e9\"",
                ",\"a\":\"\t\"",
                ",\"a\"",
                ",a:1",
                ",",
                ",\"a\":1,\"a\":1",
                ",\"a\":1234567890123456789",
                " ,\"a\":1",
                ",\"a\":\"b",
                ",\"a\":[\"b\"",
            })
    void another_form_of_json_is_no_line(String members) {
        assertThat(Line.parse(whole(members))).isEmpty();
        assertThat(Line.parse(whole(""))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "x",
                "{\"seq\":1}",
                "{\"time\":\"2026-01-01T00:00:00.000Z\",\"seq\":1,\"kind\":\"x\"",
                "{\"seq\":1,\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"x\"",
                "{\"seq\":1,\"time\":\"today\",\"kind\":\"x\"",
                "{\"seq\":\"1\",\"time\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"x\"",
            })
    void a_line_begins_with_number_time_and_kind(String body) {
        assertThat(Line.parse(Chain.line(body, HASH))).isEmpty();
    }

    @Test
    void a_hash_ends_the_line_and_is_lower_case() {
        String body = "{\"seq\":1,\"time\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"x\"";
        assertThat(Line.parse(Chain.line(body, HASH.toUpperCase(java.util.Locale.ROOT)))).isEmpty();
        assertThat(Line.parse(Chain.line(body, HASH) + " ")).isEmpty();
        assertThat(Line.parse(body + "}")).isEmpty();
    }

    @Test
    void text_that_would_need_an_escape_cannot_be_written() {
        for (String text : List.of("a\"b", "a\\b", "a\nb", "\u00e9", "\u007f", "\0")) {
            assertThatThrownBy(() -> new Body(1, TIME, "x").text("a", text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void no_bytes_make_the_reader_fail_in_another_way() {
        SplittableRandom random = new SplittableRandom(41);
        String good = whole(",\"a\":[\"b\"],\"c\":12");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int k = 0; k <= random.nextInt(4); k++) {
                int place = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(place, (char) random.nextInt(256));
                } else {
                    text.delete(place, Math.min(text.length(), place + random.nextInt(9)));
                }
            }
            Line.parse(text.toString())
                    .ifPresent(line -> assertThat(line.text()).isEqualTo(text.toString()));
        }
    }

    @Test
    void a_head_is_read_as_it_is_printed() {
        Head head = new Head(12, HASH);

        assertThat(Head.parse(head.toString())).contains(head);
        for (String text :
                List.of(
                        "",
                        ":",
                        "12",
                        "12:",
                        ":" + HASH,
                        "-1:" + HASH,
                        "012:" + HASH,
                        "12:" + HASH + "0",
                        "1x:" + HASH,
                        "9999999999999999999:" + HASH)) {
            assertThat(Head.parse(text)).as(text).isEmpty();
        }
    }
}
