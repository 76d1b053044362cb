package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ExpansionTest {
    private static final Variables VARIABLES =
            Variables.of(
                    Map.of(
                            "a",
                            "one",
                            "e",
                            "",
                            "p",
                            "/usr/local/lib.tar.gz",
                            "n",
                            "aXbXc",
                            "s",
                            "a*b*c",
                            "w",
                            "\ud83d\ude00\ud83d\ude00"));

    private static Expanded expand(String word) {
        return Expansion.expand(word, '\\', VARIABLES);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/expansion.csv", delimiter = '!', quoteCharacter = '^')
    void words_expand_as_in_docker(String word, String expected) {
        assertThat(expand(word).text()).isEqualTo(expected);
    }

    @Test
    void what_is_unset_is_told() {
        assertThat(expand("$u${a}${v:-x}").unset()).containsExactly("u");
    }

    @Test
    void what_is_unknown_stays_unknown() {
        Expanded word = Expansion.expand("$x-${x:-d}", '\\', name -> new Variables.Value.Unknown());
        assertThat(word.unknown()).containsExactly("x");
        assertThat(word.known()).isFalse();
    }

    @Test
    void a_required_variable_says_why() {
        assertThat(expand("${u:?set it}").errors()).containsExactly("u: set it");
    }

    @Test
    void malformed_braces_are_errors() {
        for (String word :
                new String[] {
                    "${a",
                    "${}",
                    "${a:}",
                    "${a!b}",
                    "${a:#b}",
                    "${a:%b}",
                    "${a:/b/c}",
                    "${a:-${b}",
                    "${",
                    "${{a}",
                    "${:a}",
                    "${a:",
                    "${a:-",
                    "${a#",
                    "${a/b",
                    "${a/b/",
                    "${a/b}",
                    "${a//b}",
                    "${.a}",
                    "${a;}",
                    "${a#\\x}",
                    "${a%b\\}",
                    "${a/\\n/x}",
                    "${u:?}",
                    "${u?}",
                    "${e:?}",
                    "\"${a:-\"",
                    "${a:+$u${}",
                    "${a:-'x}",
                    "${a-${!b!}}",
                }) {
            assertThat(expand(word).errors()).as(word).isNotEmpty();
        }
    }

    @Test
    void an_open_quote_is_an_error() {
        for (String word : new String[] {"'a", "\"a", "${u:-'}"}) {
            assertThat(expand(word).errors()).as(word).hasSize(1);
        }
    }

    @Test
    void patterns_with_many_stars_end() {
        Variables manyAs = Variables.of(Map.of("x", "a".repeat(4_096)));
        String stars = "*a".repeat(500) + "b";
        for (String kind : new String[] {"#", "##", "%", "%%", "/", "//"}) {
            String with = kind.startsWith("/") ? "/" : "";
            Expanded word = Expansion.expand("${x" + kind + stars + with + "}", '\\', manyAs);
            assertThat(word.text()).as(kind).hasSize(4_096);
        }
    }

    @Test
    void braces_are_nested_up_to_a_limit() {
        String word = "${u:-".repeat(100) + "}".repeat(100);
        assertThat(expand(word).errors()).containsExactly("braces are nested more than 32 deep");
    }

    @Test
    void the_escape_character_may_be_a_backtick() {
        assertThat(Expansion.expand("`$a\\$a", '`', VARIABLES).text()).isEqualTo("$a\\one");
    }

    @Test
    void a_mistake_leaves_the_word_as_it_is() {
        Expanded word = expand("x$a-${b");
        assertThat(word.text()).isEqualTo("x$a-${b");
        assertThat(word.errors()).containsExactly("a ${ is not closed");
        assertThat(word.known()).isFalse();
    }

    @Test
    void a_mistake_is_told_in_an_operand_that_is_not_used_too() {
        assertThat(expand("${a:-${}}").errors()).containsExactly("a ${ names nothing");
        assertThat(expand("${u:+\"}").errors()).containsExactly("a quote is not closed");
    }

    @Test
    void an_operand_that_is_not_used_misses_nothing() {
        assertThat(expand("${a:-$u}${u:+$v}").unset()).isEmpty();
        assertThat(expand("${u:-$v}").unset()).containsExactly("v");
    }

    @Test
    void a_required_variable_has_a_reason_without_a_text() {
        assertThat(expand("${u?}").errors()).containsExactly("u: it has no value");
        assertThat(expand("${e:?}").errors()).containsExactly("e: it is empty");
        assertThat(expand("${u?no $a}").errors()).containsExactly("u: no one");
    }

    @Test
    void patterns_of_what_is_unknown_are_unknown() {
        for (String word : new String[] {"${x#a}", "${x%%b}", "${x/a/b}", "${x+a}", "${x:?a}"}) {
            Expanded expanded = Expansion.expand(word, '\\', name -> new Variables.Value.Unknown());
            assertThat(expanded.unknown()).as(word).containsExactly("x");
            assertThat(expanded.errors()).as(word).isEmpty();
        }
    }

    @Test
    void a_backtick_escapes_but_patterns_know_the_backslash_only() {
        Variables values = Variables.of(Map.of("x", "a*b", "y", "`q"));
        assertThat(Expansion.expand("${x#a\\*}", '`', values).text()).isEqualTo("b");
        assertThat(Expansion.expand("${y#``?}", '`', values).text()).isEqualTo("`q");
        assertThat(Expansion.expand("\"`\"`$`x`\"", '`', values).errors()).hasSize(1);
        assertThat(Expansion.expand("\"`\"`$`x\"", '`', values).text()).isEqualTo("\"$`x");
    }

    @Test
    void a_value_grows_to_a_limit_only() {
        Variables large = Variables.of(Map.of("x", "a".repeat(100_000)));
        assertThat(Expansion.expand("$x", '\\', large).errors()).isEmpty();
        for (String word : new String[] {"$x$x", "\"$x$x\"", "${u:-$x$x}"}) {
            assertThat(Expansion.expand(word, '\\', large).errors())
                    .as(word)
                    .containsExactly("the value is longer than 131072 characters");
        }
    }

    @Test
    void a_pattern_of_which_a_part_is_unknown_may_be_fine() {
        for (String word : new String[] {"${a#$x\\n}", "${a%%$x\\n}", "${a/$x\\n/b}"}) {
            Expanded expanded = Expansion.expand(word, '\\', name -> new Variables.Value.Unknown());
            assertThat(expanded.errors()).as(word).isEmpty();
        }
        Expanded known =
                Expansion.expand("${a/\\n/$x}", '\\', name -> new Variables.Value.Unknown());
        assertThat(known.errors()).hasSize(1);
    }
}
