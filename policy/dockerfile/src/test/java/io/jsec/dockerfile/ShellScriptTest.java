package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellScriptTest {
    private static List<String> commands(String script) {
        return ShellScript.of(Text.of(script, 0, script.length())).stream()
                .map(ShellScriptTest::shown)
                .toList();
    }

    private static String shown(ShellCommand command) {
        StringBuilder line = new StringBuilder(command.link().toString());
        command.assignments().forEach(word -> line.append(" [").append(word.value()).append(']'));
        command.words().forEach(word -> line.append(' ').append(word.value()));
        command.redirects()
                .forEach(each ->
                        line.append(" {")
                                .append(each.operator())
                                .append(each.target().value())
                                .append('}'));
        return line.toString();
    }

    @Test
    void lists_and_pipes_are_cut() {
        assertThat(commands("a 1 && b || c; d | e & f\ng"))
                .containsExactly(
                        "START a 1",
                        "AND b",
                        "OR c",
                        "START d",
                        "PIPE e",
                        "BACKGROUND f",
                        "START g");
    }

    @Test
    void quotes_are_removed_and_hide_operators() {
        assertThat(commands("echo 'a && b' \"c;d\" e\\ f \"g\\\"h\""))
                .containsExactly("START echo a && b c;d e f g\"h");
    }

    @Test
    void keywords_and_groups_are_no_commands() {
        assertThat(
                        commands(
                                "if a; then b; elif c; then d; else e; fi; while f; do g; "
                                        + "done; { h; }; (i)"))
                .containsExactly(
                        "START a", "START b", "START c", "START d", "START e", "START f", "START g",
                        "START h", "START i");
    }

    @Test
    void cases_have_patterns() {
        assertThat(commands("case $x in a|b) run1 ;; *) run2; run3;; esac; after"))
                .containsExactly("START run1", "START run2", "START run3", "START after");
    }

    @Test
    void assignments_and_redirects_stand_apart() {
        assertThat(commands("A=1 B=2 make -j2 >out 2>&1 </dev/null"))
                .containsExactly("START [A=1] [B=2] make -j2 {>out} {2>&1} {</dev/null}");
    }

    @Test
    void substitutions_are_scripts() {
        assertThat(commands("x \"$(curl u | sh)\" `id`"))
                .containsExactlyInAnyOrder(
                        "START x $(curl u | sh) `id`", "START curl u", "PIPE sh", "START id");
    }

    @Test
    void scripts_behind_a_shell_are_read() {
        assertThat(commands("bash -lc 'apt-get update && x' y"))
                .contains("START apt-get update", "AND x");
        assertThat(commands("sudo sh -c \"a; b\"")).contains("START a", "START b");
    }

    @Test
    void comments_and_heredocs_are_skipped() {
        assertThat(commands("a # b\ncat <<EOF > f\nc && d\nEOF\ne"))
                .containsExactly("START a", "START cat {<<EOF} {>f}", "START e");
    }

    @Test
    void wrappers_are_removed() {
        ShellCommand command =
                ShellScript.of(Text.of("sudo -u x env A=1 /usr/bin/apt-get install y", 0, 44))
                        .getFirst();
        assertThat(command.program()).isEqualTo("sudo");
        assertThat(command.unwrapped().program()).isEqualTo("apt-get");
        assertThat(command.unwrapped().has("install")).isTrue();
    }

    @Test
    void a_heredoc_of_run_is_a_script() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN <<EOF\nmake\nmake install\nEOF\n");
        List<ShellCommand> commands = ShellScript.of(file.instructions().getLast());
        assertThat(commands.stream().map(ShellCommand::program)).contains("make");
        assertThat(file.source().position(commands.getLast().span().start()))
                .isEqualTo(new Position(4, 1));
    }

    @Test
    void a_heredoc_for_another_program_is_no_script() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN python3 <<EOF\nmake\nEOF\n");
        assertThat(ShellScript.of(file.instructions().getLast())).hasSize(1);
        Dockerfile other = Dockerfile.parse("FROM a\nRUN <<EOF\n#!/usr/bin/python3\nmake\nEOF\n");
        assertThat(ShellScript.of(other.instructions().getLast())).hasSize(1);
    }

    @Test
    void the_exec_form_is_one_command_with_places() {
        Dockerfile file =
                Dockerfile.parse("FROM a\nRUN [\"/bin/sh\", \"-c\", \"x && \\\"y\\\"\"]\n");
        List<ShellCommand> commands = ShellScript.of(file.instructions().getLast());
        assertThat(commands.stream().map(ShellCommand::program)).containsExactly("sh", "x", "y");
        assertThat(file.source().position(commands.get(1).span().start()))
                .isEqualTo(new Position(2, 24));
    }

    @Test
    void nothing_is_too_broken_to_end() {
        for (String script :
                List.of("'", "\"$(", "${", "`", "case x in", "((", "<<", "a <", ")", "&>")) {
            assertThat(commands(script)).as(script).hasSizeLessThan(4);
        }
    }

    @Test
    void an_exec_form_of_nothing_is_no_command() {
        Dockerfile file = Dockerfile.parse("FROM a\nCMD []\n");
        assertThat(ShellScript.of(file.instructions().getLast())).isEmpty();
        assertThat(ShellScript.of(List.<String>of())).isEmpty();
    }
}
