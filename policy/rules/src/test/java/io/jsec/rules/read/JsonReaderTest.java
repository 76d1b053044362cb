package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    private static Node read(String text) {
        return JsonReader.read("f.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String text) {
        ReadException e = catchThrowableOfType(ReadException.class, () -> read(text));
        return e.at() + " " + e.getMessage();
    }

    @Test
    void every_value_has_its_place_and_type() {
        Node node = read("{\n\t\"a\": [1, true, null, \"x\"]\n}\n");
        Node.Sequence list = (Node.Sequence) node.find("a").orElseThrow();
        assertThat(list.at().toString()).isEqualTo("f.json:2:7");
        assertThat(list.items().stream().map(item -> ((Node.Scalar) item).type()))
                .containsExactly(
                        Node.Type.NUMBER, Node.Type.BOOLEAN, Node.Type.NULL, Node.Type.TEXT);
        assertThat(list.items().get(3).at().toString()).isEqualTo("f.json:2:23");
        assertThat(list.items().get(3).at().endColumn()).isEqualTo(26);
    }

    @Test
    void keys_have_places() {
        Node.Mapping map = (Node.Mapping) read("{\"a\": 1, \"b\": 2}");
        assertThat(map.entry("b").orElseThrow().key().at().toString()).isEqualTo("f.json:1:10");
    }

    @Test
    void large_numbers_keep_their_digits() {
        assertThat(read("[123456789012345678901234567890]").list().getFirst().string())
                .contains("123456789012345678901234567890");
    }

    @Test
    void what_is_no_json_is_refused_with_its_place() {
        assertThat(refusal("")).isEqualTo("f.json the file is empty");
        assertThat(refusal("{\"a\": 1,}")).startsWith("f.json:1:9 no JSON: ");
        assertThat(refusal("{\"a\": 1, \"a\": 2}")).isEqualTo("f.json:1:10 the key a stands twice");
        assertThat(refusal("{} {}")).startsWith("f.json:1:4 something follows");
        assertThat(refusal("{\n// no\n}")).startsWith("f.json:2:");
        assertThat(refusal("[".repeat(1_000))).contains("no JSON");
        assertThat(refusal("{'a': 1}")).startsWith("f.json:1:2 no JSON");
    }

    @Test
    void a_mistake_has_its_column_in_characters() {
        for (String text :
                new String[] {"{\"\ud83d\ude00\": ]}", "{\"\ud83d\ude00\": [1", "[\ufeff"}) {
            assertThatThrownBy(
                            () -> JsonReader.read("a.json", text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            ReadException.class,
                            refused ->
                                    assertThat(refused.at().startColumn())
                                            .isLessThanOrEqualTo(
                                                    text.codePointCount(0, text.length()) + 1));
        }
    }
}
