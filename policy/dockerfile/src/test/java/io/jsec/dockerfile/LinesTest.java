package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines become instructions, and instructions are printed again. */
class LinesTest {
    private static Dockerfile parse(String text) {
        Dockerfile file = Dockerfile.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(file.print()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static String script(String text) {
        Dockerfile file = parse("FROM a\n" + text);
        assertThat(file.instructions()).as(text).hasSize(2);
        return ((Body.Shell) file.instructions().getLast().body()).script().value();
    }

    private static List<String> problems(String text) {
        return parse(text).problems().stream().map(Problem::message).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN a \\\nb",
                "RUN a \\ \t\nb\n",
                "RUN a \\\n\nb\n",
                "RUN a \\\n   \n\t\nb\n",
                "RUN a \\\n# said \\\nb\n",
                "RUN a \\\n  # said\n\n  # more\nb\n",
                "RUN a \\\r\nb\r\n",
                "RUN a \\\r\r\nb\r\n",
                "RUN a \\\r\n\r\n# said\r\nb\r\n",
                "RUN \\\n a \\\nb\n",
                "\\\nRUN a b\n",
                "  \\\n\nRUN \\\na b\n",
                "  RUN a b\n",
                "\tRUN\ta b\n",
                "\u00a0RUN a b\u3000\n",
                "RUN a b \\\n",
                "RUN a b \\",
                "RUN a b \\\n\n# said",
            })
    void one_instruction_is_read(String text) {
        assertThat(script(text)).isEqualTo("a b");
    }

    @Test
    void blanks_before_a_continued_line_stay() {
        assertThat(script("RUN a\\\n  b\\\n\tc")).isEqualTo("a  b\tc");
    }

    @Test
    void a_line_that_is_an_escape_character_goes_on() {
        assertThat(script("RUN a \\\n\\\n  \\\nb")).isEqualTo("a   b");
    }

    @Test
    void an_escaped_escape_character_ends_the_instruction() {
        assertThat(parse("FROM a\nRUN b \\\\\nUSER c\n").instructions()).hasSize(3);
        assertThat(parse("FROM a\nRUN b \\\\\\\nUSER c\n").instructions()).hasSize(3);
    }

    @Test
    void a_hash_sign_behind_a_word_begins_no_comment() {
        assertThat(script("RUN a # b")).isEqualTo("a # b");
        assertThat(parse("FROM a # b\n").problems()).hasSize(1);
    }

    @Test
    void nothing_but_an_escape_character_is_no_instruction() {
        assertThat(problems("FROM a\n\\\n")).containsExactly("unknown instruction ");
    }

    @Test
    void a_space_that_is_no_gap_does_not_end_a_keyword() {
        assertThat(problems("FROM a\nUSER\u00a0b\n"))
                .containsExactly("unknown instruction USER\u00a0B");
    }

    @Test
    void letters_that_only_look_like_a_keyword_are_none() {
        assertThat(problems("FROM a\nU\u017fER b\n")).hasSize(1);
        assertThat(problems("FROM a\nWOR\u212aDIR /b\n")).isEmpty();
    }

    @Test
    void a_line_is_as_long_as_docker_reads_it() {
        String fits = "RUN " + "x".repeat(Source.LINE_BYTES_MAX - 4);
        assertThat(problems("FROM a\n" + fits + "\nUSER b\n")).isEmpty();
        assertThat(problems("FROM a\n" + fits + "x\nUSER b\n"))
                .containsExactly("the line is longer than 65535 bytes");
        String wide = "RUN " + "\u00e9".repeat(Source.LINE_BYTES_MAX / 2 - 2);
        assertThat(problems("FROM a\n" + wide + "\n")).isEmpty();
        assertThat(problems("FROM a\n" + wide + "\u00e9\n")).hasSize(1);
    }

    @Test
    void places_are_told_through_continuations_and_line_ends() {
        Dockerfile file =
                parse("\ufeffFROM a\r\nLABEL x=1 \\\r\n# \u00e9\r\n  \ud83d\ude00=2 y=3\r\n");
        List<Body.Pair> pairs = file.instructions().getLast().pairs();
        assertThat(pairs.stream().map(pair -> file.source().position(pair.name().span().start())))
                .containsExactly(new Position(2, 7), new Position(4, 3), new Position(4, 7));
        Span all = file.instructions().getLast().span();
        assertThat(file.source().position(all.start())).isEqualTo(new Position(2, 1));
        assertThat(file.source().position(all.end())).isEqualTo(new Position(4, 10));
    }

    @Test
    void an_old_line_end_of_a_mac_is_a_blank() {
        assertThat(problems("FROM a\rUSER b\n"))
                .containsExactly("FROM takes an image, or an image, AS and a name");
    }
}
