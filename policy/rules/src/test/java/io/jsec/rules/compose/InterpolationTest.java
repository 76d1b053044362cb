package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.ReadException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> VARIABLES =
            Map.of("A", "1", "EMPTY", "", "REF", "$A", "_b2", "x");

    private final Problems problems = new Problems();

    private String text(String text) {
        return new Interpolation(VARIABLES, problems).text(text, SourceLocation.whole("f"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A|1",
                "${A}|1",
                "x$A.y|x1.y",
                "$A$A|11",
                "$_b2-|x-",
                "$$A|$A",
                "$$$A|$1",
                "$$$$|$$",
                "${A:-d}|1",
                "${NONE:-d}|d",
                "${NONE-d}|d",
                "${EMPTY:-d}|d",
                "a${EMPTY-d}|a",
                "${A:+set}|set",
                "a${NONE:+set}|a",
                "a${EMPTY:+set}|a",
                "${EMPTY+set}|set",
                "${A:?no}|1",
                "${A?no}|1",
                "a${EMPTY?no}|a",
                "${NONE:-${A}}|1",
                "${NONE:-${OTHER:-${A}z}}|1z",
                "${NONE:-a${A}b${A}}|a1b1",
                "${NONE:-}x|x",
                "${NONE:--}|-",
                "${NONE:-$$}|$",
                "$REF|$A",
                "$|$",
                "a$|a$",
                "$1|$1",
                "$.|$.",
                "}|}",
                "${NONE}|${NONE}",
                "$NONE|${NONE}",
            })
    void variables_are_replaced(String written, String result) {
        assertThat(text(written)).isEqualTo(result);
        assertThat(problems.found()).isEmpty();
        assertThat(problems.needs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${|a variable is not closed: ${",
                "x${A|a variable is not closed: ${A",
                "${A:-${B}|a variable is not closed: ${A:-${B}",
                "${}|no variable can be written ${}",
                "${1A}|no variable can be written ${1A}",
                "${A!}|no variable can be written ${A!}",
                "${A:}|no variable can be written ${A:}",
                "${A:=x}|no variable can be written ${A:=x}",
                "${A B}|no variable can be written ${A B}",
                "${NONE:-${-}}|no variable can be written ${-}",
            })
    void what_is_no_variable_is_told(String written, String problem) {
        text(written);
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().getFirst().message()).isEqualTo(problem);
    }

    @Test
    void a_problem_stands_where_the_value_does() {
        assertThat(ComposeTree.web("image: a\nlabels:\n  - ok\n  - b${").problems())
                .containsExactly("compose.yaml:6:9 a variable is not closed: ${");
    }

    @Test
    void a_variable_that_is_demanded_and_has_no_value_is_a_need_with_its_reason() {
        ComposeTree tree = ComposeTree.web("image: a:${TAG:?say which}\nuser: ${U?}");
        assertThat(tree.needs())
                .containsExactly(
                        "compose.yaml:3:12 the variable TAG has no value in the tree: say which",
                        "compose.yaml:4:11 the variable U has no value in the tree");
        assertThat(tree.problems()).isEmpty();
        assertThat(tree.service("web").get(ContainerSetting.IMAGE))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void the_reason_may_hold_variables_itself() {
        assertThat(ComposeTree.web("image: a:${TAG:?see ${DOC:-the wiki}}").needs())
                .containsExactly(
                        "compose.yaml:3:12 the variable TAG has no value in the tree: see the"
                                + " wiki");
    }

    @Test
    void an_empty_value_is_none_where_a_colon_stands() {
        ComposeTree tree = ComposeTree.web("image: a${E:?x}\nuser: u${E?x}").with(".env", "E=\n");
        assertThat(tree.needs())
                .containsExactly("compose.yaml:3:12 the variable E has no value in the tree: x");
    }

    @Test
    void what_is_given_is_no_need() {
        ComposeTree tree = ComposeTree.web("image: a:${TAG:?x}").with(".env", "TAG=1\n");
        assertThat(tree.needs()).isEmpty();
        assertThat(tree.service("web").get(ContainerSetting.IMAGE).orElse("")).isEqualTo("a:1");
    }

    @Test
    void keys_are_no_place_for_variables() {
        assertThat(
                        ComposeTree.web("image: a\nlabels: {$X: $$y}")
                                .service("web")
                                .get(ContainerSetting.LABELS)
                                .orElse(List.of()))
                .singleElement()
                .satisfies(label -> assertThat(label.value()).isEqualTo("$X=$y"));
    }

    @Test
    void nested_defaults_end_somewhere() {
        String deep = "${X:-".repeat(100) + "}".repeat(100);
        text(deep);
        assertThat(problems.found()).hasSize(1);
    }

    @Test
    void variables_fill_no_memory() {
        String big = "x".repeat(1 << 20);
        Interpolation interpolation = new Interpolation(Map.of("BIG", big), problems);
        String many = "$BIG".repeat(20);
        assertThatThrownBy(() -> interpolation.text(many, SourceLocation.whole("f")))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("variables make more than 16777216 characters");
    }
}
