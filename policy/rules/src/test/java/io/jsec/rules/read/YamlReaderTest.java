package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private static Node read(String text) {
        return YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String text) {
        ReadException e = catchThrowableOfType(ReadException.class, () -> read(text));
        return e.at() + " " + e.getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "1, NUMBER",
        "-1.5e3, NUMBER",
        "0x1F, NUMBER",
        "true, BOOLEAN",
        "yes, TEXT",
        "'\"1\"', TEXT",
        "~, NULL",
        "'', NULL",
        "1.2.3, TEXT",
        "22:22, TEXT",
    })
    void scalars_are_what_they_look_like(String text, Node.Type type) {
        Node.Scalar scalar = (Node.Scalar) read("a: " + text).find("a").orElseThrow();
        assertThat(scalar.type()).isEqualTo(type);
    }

    @Test
    void every_value_has_its_place() {
        Node node = read("a:\n  b: [x, 'y']\n");
        Node.Sequence list = (Node.Sequence) node.find("a", "b").orElseThrow();
        assertThat(list.items().get(1).at().toString()).isEqualTo("f.yaml:2:10");
        assertThat(list.items().get(1).at().endColumn()).isEqualTo(13);
    }

    @Test
    void merges_fill_in_what_is_missing() {
        Node node = read("x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  <<: [*x, *y]\n  a: 9\n");
        Node.Mapping z = (Node.Mapping) node.find("z").orElseThrow();
        assertThat(z.entries().stream().map(e -> e.name() + e.value().string().orElseThrow()))
                .containsExactly("a9", "b2", "c4");
        assertThat(z.get("b").orElseThrow().at().startLine()).isEqualTo(1);
    }

    @Test
    void local_tags_are_kept() {
        assertThat(read("a: !reset null\n").find("a").orElseThrow().tag()).isEqualTo("!reset");
    }

    @Test
    void an_empty_file_is_null() {
        assertThat(read("").isNull()).isTrue();
        assertThat(read("# only a comment\n").isNull()).isTrue();
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_are_read() {
        assertThat(read("\ufeffa: 1\r\nb: 2\r\n").find("b")).isPresent();
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_place() {
        assertThat(refusal("a: b: c\n")).startsWith("f.yaml:1:5 no YAML: ");
        assertThat(refusal("a: 1\na: 2\n")).isEqualTo("f.yaml:2:1 the key a stands twice");
        assertThat(refusal("a: [1\n")).startsWith("f.yaml:2:1 no YAML: ");
        assertThat(refusal("a: *x\n")).startsWith("f.yaml:1:4 no YAML: ");
        assertThat(refusal("a: 1\n---\nb: 2\n")).contains("no YAML");
        assertThat(refusal("? [a]\n: 1\n")).contains("a key is no single value");
        assertThat(refusal("a: \0\n")).startsWith("f.yaml:1:4 a NUL byte");
        assertThat(refusal("<<: 1\na: &a {<<: [1]}\n")).contains("<< takes mappings only");
    }

    @Test
    void a_bomb_of_aliases_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i));
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
        }
        assertThat(refusal(bomb.toString())).contains("more than");
    }

    @Test
    void depth_and_size_are_bounded() {
        assertThat(refusal("[".repeat(1_000) + "]".repeat(1_000))).contains("deep");
        byte[] large = new byte[Bytes.BYTES_MAX + 1];
        ReadException e =
                catchThrowableOfType(ReadException.class, () -> YamlReader.read("f", large));
        assertThat(e).hasMessageContaining("more than 33554432");
    }

    @Test
    void an_alias_inside_its_own_anchor_is_refused() {
        assertThat(refusal("a: &a [*a]\n")).contains("an alias stands inside what it names");
    }

    @Test
    void other_encodings_are_refused() {
        ReadException e =
                catchThrowableOfType(
                        ReadException.class,
                        () -> YamlReader.read("f", "a: é".getBytes(StandardCharsets.UTF_16)));
        assertThat(e).hasMessage("the file is not UTF-8");
    }
}
