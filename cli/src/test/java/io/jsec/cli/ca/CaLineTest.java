package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CaLineTest {
    @TempDir Path directory;

    private CaScreen screen() {
        return new CaScreen(directory);
    }

    @Test
    void no_verb_prints_the_list_and_is_a_usage_error() {
        CaScreen screen = screen();
        assertThat(screen.run()).isEqualTo(3);
        assertThat(screen.err()).startsWith("Usage: jsec ca").contains("  revoke ");
    }

    @Test
    void help_is_asked_for_and_given() {
        assertThat(screen().ok("--help")).contains("  issue ");
        assertThat(screen().ok("issue", "--help")).contains("--role=ROLE", "--out=DIR");
    }

    @Test
    void an_unknown_verb_and_an_unknown_option_are_refused_in_one_line() {
        CaScreen screen = screen();
        assertThat(screen.run("frob")).isEqualTo(3);
        assertThat(screen.err()).startsWith("JSEC-C-001 jsec ca refused: ").hasLineCount(1);
        assertThat(screen.run("list", "--loud")).isEqualTo(3);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-001 jsec ca list refused: Unknown option: '--loud'. Instead: jsec"
                                + " ca list --help\n");
    }

    @Test
    void text_from_outside_cannot_forge_a_second_line() {
        CaScreen screen = screen();
        screen.run("inspect", "a\nJSEC-C-000 all is well\u001b[2J");
        assertThat(screen.err()).hasLineCount(1).doesNotContain("\u001b");
    }

    // Promise P23
    @Test
    void no_option_takes_a_secret_itself() {
        CommandLine line = new CaLine(screen().environment()).parser();
        for (Map.Entry<String, CommandLine> verb : line.getSubcommands().entrySet()) {
            for (OptionSpec option : verb.getValue().getCommandSpec().options()) {
                boolean secret = option.longestName().contains("pass");
                boolean takesValue = option.arity().max() > 0;
                assertThat(!secret || !takesValue || option.longestName().endsWith("-file"))
                        .as(verb.getKey() + " " + option.longestName())
                        .isTrue();
            }
        }
    }

    @Test
    void every_verb_begins_its_description_with_one_whole_sentence() {
        CommandLine line = new CaLine(screen().environment()).parser();
        line.getSubcommands()
                .forEach((name, verb) ->
                        assertThat(verb.getCommandSpec().usageMessage().description()[0])
                                .as(name)
                                .matches("[A-Z].*\\."));
    }
}
