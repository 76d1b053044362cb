package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {
    private static List<String> directives(String text) {
        return Dockerfile.parse(text).directives().stream()
                .map(each -> each.name() + "=" + each.value())
                .toList();
    }

    private static List<String> problems(String text) {
        Dockerfile file = Dockerfile.parse(text);
        return file.problems().stream()
                .map(each -> file.source().position(each.span().start()) + " " + each.message())
                .toList();
    }

    @Test
    void all_three_are_read_in_any_order() {
        assertThat(directives("# check=skip=all\n# escape=`\n# syntax=x:1\nFROM a\n"))
                .containsExactly("check=skip=all", "escape=`", "syntax=x:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#syntax=x\n",
                "# SYNTAX=x\n",
                "#\t Syntax  =\tx  \n",
                "   # syntax = x\n",
                "\ufeff# syntax=x\n",
                "# syntax=x\r\n",
                "# syntax=x\r\r\n",
            })
    void spacing_case_and_line_ends_do_not_matter(String line) {
        assertThat(directives(line + "FROM a\n")).containsExactly("syntax=x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# said\n",
                "\n",
                "#\n",
                "# said = so\n",
                "# escape\n",
                "# 1x=y\n",
                "# =y\n",
                "# escape=\n",
                "# a-b=c\n",
                "FROM b\n",
                "# x.y=z\n",
            })
    void they_end_at_the_first_line_that_is_none(String line) {
        assertThat(directives(line + "# syntax=x\nFROM a\n")).isEmpty();
    }

    @Test
    void one_that_stands_twice_is_refused() {
        assertThat(problems("# syntax=a\n# Syntax=b\nFROM a\n"))
                .containsExactly("2:1 only one syntax directive can be used");
        assertThat(problems("# check=a\n# escape=`\n# check=b\nFROM a\n"))
                .containsExactly("3:1 only one check directive can be used");
    }

    @Test
    void another_escape_character_is_refused() {
        for (String value : List.of("/", "\\\\", "``", "x", "\\ \\")) {
            assertThat(problems("# escape=" + value + "\nFROM a\n"))
                    .as(value)
                    .containsExactly("1:1 the escape character is a backslash or a backtick");
        }
    }

    @Test
    void blanks_are_no_value_of_the_escape_character() {
        assertThat(problems("# escape= \nFROM a\n")).hasSize(1);
    }

    @Test
    void behind_the_line_of_a_script_only_the_syntax_and_checks_are_looked_up() {
        String text = "#!/usr/bin/env x\n# escape=`\n# syntax=y\nFROM a\nRUN a `\nUSER b\n";
        assertThat(directives(text)).containsExactly("syntax=y");
        assertThat(Dockerfile.parse(text).comments().stream().map(Comment::text))
                .containsExactly("!/usr/bin/env x", "escape=`");
        assertThat(Dockerfile.parse(text).instructions()).hasSize(3);
    }

    @Test
    void a_backtick_continues_lines_and_a_backslash_does_not() {
        Dockerfile file =
                Dockerfile.parse(
                        "# escape=`\nFROM a\nCOPY a `\n  b `\n  c:\\\nWORKDIR c:\\x\nRUN d ``\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.instructions()).hasSize(4);
        assertThat(file.instructions().get(1).words().stream().map(Text::value))
                .containsExactly("a", "b", "c:\\");
    }

    @Test
    void the_places_of_directives_are_kept() {
        Dockerfile file = Dockerfile.parse("  # syntax=x  \nFROM a\n");
        assertThat(file.source().text(file.directives().getFirst().span())).isEqualTo("# syntax=x");
    }
}
