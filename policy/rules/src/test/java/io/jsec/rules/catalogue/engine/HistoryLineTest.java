package io.jsec.rules.catalogue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "/bin/sh -c apt-get update ! RUN ! apt-get update",
                "/bin/bash -o pipefail -c a | b ! RUN ! a | b",
                "/bin/bash -euo pipefail -c a ! RUN ! /bin/bash -euo pipefail -c a",
                "RUN /bin/sh -c apk add curl # buildkit ! RUN ! apk add curl",
                "RUN |1 V=1 /bin/sh -c make # buildkit ! RUN ! make",
                "|2 A=b C=d /bin/sh -c make install ! RUN ! make install",
                "/bin/sh -c #(nop)  USER app ! USER ! app",
                "/bin/sh -c #(nop) ADD file:3a in /  ! ADD ! file:3a in /",
                "/bin/bash -o pipefail -c #(nop)  USER app ! USER ! app",
                "COPY a b # buildkit ! COPY ! a b",
                "bazel build ... ! RUN ! bazel build ...",
                "# debian.sh --arch 'amd64' ! RUN ! # debian.sh --arch 'amd64'",
            })
    void a_step_is_read_in_every_form(String line, String keyword, String text) {
        HistoryLine read = HistoryLine.parse(line);
        assertThat(read.keyword()).isEqualTo(keyword);
        assertThat(read.text()).isEqualTo(text);
    }

    @Test
    void build_arguments_stand_before_the_command() {
        HistoryLine line =
                HistoryLine.parse("|3 A=b c TOKEN=x=y EMPTY= /bin/sh -c echo D=e # buildkit");
        assertThat(line.pairs()).containsExactly("A=b c", "TOKEN=x=y", "EMPTY=");
        assertThat(line.text()).isEqualTo("echo D=e");
    }

    @Test
    void build_arguments_of_a_command_without_a_shell_are_read() {
        assertThat(HistoryLine.parse("|1 A=b make").pairs()).containsExactly("A=b make");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENV A=b c D=e", "/bin/sh -c #(nop)  ENV A=b c D=e"})
    void variables_are_read_without_quotes(String line) {
        assertThat(HistoryLine.parse(line).pairs()).containsExactly("A=b c", "D=e");
    }

    @Test
    void an_argument_without_a_default_is_no_pair() {
        assertThat(HistoryLine.parse("ARG TOKEN").pairs()).isEmpty();
    }

    @Test
    void commands_are_those_of_the_script() {
        assertThat(HistoryLine.parse("/bin/sh -c a b && c").commands())
                .extracting(command -> command.program())
                .containsExactly("a", "c");
        assertThat(HistoryLine.parse("COPY a b # buildkit").commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "|",
                "|1",
                "|1 ",
                "RUN",
                "ENV",
                "#(nop)",
                "/bin/sh -c",
                " # buildkit"
            })
    void odd_lines_are_read(String line) {
        assertThat(HistoryLine.parse(line).pairs()).isEmpty();
        assertThat(HistoryLine.parse(line).commands().size()).isLessThanOrEqualTo(1);
    }
}
