package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Edit;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEditsTest {
    private static String set(String path, String text, String json, String... keys) {
        return new TextEdits(path, text)
                .apply(List.of(List.of(new Edit.SetKey(path, List.of(keys), json))));
    }

    private static String remove(String path, String text, String... keys) {
        return new TextEdits(path, text)
                .apply(List.of(List.of(new Edit.RemoveKey(path, List.of(keys)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{\"a\": 1}",
                "{\"b\": [2]}|{\"b\": [2], \"a\": 1}",
                "{\"a\": true, \"b\": 2}|{\"a\": 1, \"b\": 2}",
                "{\"a\": \"\ud83d\ude00\", \"b\": 2}|{\"a\": 1, \"b\": 2}",
                "{\"b\": \"\ud83d\ude00\"}|{\"b\": \"\ud83d\ude00\", \"a\": 1}",
            })
    void a_key_of_an_object_is_set(String before, String after) {
        assertThat(set("daemon.json", before, "1", "a")).isEqualTo(after);
    }

    @Test
    void a_new_key_stands_on_a_line_of_its_own_where_the_others_do() {
        assertThat(set("daemon.json", "{\r\n\t\"b\": {\r\n\t}\r\n}\r\n", "1", "a"))
                .isEqualTo("{\r\n\t\"b\": {\r\n\t},\r\n\t\"a\": 1\r\n}\r\n");
    }

    @Test
    void objects_on_the_way_are_made() {
        assertThat(set("daemon.json", "{\"b\": 1}", "2", "x", "y", "z"))
                .isEqualTo("{\"b\": 1, \"x\": {\"y\": {\"z\": 2}}}");
        assertThat(set("daemon.json", "{\"x\": {\"c\": 1}}", "2", "x", "y"))
                .isEqualTo("{\"x\": {\"c\": 1, \"y\": 2}}");
    }

    @Test
    void a_byte_order_mark_stays() {
        assertThat(set("daemon.json", "\ufeff{\"a\": 2}", "1", "a")).isEqualTo("\ufeff{\"a\": 1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1}|{}",
                "{\"a\": 1, \"b\": 2}|{\"b\": 2}",
                "{\"b\": 2, \"a\": 1}|{\"b\": 2}",
                "{\"b\": 2, \"a\": 1, \"c\": 3}|{\"b\": 2, \"c\": 3}",
                "{\"b\": 2}|{\"b\": 2}",
                "{\"a\": {\"x\": 1}, \"b\": 2}|{\"a\": {\"x\": 1}, \"b\": 2}",
            })
    void a_key_of_an_object_is_removed(String before, String after) {
        assertThat(remove("daemon.json", before, "a")).isEqualTo(after);
    }

    @Test
    void comments_and_order_of_yaml_stay() {
        String text =
                """
                # top
                services:
                  web: # it
                    image: x:1 # pinned
                    # why
                    ports:
                      - 80
                  db:
                    image: y:1
                """;
        assertThat(set("compose.yaml", text, "true", "services", "web", "init"))
                .isEqualTo(text.replace("# pinned\n", "# pinned\n    init: true\n"));
    }

    @Test
    void a_service_without_a_plain_line_gets_the_key_before_its_first() {
        String text = "services:\n  web:\n    build:\n      context: .\n";
        assertThat(set("compose.yaml", text, "true", "services", "web", "init"))
                .isEqualTo("services:\n  web:\n    init: true\n    build:\n      context: .\n");
    }

    @Test
    void flow_style_stays_flow_style() {
        assertThat(
                        set(
                                "compose.yaml",
                                "services: {web: {image: x}}\n",
                                "true",
                                "services",
                                "web",
                                "init"))
                .isEqualTo("services: {web: {image: x, \"init\": true}}\n");
    }

    @Test
    void a_value_is_replaced_with_its_quotes() {
        assertThat(set("c.yaml", "a: 'x' # c\nb: 1\n", "true", "a"))
                .isEqualTo("a: true # c\nb: 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-base: &b\n  image: x\nservices:\n  web: *b\n",
                "services:\n  web: &w\n    image: x\n  db: *w\n",
                "x-base: &b\n  image: x\nservices:\n  web:\n    <<: *b\n",
                "services:\n  web: &w {image: x}\n",
                "services:\n  web:\n",
                "services:\n  - web\n",
                "services: [",
            })
    void what_reaches_further_is_left_alone(String text) {
        assertThat(set("compose.yaml", text, "true", "services", "web", "init")).isEqualTo(text);
    }

    @Test
    void a_line_of_yaml_is_removed() {
        assertThat(remove("c.yaml", "version: '3'\nservices: {}\n", "version"))
                .isEqualTo("services: {}\n");
        assertThat(remove("c.yaml", "services: {}\r\nversion: 3 # old", "version"))
                .isEqualTo("services: {}\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: '3'\n",
                "version:\n  a: 1\nb: 2\n",
                "version: |\n  3\nservices: {}\n",
                "? version\n: 3\nservices: {}\n"
            })
    void what_is_more_than_a_line_is_not_removed(String text) {
        assertThat(remove("c.yaml", text, "version")).isEqualTo(text);
    }

    @Test
    void an_edit_that_cannot_be_made_keeps_the_others_of_its_finding_back() {
        List<Edit> both =
                List.of(
                        new Edit.SetKey("daemon.json", List.of("a"), "1"),
                        new Edit.RemoveKey("daemon.json", List.of("nothing")));
        assertThat(new TextEdits("daemon.json", "{\"a\": 2}").apply(List.of(both)))
                .isEqualTo("{\"a\": 2}");
    }

    @Test
    void of_two_edits_at_one_place_the_later_one_waits() {
        List<List<Edit>> two =
                List.of(
                        List.of(new Edit.SetKey("daemon.json", List.of("a"), "1")),
                        List.of(new Edit.SetKey("daemon.json", List.of("b"), "2")));
        assertThat(new TextEdits("daemon.json", "{\"c\": 3}").apply(two))
                .isEqualTo("{\"c\": 3, \"a\": 1}");
    }

    /** Whatever a document looks like, only the key changes for who reads it. */
    @Test
    void documents_of_any_layout_keep_everything_else() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            boolean json = random.nextBoolean();
            String path = json ? "x.json" : "x.yaml";
            StringBuilder text = new StringBuilder();
            layout(random, json, text);
            String after = set(path, text.toString(), "\"new\"", "k1", "k2");
            Node before = read(json, text.toString());
            Node read = read(json, after);
            if (after.contentEquals(text)) {
                continue;
            }
            assertThat(read.find("k1", "k2").flatMap(Node::string)).as(after).contains("new");
            List<String> kept = new ArrayList<>(flat("", before));
            kept.removeIf(each -> each.startsWith("/k1/k2=") || each.startsWith("/k1/k2/"));
            assertThat(flat("", read)).as(after).containsAll(kept);
        }
    }

    private static Node read(boolean json, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return json ? JsonReader.read("x", bytes) : YamlReader.read("x", bytes);
    }

    private static List<String> flat(String way, Node node) {
        List<String> all = new ArrayList<>();
        node.string().ifPresent(text -> all.add(way + "=" + text));
        for (Node.Entry each : node.pairs()) {
            all.addAll(flat(way + "/" + each.name(), each.value()));
        }
        return all;
    }

    private static void layout(Random random, boolean json, StringBuilder text) {
        boolean lines = random.nextBoolean();
        if (json) {
            String gap = lines ? "\n  " : " ";
            text.append('{').append(lines ? gap : "");
            for (int i = 0; i < 3; i++) {
                String value =
                        switch (random.nextInt(4)) {
                            case 0 -> "{\"k2\": " + random.nextInt(9) + ", \"z\": [1]}";
                            case 1 -> "{" + (lines ? "\n    \"y\": true\n  " : "") + "}";
                            case 2 -> "\"t\u00e4xt\"";
                            default -> "-1.5";
                        };
                text.append("\"k").append(i).append("\": ").append(value);
                text.append(i < 2 ? "," + gap : "");
            }
            text.append(lines ? "\n}\n" : "}");
        } else {
            for (int i = 0; i < 3; i++) {
                text.append(random.nextInt(3) == 0 ? "# note: {\n" : "");
                text.append('k').append(i).append(':');
                text.append(
                        switch (random.nextInt(5)) {
                            case 0 -> "\n  a: 1 # c\n  k2: 'old'\n  l:\n    - 1\n";
                            case 1 -> " {a: b, k3: [1, 2]}\n";
                            case 2 -> "\n  b:\n    c: 1\n";
                            case 3 -> " plain\n";
                            default -> "\n  m: |\n    text\n  n: \"x\"\n";
                        });
            }
        }
    }
}
