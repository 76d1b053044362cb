package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void the_dashed_version_prints_one_line() {
        assertThat(screen.run("--version")).isZero();
        assertThat(screen.out()).matches("jsec 0\\.1\\.0 \\(Java \\d+\\)\n");
    }

    @Test
    void version_prints_what_there_is_without_an_engine() {
        screen.with("XDG_RUNTIME_DIR", "/nonexistent");
        assertThat(screen.run("version")).as(screen.err()).isZero();
        assertThat(screen.out())
                .startsWith("Client: jsec\n Version:           0.1.0\n API version:       1.50\n")
                .doesNotContain("Server:");
    }

    @Test
    void an_engine_that_is_named_must_be_there() {
        assertThat(screen.run("-H", "unix:///nonexistent/x.sock", "version")).isEqualTo(1);
        assertThat(screen.err())
                .isEqualTo(
                        "Cannot connect to the Docker daemon at unix:///nonexistent/x.sock."
                                + " Is the docker daemon running?\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-H tcp://h:1 ps|125|-H tcp://h:1 refused: without certificates an engine",
                "-H unix:///x explain|1|JSEC-C-001 jsec explain refused: it has no engine",
                "-H|125|JSEC-C-001 -H refused: a value is missing",
                "--context x ps|125|JSEC-C-003 --context refused: engines are not kept under names",
                "-c x ps|125|JSEC-C-003 --context refused",
                "-H tcp://h:1 --tls ps|125|JSEC-C-003 --tls refused",
                "--frob ps|125|JSEC-C-001 jsec --frob refused: there is no such option",
                "login|125|JSEC-C-003 jsec login refused",
                "swarm init|125|JSEC-C-003 jsec swarm refused",
                "image build .|125|JSEC-C-003 jsec image build refused",
                "container fly|1|JSEC-C-001 jsec container fly refused: there is no such verb",
            })
    void what_is_not_carried_is_refused_by_name(String line, int exit, String message) {
        assertThat(screen.run(line.split(" ", -1))).as(screen.err()).isEqualTo(exit);
        assertThat(screen.err()).startsWith(message);
    }

    @Test
    void a_group_alone_prints_its_verbs() {
        assertThat(screen.run("volume")).isZero();
        assertThat(screen.out()).contains("volume COMMAND", "  prune ", "  create ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_completion_knows_verbs_options_and_names(String shell) {
        assertThat(screen.run("completion", shell)).isZero();
        assertThat(screen.out())
                .contains("no-trunc", "policy check", "container ls -a --format '{{.Names}}'");
    }

    @Test
    void a_shell_without_a_script_is_refused() {
        assertThat(screen.run("completion", "csh")).isEqualTo(3);
        assertThat(screen.err()).contains("jsec completion csh refused");
    }

    @Test
    void the_dashed_forms_work_too() {
        assertThat(screen.run("--version")).isZero();
        assertThat(new Screen().run("--help")).isZero();
    }

    @Test
    void help_lists_every_verb_but_the_hidden_ones() {
        assertThat(screen.run("help")).isZero();
        assertThat(screen.out())
                .contains("demo", " run ", "explain", "doctor", " rm ", "setup", "volume");
        assertThat(screen.out()).doesNotContain("launch-failure", "man-pages");
    }

    @Test
    void help_of_a_verb_prints_its_options() {
        assertThat(screen.run("help", "run")).isZero();
        assertThat(screen.out()).contains("--rootfs DIR", "--security-opt");
    }

    @Test
    void an_unknown_option_of_our_own_verb_is_a_usage_error_of_code_3() {
        assertThat(screen.run("doctor", "--loud")).isEqualTo(3);
        assertThat(screen.err())
                .startsWith("JSEC-C-001 jsec doctor --loud refused: there is no such option");
    }

    @Test
    void a_word_too_many_is_named() {
        assertThat(screen.run("doctor", "now")).isEqualTo(3);
        assertThat(screen.err()).contains("jsec doctor now refused: it is one word too many");
    }
}
