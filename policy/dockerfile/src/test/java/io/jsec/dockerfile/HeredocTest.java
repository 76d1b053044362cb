package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeredocTest {
    private static Dockerfile parse(String text) {
        Dockerfile file = Dockerfile.parse(text);
        assertThat(file.print()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static List<Heredoc> heredocs(String text) {
        return parse("FROM a\n" + text).instructions().get(1).heredocs();
    }

    /** The one that a word begins, where a line with its name ends it. */
    private static Heredoc begun(String word, String name) {
        List<Heredoc> found = heredocs("RUN " + word + "\nx\n" + name + "\nUSER b\n");
        assertThat(found).as(word).hasSize(1);
        assertThat(found.getFirst().content().value()).isEqualTo("x\n");
        return found.getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "<<END!END!true!false!0",
                "<<-END!END!true!true!0",
                "<<\"END\"!END!false!false!0",
                "<<'END'!END!false!false!0",
                "<<-'END'!END!false!true!0",
                "<<E\"N\"D!END!false!false!0",
                "<<\\END!END!true!false!0",
                "<<it\\'s!it's!true!false!0",
                "<<'i't\\'s!it's!false!false!0",
                "<<\"it's\"!it's!false!false!0",
                "<<'two words'!two words!false!false!0",
                "<<  END!END!true!false!0",
                "<< -END!-END!true!false!0",
                "<<$END!$END!true!false!0",
                "<<${END}!${END}!true!false!0",
                "<<\"$END\"!$END!false!false!0",
                "<<a.txt!a.txt!true!false!0",
                "3<<END!END!true!false!3",
                "10<<-END!END!true!true!10",
                "99999999999999999999<<END!END!true!false!2147483647",
            })
    void every_form_is_read(
            String word, String name, boolean expand, boolean chomp, int descriptor) {
        Heredoc heredoc = begun(word, name);
        assertThat(heredoc.name()).isEqualTo(name);
        assertThat(heredoc.expand()).as("expand").isEqualTo(expand);
        assertThat(heredoc.chomp()).as("chomp").isEqualTo(chomp);
        assertThat(heredoc.descriptor()).isEqualTo(descriptor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN '<<END'",
                "RUN \"<<END\"",
                "RUN a <<<END",
                "RUN a<<END",
                "RUN <<",
                "RUN <<-",
                "RUN <<- END",
                "RUN \\<<END",
                "RUN [\"<<END\"]",
                "RUN <<\"\"",
                "CMD <<END",
                "ENV a=<<END",
                "USER <<END",
                "COPY [\"<<END\", \"/x\", \"/y\"]",
                "HEALTHCHECK CMD <<END",
                "RUN <<END 'not closed",
                "RUN <<END ${x/y}",
                "RUN <<END ${}",
                "RUN <<END ${x!y}",
                "ONBUILD CMD <<END",
                "RUN <<END ${x:",
                "RUN <<END \"${x:-\"",
                "RUN x$<<END",
            })
    void what_begins_none(String line) {
        Dockerfile file = parse("FROM a\n" + line + "\nUSER b\n");
        assertThat(file.instructions()).hasSize(3);
        assertThat(file.instructions().get(1).heredocs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN cat <<END",
                "RUN <<END python3",
                "RUN cat > a <<END && b",
                "RUN --mount=type=cache,target=/c <<END",
                "RUN <<END ${x:-'a b'} ${y#*} ${z/a/b} ${w//\\//} $v \"$u ${t}\" 'q' \"\\\"\"",
                "COPY <<END /x",
                "COPY --chmod=755 <<END /x",
                "ADD <<END /x",
                "ONBUILD RUN <<END",
                "ONBUILD COPY <<END /x",
                "run <<END",
                "RUN \\\n # said\n <<END",
            })
    void what_begins_one(String line) {
        Dockerfile file = parse("FROM a\n" + line + "\nmake\nEND\nUSER b\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.instructions()).hasSize(3);
        Instruction holder = file.instructions().get(1);
        Instruction inner = holder.body() instanceof Body.Trigger(Instruction each) ? each : holder;
        assertThat(inner.heredocs().stream().map(each -> each.content().value()))
                .containsExactly("make\n");
    }

    @Test
    void the_escape_character_of_a_name_is_always_the_backslash() {
        Dockerfile file = parse("# escape=`\nFROM a\nRUN <<it\\'s\nx\nit's\nUSER b\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.instructions()).hasSize(3);
    }

    @Test
    void several_of_one_line_follow_each_other() {
        List<Heredoc> found = heredocs("COPY <<A 3<<-'B' <<A /x/\nB\nA\n\tA\n\t\tB\nlast\nA\n");
        assertThat(found.stream().map(each -> each.content().value()))
                .containsExactly("B\n", "A\n", "last\n");
    }

    @Test
    void tabs_go_where_the_arrows_have_a_dash() {
        assertThat(heredocs("RUN <<-END\n\t\ta\n \tb\n\t\n\tEND\n").getFirst().content().value())
                .isEqualTo("a\n \tb\n\n");
        assertThat(heredocs("RUN <<END\n\ta\n\tEND\nEND\n").getFirst().content().value())
                .isEqualTo("\ta\n\tEND\n");
    }

    @Test
    void comments_continuations_and_directives_in_it_are_text() {
        assertThat(
                        heredocs("RUN <<END\n# a\nb \\\n\n# escape=`\nEND\n")
                                .getFirst()
                                .content()
                                .value())
                .isEqualTo("# a\nb \\\n\n# escape=`\n");
    }

    @Test
    void carriage_returns_stay_in_it_but_not_in_its_end() {
        Heredoc heredoc = heredocs("RUN <<END\r\na\r\n\r\nEND\r\n").getFirst();
        assertThat(heredoc.content().value()).isEqualTo("a\r\n\r\n");
        assertThat(heredoc.name()).isEqualTo("END");
    }

    @Test
    void carriage_returns_do_not_hide_commands_from_the_auditor() {
        Dockerfile file = parse("FROM a\r\nRUN <<END\r\nmake\r\nmake install\r\nEND\r\n");
        assertThat(
                        ShellScript.of(file.instructions().getLast()).stream()
                                .map(command ->
                                        command.words().stream()
                                                .map(ShellCommand.Word::value)
                                                .toList()))
                .contains(List.of("make"), List.of("make", "install"));
    }

    @Test
    void its_end_may_be_the_end_of_the_file() {
        assertThat(parse("FROM a\nRUN <<END\nx\nEND").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x\nEND ", "x\n END", "END2\n", "\tEND\n"})
    void one_without_an_end_is_refused_at_its_begin(String rest) {
        Dockerfile file = parse("FROM a\nRUN cat <<END\n" + rest);
        assertThat(file.problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("the here-document END has no end");
                    assertThat(file.source().position(problem.span().start()))
                            .isEqualTo(new Position(2, 9));
                });
    }

    @Test
    void one_is_no_destination() {
        assertThat(parse("FROM a\nCOPY x <<END\nEND\n").problems().stream().map(Problem::message))
                .containsExactly("COPY takes no here-document as its destination");
    }

    @Test
    void the_places_of_its_characters_are_kept() {
        Dockerfile file = parse("FROM a\nRUN <<-END\n\tone\n\ttwo\nEND\n");
        Heredoc heredoc = file.instructions().getLast().heredocs().getFirst();
        int two = heredoc.content().value().indexOf("two");
        assertThat(file.source().position(heredoc.content().offset(two)))
                .isEqualTo(new Position(4, 2));
        assertThat(file.source().text(heredoc.span())).isEqualTo("\tone\n\ttwo\nEND");
    }

    @Test
    void variables_in_it_are_replaced_and_quotes_stay() {
        Variables variables = Variables.of(Map.of("a", "one", "q", "it's"));
        Expanded lines =
                Expansion.expandHeredoc("\"$a\" '${a}' \\$a \\\\ ${b:-\"x\"} $q", variables);
        assertThat(lines.text()).isEqualTo("\"one\" 'one' $a \\ \"x\" it's");
    }

    @Test
    void a_scope_expands_it_unless_its_name_is_quoted() {
        Dockerfile file = parse("FROM a\nENV v=1\nCOPY <<A <<'B' /x/\n$v\nA\n$v\nB\n");
        Instruction copy = file.instructions().getLast();
        Scope scope = Scopes.of(file).before(copy);
        assertThat(copy.heredocs().stream().map(each -> scope.expand(each).text()))
                .containsExactly("1\n", "$v\n");
    }

    @Test
    void names_may_hold_variables_with_operands_nested_up_to_a_limit() {
        String deep = "${x:-".repeat(101) + "}".repeat(101);
        assertThat(heredocs("RUN <<END " + deep + "\nUSER b\n")).isEmpty();
        String fits = "${x:-".repeat(100) + "}".repeat(100);
        assertThat(heredocs("RUN <<END " + fits + "\nEND\n")).hasSize(1);
    }
}
