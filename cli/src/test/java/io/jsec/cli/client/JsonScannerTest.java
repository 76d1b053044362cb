package io.jsec.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
    private static final ObjectMapper ORACLE = new ObjectMapper();
    private static final int DOCUMENTS = 3_000;
    private static final long SEED = Long.getLong("seed", 20_260_101L);

    private static JsonNode read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(byte[] bytes) throws IOException {
        JsonNode node = new JsonScanner(new ByteArrayInputStream(bytes)).next();
        return node == null ? ORACLE.missingNode() : node;
    }

    private static void assertNoJson(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(JsonScanner.NotJsonException.class)
                .hasMessageContaining(why);
    }

    @Test
    void every_kind_of_value_is_what_jackson_makes_of_it() throws IOException {
        String text =
                """
                {"text": "a\\u00e9\\ud83d\\ude00\\n\\/é😀", "int": -12, "zero": 0, "big":
                123456789012345678901234567890, "least": -9223372036854775808,
                "float": -1.5e3, "small": 1E-7, "yes": true, "no": false, "none": null,
                "empty": {}, "list": [[], [1, 2], {"a": []}]}
                """;
        assertThat(read(text).toString()).isEqualTo(ORACLE.readTree(text).toString());
        assertThat(read(text).path("int").isIntegralNumber()).isTrue();
        assertThat(read(text).path("text").textValue()).isEqualTo("aé😀\n/é😀");
    }

    @Test
    void nothing_but_white_space_is_no_value() throws IOException {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read(" \r\n\t").isMissingNode()).isTrue();
    }

    @Test
    void of_two_equal_keys_the_last_counts() throws IOException {
        assertThat(read("{\"a\":1,\"a\":2}").path("a").intValue()).isEqualTo(2);
    }

    @Test
    void what_is_no_json_is_refused_with_what_was_expected() {
        assertNoJson("{", "a key is expected stands nothing");
        assertNoJson("{\"a\"}", "a colon");
        assertNoJson("{\"a\":1", "a comma or }");
        assertNoJson("[1 2]", "a comma or ]");
        assertNoJson("[1,]", "a value");
        assertNoJson("[01]", "leading zero");
        assertNoJson("[1.]", "a digit");
        assertNoJson("[+1]", "a value");
        assertNoJson("[nul]", "not null");
        assertNoJson("[\"a", "without an end");
        assertNoJson("[\"a\nb\"]", "control character");
        assertNoJson("[\"\\x\"]", "escape");
        assertNoJson("[\"\\u12g4\"]", "four digits");
        assertNoJson("<html>", "a value");
    }

    @Test
    void depth_and_digits_have_limits() throws IOException {
        int most = JsonScanner.DEPTH_MAX;
        assertThat(read("[".repeat(most) + "]".repeat(most)).isArray()).isTrue();
        assertNoJson("[".repeat(100_000), "more than " + most + " levels");
        assertThat(read("1".repeat(JsonScanner.NUMBER_CHARS_MAX)).isBigInteger()).isTrue();
        assertNoJson("1".repeat(JsonScanner.NUMBER_CHARS_MAX + 1), "digits");
    }

    @Test
    void what_is_no_character_is_read_as_the_sign_for_that() throws IOException {
        assertThat(read("\"\\ud83d\"").textValue()).isEqualTo("\ufffd");
        assertThat(read("\"\\ude00\\ud83dx\"").textValue()).isEqualTo("\ufffd\ufffdx");
        assertThat(read("\"\\ud83d\\n\\ud83d\\ud83d\\ude00\"").textValue())
                .isEqualTo("\ufffd\n\ufffd😀");
        assertThat(read(new byte[] {'"', (byte) 0xff, 'a', '"'}).textValue()).isEqualTo("\ufffda");
    }

    @Test
    void halves_of_characters_in_a_row_take_no_more_of_the_stack_than_one() throws IOException {
        int many = 100_000;
        assertThat(read('"' + "\\ud83d".repeat(many) + "\\ude00a\"").textValue())
                .isEqualTo("\ufffd".repeat(many - 1) + "😀a");
    }

    @Test
    void values_come_one_by_one_before_the_stream_ends() throws IOException {
        List<String> asked = new ArrayList<>(List.of("{\"a\":", "1}\r\n{\"b\"", ":2}"));
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new IllegalStateException("single bytes are slow");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        byte[] part = asked.removeFirst().getBytes(StandardCharsets.US_ASCII);
                        System.arraycopy(part, 0, target, offset, part.length);
                        return part.length;
                    }
                };
        JsonScanner scanner = new JsonScanner(slow);
        assertThat(scanner.next()).hasToString("{\"a\":1}");
        assertThat(asked).hasSize(1);
        assertThat(scanner.next()).hasToString("{\"b\":2}");
    }

    @Test
    void random_documents_are_read_as_jackson_reads_them() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = document(random, 0);
            assertThat(read(text).toString())
                    .as("seed %d, document %d", SEED, i)
                    .isEqualTo(ORACLE.readTree(text).toString());
        }
    }

    @Test
    void damaged_documents_are_refused_where_jackson_refuses_them() {
        Random random = new Random(SEED);
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder text = new StringBuilder("[" + whole(document(random, 0)) + "]");
            String letters = "{}[],:\"\\0189.eE+-ntfu \n";
            text.setCharAt(
                    1 + random.nextInt(text.length() - 1),
                    letters.charAt(random.nextInt(letters.length())));
            assertThat(outcome(() -> read(text.toString())))
                    .as("seed %d, document %d: %s", SEED, i, text)
                    .isEqualTo(outcome(() -> oracle(text.toString())));
        }
    }

    /** Without what damage could halve: Jackson keeps half a character, or refuses it. */
    private static String whole(String document) {
        return document.replace("😀", "").replace("\\ud83d\\ude00", "");
    }

    /** Something that may be no JSON. */
    private interface Reading {
        JsonNode node() throws IOException;
    }

    private static String outcome(Reading reading) {
        try {
            return reading.node().toString();
        } catch (JsonScanner.NotJsonException | JsonProcessingException e) {
            return "refused";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first value, as here; what follows it does not matter. */
    private static JsonNode oracle(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = ORACLE.getFactory().createParser(bytes)) {
            return ORACLE.readTree(parser);
        }
    }

    private static String document(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 6 : 8);
        return switch (kind) {
            case 0 -> "" + random.nextLong();
            case 1 ->
                    "" + random.nextInt(100) + "." + random.nextInt(1000) + "e" + random.nextInt(9);
            case 2 -> random.nextBoolean() ? "true" : "false";
            case 3 -> "null";
            case 4, 5 -> text(random);
            case 6 -> {
                List<String> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(document(random, depth + 1));
                }
                yield "[" + String.join(" ,", items) + " ]";
            }
            default -> {
                List<String> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(text(random) + " : " + document(random, depth + 1));
                }
                yield "{ " + String.join(",\n", items) + "}";
            }
        };
    }

    private static String text(Random random) {
        String[] parts = {
            "a", "é", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\ud83d\\ude00"
        };
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.append('"').toString();
    }
}
