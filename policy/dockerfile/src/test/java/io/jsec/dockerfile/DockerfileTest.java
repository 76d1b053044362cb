package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private static final String BAD_LINES =
            """
            FROM a b
            RUM x
            ONBUILD ONBUILD RUN x
            ENV =1
            SHELL sh
            HEALTHCHECK x
            COPY a
            FROM a AS 1x
            LABEL
            LABEL a="b
            """;

    private static Instruction only(String text) {
        Dockerfile file = Dockerfile.parse("FROM a\n" + text);
        assertThat(file.instructions()).hasSize(2);
        return file.instructions().getLast();
    }

    private static List<String> values(List<Text> words) {
        return words.stream().map(Text::value).toList();
    }

    private static List<String> problems(String text) {
        Dockerfile file = Dockerfile.parse(text);
        return file.problems().stream()
                .map(each -> file.source().position(each.span().start()) + " " + each.message())
                .toList();
    }

    @Test
    void keywords_have_any_case() {
        assertThat(only("rUn make").keyword()).isEqualTo(Keyword.RUN);
    }

    @Test
    void continuations_are_joined_and_keep_their_places() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN one \\\n    two\n");
        Body.Shell shell = (Body.Shell) file.instructions().getLast().body();
        assertThat(shell.script().value()).isEqualTo("one     two");
        int two = shell.script().value().indexOf("two");
        Position place = file.source().position(shell.script().offset(two));
        assertThat(place).isEqualTo(new Position(3, 5));
    }

    @Test
    void comments_and_empty_lines_inside_an_instruction_are_skipped() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN one \\\n# said\n\n  # more\n && two\n");
        assertThat(((Body.Shell) file.instructions().getLast().body()).script().value())
                .isEqualTo("one  && two");
        assertThat(file.comments().stream().map(Comment::text)).containsExactly("said", "more");
    }

    @Test
    void blanks_behind_the_escape_character_still_continue_the_line() {
        assertThat(only("RUN a \\ \t\nb").body())
                .isInstanceOfSatisfying(
                        Body.Shell.class,
                        shell -> assertThat(shell.script().value()).isEqualTo("a b"));
    }

    @Test
    void an_escaped_escape_character_continues_nothing() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN echo \\\\\nRUN b\n");
        assertThat(file.instructions()).hasSize(3);
    }

    @Test
    void the_escape_directive_changes_the_character() {
        Dockerfile file = Dockerfile.parse("# escape=`\nFROM a\nRUN dir c:\\\nRUN a `\n b\n");
        assertThat(file.instructions()).hasSize(3);
        assertThat(file.directive("escape")).contains("`");
    }

    @Test
    void a_directive_behind_a_comment_is_a_comment() {
        Dockerfile file = Dockerfile.parse("# hello\n# escape=`\nFROM a\n");
        assertThat(file.directives()).isEmpty();
        assertThat(file.comments()).hasSize(2);
    }

    @Test
    void an_unknown_directive_is_a_comment_and_ends_the_directives() {
        Dockerfile file = Dockerfile.parse("# nothing=1\n# escape=`\nFROM a\n");
        assertThat(file.directives()).isEmpty();
    }

    @Test
    void directives_are_read_in_any_spacing_and_case() {
        Dockerfile file = Dockerfile.parse("#Syntax = docker/dockerfile:1\nFROM a\n");
        assertThat(file.directive("syntax")).contains("docker/dockerfile:1");
    }

    @Test
    void the_exec_form_is_a_json_array() {
        Instruction instruction = only("CMD [ \"a b\", \"\\u0041\\\"\" ]");
        assertThat(instruction.body())
                .isInstanceOfSatisfying(
                        Body.Exec.class,
                        exec -> assertThat(values(exec.words())).containsExactly("a b", "A\""));
    }

    @Test
    void malformed_json_is_the_shell_form() {
        for (String text : List.of("['a']", "[\"a\",]", "[\"a\"] b", "[\"a\" \"b\"]", "[")) {
            assertThat(only("CMD " + text).body()).as(text).isInstanceOf(Body.Shell.class);
        }
    }

    @Test
    void an_empty_json_array_is_the_exec_form() {
        assertThat(only("CMD []").body()).isEqualTo(new Body.Exec(List.of()));
    }

    @Test
    void flags_stand_before_the_arguments() {
        Instruction copy = only("COPY --from=build --chown=\"1:1\" --link a /b --c");
        assertThat(copy.flags().stream().map(Flag::name))
                .containsExactly("--from", "--chown", "--link");
        assertThat(copy.flag("--chown").orElseThrow().text()).isEqualTo("1:1");
        assertThat(values(copy.words())).containsExactly("a", "/b", "--c");
    }

    @Test
    void an_unknown_flag_is_told() {
        assertThat(problems("FROM a\nRUN --form=x make\n"))
                .containsExactly("2:5 unknown flag --form of RUN");
    }

    @Test
    void env_has_two_forms() {
        Instruction legacy = only("ENV NAME some value");
        assertThat(legacy.pairs().getFirst().value().orElseThrow().value()).isEqualTo("some value");
        Instruction modern = only("ENV A=1 B=\"two words\" C=three\\ words");
        assertThat(modern.pairs().stream().map(pair -> pair.value().orElseThrow().value()))
                .containsExactly("1", "\"two words\"", "three\\ words");
    }

    @Test
    void arguments_may_have_no_default() {
        Instruction arg = only("ARG A B=2");
        assertThat(arg.pairs().getFirst().value()).isEmpty();
        assertThat(arg.pairs().getLast().name().value()).isEqualTo("B");
    }

    @Test
    void stages_have_names_in_any_case_and_numbers() {
        Dockerfile file =
                Dockerfile.parse("FROM a AS Build\nRUN x\nFROM b\nCOPY --from=build x y\n");
        assertThat(file.stages()).hasSize(2);
        assertThat(file.stage("BUILD", 1).orElseThrow().index()).isZero();
        assertThat(file.stage("0", 1)).isPresent();
        assertThat(file.stage("build", 0)).isEmpty();
        assertThat(file.last().orElseThrow().base().value()).isEqualTo("b");
    }

    @Test
    void healthcheck_holds_a_command_or_none() {
        assertThat(only("HEALTHCHECK NONE").body())
                .isEqualTo(new Body.Health(java.util.Optional.empty()));
        Instruction check = only("HEALTHCHECK --interval=5s CMD curl -f http://localhost/");
        assertThat(check.body())
                .isInstanceOfSatisfying(
                        Body.Health.class,
                        health ->
                                assertThat(health.command().orElseThrow())
                                        .isInstanceOf(Body.Shell.class));
    }

    @Test
    void onbuild_holds_an_instruction() {
        Body body = only("ONBUILD COPY . /app").body();
        assertThat(body)
                .isInstanceOfSatisfying(
                        Body.Trigger.class,
                        trigger ->
                                assertThat(trigger.instruction().keyword())
                                        .isEqualTo(Keyword.COPY));
    }

    @Test
    void heredocs_are_read_in_order() {
        Dockerfile file =
                Dockerfile.parse(
                        "FROM a\nCOPY <<A <<-'B' /x/\none $v\nA\n\ttwo\n\tB\nRUN "
                                + "<<EOF\nmake\nEOF\nUSER 1\n");
        Instruction copy = file.instructions().get(1);
        assertThat(copy.heredocs().stream().map(each -> each.content().value()))
                .containsExactly("one $v\n", "two\n");
        assertThat(copy.heredocs().stream().map(Heredoc::expand)).containsExactly(true, false);
        assertThat(file.instructions()).hasSize(4);
        assertThat(file.instructions().get(2).heredocs().getFirst().content().value())
                .isEqualTo("make\n");
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void arrows_in_quotes_and_in_the_exec_form_begin_no_heredoc() {
        assertThat(only("RUN echo \"<<EOF\"").heredocs()).isEmpty();
        assertThat(only("RUN [\"cat\", \"<<EOF\"]").heredocs()).isEmpty();
        assertThat(only("RUN cat <<<word").heredocs()).isEmpty();
        assertThat(only("CMD cat <<EOF").heredocs()).isEmpty();
    }

    @Test
    void a_heredoc_without_end_is_told() {
        assertThat(problems("FROM a\nRUN cat <<EOF\nx\n"))
                .containsExactly("2:9 the here-document EOF has no end");
    }

    @Test
    void a_trigger_has_heredocs_too() {
        Dockerfile file = Dockerfile.parse("FROM a\nONBUILD RUN <<EOF\nmake\nEOF\nUSER 1\n");
        assertThat(file.instructions()).hasSize(3);
        Body.Trigger trigger = (Body.Trigger) file.instructions().get(1).body();
        assertThat(trigger.instruction().heredocs()).hasSize(1);
    }

    @Test
    void one_bad_line_hides_no_other() {
        assertThat(problems(BAD_LINES))
                .containsExactly(
                        "1:6 FROM takes an image, or an image, AS and a name",
                        "2:1 unknown instruction RUM",
                        "3:9 ONBUILD ONBUILD is not allowed",
                        "4:5 ENV needs name=value, not =1",
                        "5:7 SHELL needs a JSON array of strings",
                        "6:13 HEALTHCHECK takes NONE or CMD, not x",
                        "7:6 COPY needs a source and a destination",
                        "8:11 no stage can be named 1x",
                        "9:1 LABEL needs an argument",
                        "10:9 LABEL: a quote is not closed");
    }

    @Test
    void only_arguments_stand_before_the_first_stage() {
        assertThat(problems("ARG A=1\nRUN x\nFROM a\n"))
                .containsExactly("2:1 only ARG may stand before the first FROM");
        assertThat(problems("ARG A=1\n")).containsExactly("1:1 the file has no FROM");
        assertThat(problems("")).containsExactly("1:1 the file has no instruction");
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_are_no_text() {
        Dockerfile file = Dockerfile.parse("\ufeffFROM a\r\nRUN b \\\r\n  c\r\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.source().position(file.instructions().getFirst().span().start()))
                .isEqualTo(new Position(1, 1));
        assertThat(((Body.Shell) file.instructions().getLast().body()).script().value())
                .isEqualTo("b   c");
    }

    @Test
    void columns_count_code_points() {
        Dockerfile file = Dockerfile.parse("FROM a\nLABEL x=\ud83d\ude00 =y\n");
        assertThat(file.source().position(file.problems().getFirst().span().start()))
                .isEqualTo(new Position(2, 11));
    }

    @Test
    void what_is_no_text_is_told_and_not_read() {
        assertThat(problems("FROM a\n\0")).containsExactly("2:1 a NUL byte: this is no text file");
        byte[] latin = "FROM \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Dockerfile.parse(latin).problems().getFirst().message())
                .isEqualTo("the file is not UTF-8");
        byte[] utf16 = "FROM a".getBytes(StandardCharsets.UTF_16);
        assertThat(Dockerfile.parse(utf16).problems().getFirst().message()).contains("UTF-16");
        assertThat(Dockerfile.parse(new byte[Source.BYTES_MAX + 1]).problems().getFirst().message())
                .isEqualTo("the file has 4194305 bytes, more than 4194304");
        assertThat(Dockerfile.parse(latin).print()).isEqualTo(latin);
    }

    @Test
    void stages_and_flags_are_bounded() {
        assertThat(problems("FROM a\n".repeat(1_002)))
                .containsExactly("1001:1 more than 1000 stages: nothing from here on is read");
        assertThat(problems("FROM a\nRUN " + "--mount=x ".repeat(20_000) + "y\n"))
                .contains("2:1995 RUN has more than 200 flags");
    }
}
