package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                            "a*b*c"));

    private static Expanded expand(String word) {
        return Expansion.expand(word, '\\', VARIABLES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "$a!one",
                "x$a.y!xone.y",
                "${a}b!oneb",
                "$u!^^",
                "${u:-d}!d",
                "${e:-d}!d",
                "${e-d}!^^",
                "${u-d}!d",
                "${a:+d}!d",
                "${e:+d}!^^",
                "${e+d}!d",
                "${u+d}!^^",
                "${u:-${a}}!one",
                "${u:-${x:-deep}}!deep",
                "${p#*/}!usr/local/lib.tar.gz",
                "${p##*/}!lib.tar.gz",
                "${p%.*}!/usr/local/lib.tar",
                "${p%%.*}!/usr/local/lib",
                "${n/X/-}!a-bXc",
                "${n//X/-}!a-b-c",
                "${n//X}!abc",
                "${p/l?b/q}!/usr/local/q.tar.gz",
                "'$a'!$a",
                "\"$a\"!one",
                "\\$a!$a",
                "\"\\$a\"!$a",
                "\"\\x\"!\\x",
                "\\x!x",
                "a$!a$",
                "$1x!x",
                "$10x!x",
                "$a\\!one",
                "${u:-{b}}!{b}",
                "${a:-{b}}!one}",
                "${u:-\"}\"}!}",
                "${n#a*c}!^^",
                "${n##*X}!c",
                "${n%X*}!aXb",
                "${n%%X*}!a",
                "${n%?}!aXbX",
                "${n/*/-}!-",
                "${n//?/-}!-----",
                "${s#*\\*}!b*c",
                "${s//\\*/+}!a+b+c",
                "${s//\\?/+}!a*b*c",
                "${p//\\//:}!:usr:local:lib.tar.gz",
                "${a:?gone}!one",
            })
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
        for (String word : new String[] {"${a", "${}", "${a:}", "${a!b}", "${a:#b}", "${a:-${b}"}) {
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
            Expanded word = Expansion.expand("${x" + kind + stars + "}", '\\', manyAs);
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
}
