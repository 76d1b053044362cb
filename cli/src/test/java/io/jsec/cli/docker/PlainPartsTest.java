package io.jsec.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts that know no engine. */
class PlainPartsTest {
    @Test
    void a_column_is_as_wide_as_its_widest_cell_and_three() {
        assertThat(TextTable.align("A\tB\tC\nlonger than ten\t\tx\n", 10))
                .isEqualTo("A                 B         C\nlonger than ten             x\n");
    }

    @Test
    void a_line_with_fewer_cells_ends_a_column() {
        assertThat(TextTable.align("a\tb\nplain\nlonger text\tc\n", 4))
                .isEqualTo("a   b\nplain\nlonger text   c\n");
    }

    @ParameterizedTest
    @CsvSource({
        "debian,docker.io/library/debian,latest,debian",
        "debian:12,docker.io/library/debian,12,debian",
        "me/app,docker.io/me/app,latest,me/app",
        "localhost/a/b:1,localhost/a/b,1,localhost/a/b",
        "h:5000/a,h:5000/a,latest,h:5000/a",
        "quay.io/a/b:x,quay.io/a/b,x,quay.io/a/b",
    })
    void a_reference_is_completed(String typed, String name, String tag, String familiar) {
        Reference reference = Reference.parse(typed);
        assertThat(reference.name()).isEqualTo(name);
        assertThat(reference.tagOrLatest()).isEqualTo(tag);
        assertThat(reference.familiar()).isEqualTo(familiar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bad", "a:b:c", "a/", "a:", "a@b", "-a", "a b", "a..b"})
    void other_texts_are_no_reference(String typed) {
        assertThatThrownBy(() -> Reference.parse(typed)).isInstanceOf(DockerException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "1700000000,1700000000",
        "1.5,1.5",
        "10m,1795953000.000000000",
        "-1s,1795953601.000000000",
        "2026-11-29T12:00:00Z,1795953600.000000000",
        "2026-11-29T13:00:00.5+01:00,1795953600.500000000",
        "2026-11-29,1795910400.000000000",
        "2026-11-29T12,1795953600.000000000",
        "2026-11-29T12:00,1795953600.000000000"
    })
    void times_are_sent_as_seconds(String typed, String sent) {
        assertThat(Times.parse(typed, Shell.environment())).isEqualTo(sent);
    }

    @Test
    void what_is_no_time_is_refused() {
        assertThatThrownBy(() -> Times.parse("yesterday", Shell.environment()))
                .hasMessageContaining("yesterday");
    }

    @Test
    void the_detach_keys_are_held_back_until_they_are_complete_or_not() {
        DetachKeys keys = DetachKeys.parse("");
        assertThat(pass(keys, "ab\u0010")).isEqualTo("ab");
        assertThat(pass(keys, "c")).isEqualTo("\u0010c");
        assertThat(pass(keys, "\u0010\u0010x")).isEqualTo("\u0010\u0010x");
        assertThat(keys.isComplete()).isFalse();
        assertThat(pass(keys, "x\u0010\u0011tail")).isEqualTo("x");
        assertThat(keys.isComplete()).isTrue();
    }

    @Test
    void detach_keys_are_letters_and_controls() {
        assertThat(pass(DetachKeys.parse("a"), "xay")).isEqualTo("x");
        assertThat(pass(DetachKeys.parse("ctrl-@,z"), "\0z")).isEmpty();
        for (String bad : List.of("foo", "ctrl-", "ctrl-1", "a,", "é")) {
            assertThatThrownBy(() -> DetachKeys.parse(bad)).hasMessageContaining(bad);
        }
    }

    private static String pass(DetachKeys keys, String typed) {
        byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        return new String(keys.pass(bytes, bytes.length), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1s,1000000000",
        "1h30m,5400000000000",
        "1.5ms,1500000",
        "2us,2000",
        ".5s,500000000"
    })
    void durations_are_gos(String text, long nanos) {
        assertThat(Values.isDuration(text)).isTrue();
        assertThat(Values.nanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1x", "1s2", "1 s", "--1s"})
    void other_texts_are_no_durations(String text) {
        assertThat(Values.isDuration(text)).isFalse();
    }

    @Test
    void values_between_commas_may_be_quoted() {
        assertThat(Values.csv("a=b,\"c=d,e\",f")).containsExactly("a=b", "c=d,e", "f");
        assertThat(Values.csv("\"a\"\"b\"")).containsExactly("a\"b");
        assertThatThrownBy(() -> Values.csv("\"a")).hasMessageContaining("not closed");
    }

    @Test
    void numbers_within_names_count_as_numbers() {
        List<String> names = new java.util.ArrayList<>(List.of("a10", "a2", "a", "b1", "a2b"));
        names.sort(NaturalOrder.INSTANCE);
        assertThat(names).containsExactly("a", "a2", "a2b", "a10", "b1");
    }

    @Test
    void json_of_an_engine_keeps_its_texts_and_numbers() {
        assertThat(RawJson.indent("{ \"a\" :[ 1.0,{}],\"b\":\"\\\"}{\"}"))
                .isEqualTo(
                        """
                        {
                            "a": [
                                1.0,
                                {}
                            ],
                            "b": "\\"}{"
                        }\
                        """);
    }

    @Test
    void a_platform_is_an_object_for_the_api() {
        assertThat(Platform.json("linux/arm/v7"))
                .isEqualTo("{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\"}");
        assertThatThrownBy(() -> Platform.json("linux")).isInstanceOf(DockerException.class);
    }
}
