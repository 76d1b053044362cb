package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerbsTest {
    private final Screen screen = new Screen();

    @Test
    void no_word_at_all_prints_the_list_and_is_a_usage_error() {
        assertThat(screen.run()).isEqualTo(3);
        assertThat(screen.err()).contains("Usage: jsec VERB");
    }

    @Test
    void an_unknown_verb_is_refused_by_name() {
        assertThat(screen.run("fly")).isEqualTo(3);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-001 jsec fly refused: there is no such verb. Instead: jsec help\n");
    }

    @Test
    void version_prints_one_line() {
        assertThat(screen.run("version")).isZero();
        assertThat(screen.out()).matches("jsec 0\\.1\\.0 \\(Java \\d+\\)\n");
    }

    @Test
    void the_dashed_forms_work_too() {
        assertThat(screen.run("--version")).isZero();
        assertThat(new Screen().run("--help")).isZero();
    }

    @Test
    void help_lists_every_verb_but_the_hidden_ones() {
        assertThat(screen.run("help")).isZero();
        assertThat(screen.out()).contains("demo", "run", "explain", "doctor", "rm", "setup");
        assertThat(screen.out()).doesNotContain("launch-failure", "man-pages");
    }

    @Test
    void help_of_a_verb_prints_its_options() {
        assertThat(screen.run("help", "run")).isZero();
        assertThat(screen.out()).contains("--rootfs=DIR", "--security-opt");
    }

    @Test
    void an_unknown_option_of_our_own_verb_is_a_usage_error_of_code_3() {
        assertThat(screen.run("version", "--loud")).isEqualTo(3);
        assertThat(screen.err())
                .startsWith("JSEC-C-001 jsec version --loud refused: there is no such option");
    }

    @Test
    void a_word_too_many_is_named() {
        assertThat(screen.run("version", "now")).isEqualTo(3);
        assertThat(screen.err()).contains("jsec version now refused: it is one word too many");
    }
}
