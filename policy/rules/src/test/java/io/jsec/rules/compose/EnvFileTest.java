package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvFileTest {
    private static Map<String, String> values(String text) {
        return plain(
                EnvFile.parse(".env", text.getBytes(StandardCharsets.UTF_8), Map.of("P", "p")));
    }

    private static Map<String, String> raw(String text) {
        return plain(EnvFile.raw(".env", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> plain(Map<String, Located<String>> values) {
        Map<String, String> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, value.value()));
        return plain;
    }

    @Test
    void a_line_gives_a_name_its_value() {
        assertThat(values("A=1\nB = two words \nC: yaml\nexport D=4\n_e.f-g=5\n"))
                .isEqualTo(
                        Map.of("A", "1", "B", "two words", "C", "yaml", "D", "4", "_e.f-g", "5"));
    }

    @Test
    void comments_count_for_nothing() {
        assertThat(values("# A=1\n  # B=2\nC=3 # c\nD=a#b\nE=#e\nF='x' # f\n"))
                .isEqualTo(Map.of("C", "3", "D", "a#b", "E", "", "F", "x"));
    }

    @Test
    void quotes_keep_spaces_and_signs() {
        assertThat(values("A=' a # b '\nB=\" $$c \"\nC='\\n'\n"))
                .isEqualTo(Map.of("A", " a # b ", "B", " $c ", "C", "\\n"));
        assertThat(values("A=\"say \\\"hi\\\"\"\nB=\"a\\nb\\tc\\q\"\n"))
                .isEqualTo(Map.of("A", "say \"hi\"", "B", "a\nb\tc\\q"));
    }

    @Test
    void quotes_go_over_lines() {
        assertThat(values("KEY=\"first\nsecond\"\nA=1\nB='x\ny'\nC=2"))
                .isEqualTo(Map.of("KEY", "first\nsecond", "A", "1", "B", "x\ny", "C", "2"));
    }

    @Test
    void a_quote_that_is_not_closed_is_a_character() {
        assertThat(values("A=\"x\nB=it's\n")).isEqualTo(Map.of("A", "\"x", "B", "it's"));
    }

    @Test
    void variables_stand_for_those_above_and_those_of_the_project() {
        assertThat(values("A=1\nB=${A}2\nC=\"$B$P\"\nD='$A'\nE=${NONE:-d}\nP=own\nF=$P\n"))
                .isEqualTo(
                        Map.of(
                                "A", "1", "B", "12", "C", "12p", "D", "$A", "E", "d", "P", "own",
                                "F", "p"));
    }

    @Test
    void a_name_alone_takes_the_value_of_the_project() {
        assertThat(values("P\nNONE\n")).isEqualTo(Map.of("P", "p"));
    }

    @Test
    void what_is_no_line_of_it_is_left_out() {
        assertThat(values("=1\n1A=2\nA B=3\n???\n\u0000\u0001\nOK=1\n"))
                .isEqualTo(Map.of("OK", "1"));
    }

    @Test
    void the_last_of_a_name_wins() {
        assertThat(values("A=1\nA=2\nB=$A\n")).isEqualTo(Map.of("A", "2", "B", "2"));
    }

    @Test
    void marks_and_ends_of_lines_of_other_systems_are_no_characters() {
        assertThat(values("\ufeffA=1\r\nB='2'\r\n")).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void raw_values_are_taken_as_they_are() {
        assertThat(raw("A='x' # y\nB=\"$C\"\n# c\nD= e \n"))
                .isEqualTo(Map.of("A", "'x' # y", "B", "\"$C\"", "D", " e "));
    }

    @Test
    void every_value_has_the_place_of_its_name() {
        Map<String, Located<String>> values =
                EnvFile.parse(
                        "a/x.env",
                        "A=\"1\n2\"\n\n  export BC=3\n".getBytes(StandardCharsets.UTF_8),
                        Map.of());
        assertThat(values.values())
                .extracting(Located::at)
                .containsExactly(
                        new SourceLocation("a/x.env", 1, 1, 1, 2),
                        new SourceLocation("a/x.env", 4, 10, 4, 12));
    }

    @Test
    void doubling_values_end_somewhere() {
        StringBuilder text = new StringBuilder("A0=xxxxxxxx\n");
        for (int i = 1; i < 60; i++) {
            text.append("A%d=$A%d$A%d\n".formatted(i, i - 1, i - 1));
        }
        ComposeTree tree =
                new ComposeTree()
                        .with(".env", text.toString())
                        .with("compose.yaml", "services: {web: {image: $A59}}");
        assertThatThrownBy(tree::load)
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("variables make more than");
    }
}
