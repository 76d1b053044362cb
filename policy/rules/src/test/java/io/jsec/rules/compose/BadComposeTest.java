package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.ContainerSetting;
import io.jsec.rules.read.ReadException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What is no compose file ends in a sentence with its place, and soon. */
class BadComposeTest {
    private static final String GOOD = "services:\n  web:\n    image: nginx:1.27\n";

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] bytes) {
        ComposeTree tree = new ComposeTree().with("compose.yaml", bytes);
        return assertThatThrownBy(tree::load).isInstanceOf(ReadException.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String at(Throwable thrown) {
        return ((ReadException) thrown).at().toString();
    }

    private static String image(byte[] bytes) {
        return new ComposeTree()
                .with("compose.yaml", bytes)
                .service("web")
                .get(ContainerSetting.IMAGE)
                .orElse("");
    }

    @Test
    void a_binary_is_no_compose_file() {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        refused(bytes).hasMessage("the file is not UTF-8");
    }

    @Test
    void a_nul_byte_is_told_with_its_place() {
        refused(GOOD + "  db: \u0000\n")
                .hasMessage("a NUL byte: this is no text file")
                .satisfies(thrown -> assertThat(at(thrown)).isEqualTo("compose.yaml:4:7"));
    }

    @Test
    void a_control_character_is_told() {
        refused(GOOD + "  db: \u0001\n").hasMessageContaining("no YAML");
    }

    @Test
    void a_byte_order_mark_and_ends_of_lines_of_other_systems_change_nothing() {
        assertThat(image(("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("nginx:1.27");
        String crlf = GOOD.replace("\n", "\r\n");
        assertThat(image(crlf.getBytes(StandardCharsets.UTF_8))).isEqualTo("nginx:1.27");
        ComposeTree tree = new ComposeTree().with("compose.yaml", crlf + "    privilegd: true\r\n");
        assertThat(tree.problems().getFirst()).startsWith("compose.yaml:4:5 ");
    }

    @Test
    void other_encodings_are_told() {
        for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"}) {
            refused(GOOD.getBytes(Charset.forName(charset)));
        }
        refused("services: {w: {image: \u00e9}}".getBytes(StandardCharsets.ISO_8859_1))
                .hasMessage("the file is not UTF-8");
    }

    @Test
    void a_file_of_100_megabytes_is_refused_by_its_size() {
        refused(new byte[100 * 1024 * 1024]).hasMessageContaining("104857600 bytes, more than");
    }

    @Test
    void deep_nesting_is_refused() {
        refused("a: " + "[".repeat(200) + "]".repeat(200)).hasMessageContaining("nested");
        refused("a: " + "{b: ".repeat(50_000) + "1" + "}".repeat(50_000));
    }

    @Test
    void aliases_of_aliases_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        refused(bomb.toString()).hasMessageContaining("more than");
        StringBuilder merges = new StringBuilder("m0: &m0 {k0: 1}\n");
        for (int i = 1; i < 40; i++) {
            merges.append(
                    "m%d: &m%d {<<: [*m%d, *m%d], k%d: {a: *m%d}}\n"
                            .formatted(i, i, i - 1, i - 1, i, i - 1));
        }
        refused(merges.toString()).hasMessageContaining("more than");
    }

    @Test
    void an_alias_within_what_it_names_is_refused() {
        refused("a: &a [*a]\n").hasMessage("an alias stands inside what it names");
    }

    @Test
    void a_key_that_stands_twice_is_refused_at_its_place() {
        refused(GOOD + "    image: b\n")
                .hasMessage("the key image stands twice")
                .satisfies(thrown -> assertThat(at(thrown)).isEqualTo("compose.yaml:4:5"));
    }

    @Test
    void several_documents_are_refused() {
        refused(GOOD + "---\n" + GOOD).hasMessageContaining("no YAML");
    }

    @Test
    void an_empty_file_is_refused() {
        refused("# nothing\n").hasMessage("a compose file takes keys and values");
        refused("services: a\n").hasMessage("services takes keys and values");
    }

    @Test
    void merge_keys_take_mappings_one_or_several() {
        String text =
                """
                x-a: &a {image: a, user: a, read_only: true}
                x-b: &b {image: b, init: true}
                services:
                  web: {<<: [*b, *a], user: own}
                """;
        ComposeTree tree = new ComposeTree().with("compose.yaml", text);
        assertThat(tree.service("web").get(ContainerSetting.IMAGE).orElse("")).isEqualTo("b");
        assertThat(tree.service("web").get(ContainerSetting.USER).orElse("")).isEqualTo("own");
        assertThat(tree.service("web").get(ContainerSetting.READ_ONLY).orElse(false)).isTrue();
        assertThat(tree.problems()).isEmpty();
        refused("services: {w: {<<: [1]}}").hasMessage("<< takes mappings only");
    }

    @Test
    void a_problem_within_an_anchor_is_told_once() {
        String text =
                "x-a: &a {image: a, privilegd: true}\nservices: {one: {<<: *a}, two: {<<: *a}}\n";
        assertThat(new ComposeTree().with("compose.yaml", text).problems()).hasSize(1);
    }

    @Test
    void a_file_of_variables_may_hold_anything() {
        byte[] bytes = new byte[10_000];
        new Random(8).nextBytes(bytes);
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: x.env")
                        .with("x.env", bytes)
                        .with(".env", bytes);
        assertThat(tree.problems()).isEmpty();
    }
}
