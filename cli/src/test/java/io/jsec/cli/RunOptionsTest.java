package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunOptionsTest {
    @Test
    void options_end_at_the_first_positional() {
        RunOptions options = parse("--rootfs", "/r", "ls", "-l", "--rm", "-t");
        assertThat(options.words).containsExactly("ls", "-l", "--rm", "-t");
        assertThat(options.remove).isFalse();
        assertThat(options.tty).isFalse();
    }

    @Test
    void short_flags_may_be_combined() {
        RunOptions options = parse("-itw", "/work", "--rootfs", "/r", "sh");
        assertThat(options.interactive).isTrue();
        assertThat(options.tty).isTrue();
        assertThat(options.workdir).isEqualTo("/work");
    }

    @Test
    void a_value_may_follow_a_short_option_without_a_blank() {
        RunOptions options = parse("-m64m", "-u1000:1000", "-eA=1", "true");
        assertThat(options.memory).isEqualTo("64m");
        assertThat(options.user).isEqualTo("1000:1000");
        assertThat(options.env).containsExactly("A=1");
    }

    @Test
    void a_value_may_follow_an_equal_sign() {
        RunOptions options = parse("--rootfs=/r", "--cpus=1.5", "-e=A=1", "--hostname=h", "true");
        assertThat(options.rootfs).isEqualTo("/r");
        assertThat(options.cpus).isEqualTo("1.5");
        assertThat(options.env).containsExactly("A=1");
        assertThat(options.hostname).isEqualTo("h");
    }

    @Test
    void a_flag_takes_no_value_from_the_next_word() {
        RunOptions options = parse("--rm", "true");
        assertThat(options.remove).isTrue();
        assertThat(options.words).containsExactly("true");
    }

    @Test
    void a_flag_may_be_turned_off_by_an_equal_sign() {
        RunOptions options = parse("--rm=false", "--init=true", "--read-only=false", "true");
        assertThat(options.remove).isFalse();
        assertThat(options.init).isTrue();
        assertThat(options.readOnly).isFalse();
    }

    @Test
    void a_flag_given_twice_stays_on() {
        assertThat(parse("--rm", "--rm", "-i", "-i", "x").remove).isTrue();
    }

    @Test
    void the_last_of_a_repeated_single_option_counts() {
        assertThat(parse("--name", "a", "--name", "b", "x").name).isEqualTo("b");
    }

    @Test
    void repeated_list_options_keep_their_order() {
        RunOptions options = parse("-v", "/b:/b", "-v", "/a:/a", "x");
        assertThat(options.volumes).containsExactly("/b:/b", "/a:/a");
    }

    @Test
    void a_value_may_look_like_an_option() {
        assertThat(parse("--entrypoint", "-x", "--rm", "y").entrypoint).isEqualTo("-x");
    }

    @Test
    void an_entrypoint_may_be_empty() {
        assertThat(parse("--entrypoint", "", "y").entrypoint).isEmpty();
        assertThat(parse("--entrypoint=", "y").entrypoint).isEmpty();
    }

    @Test
    void two_dashes_end_the_options() {
        assertThat(parse("--rootfs", "/r", "--", "-x", "y").words).containsExactly("-x", "y");
    }

    @Test
    void quotes_dollars_and_at_signs_in_values_are_left_alone() {
        RunOptions options = parse("-e", "A=\"b c\"", "-e", "B=${HOME}", "@file", "$x");
        assertThat(options.env).containsExactly("A=\"b c\"", "B=${HOME}");
        assertThat(options.words).containsExactly("@file", "$x");
    }

    @Test
    void h_is_dockers_letter_for_the_host_name() {
        assertThat(parse("-h", "box", "x").hostname).isEqualTo("box");
    }

    @Test
    void abbreviated_options_are_unknown() {
        assertThatThrownBy(() -> parse("--read", "x"))
                .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
    }

    @Test
    void a_flag_with_a_value_that_is_no_boolean_is_refused() {
        Screen screen = new Screen();
        assertThat(screen.run("run", "--rm=maybe", "--rootfs", "/r", "x")).isEqualTo(125);
        assertThat(screen.err()).startsWith("JSEC-C-001 jsec run refused: ").contains("maybe");
    }

    @Test
    void an_option_without_its_value_is_refused() {
        Screen screen = new Screen();
        assertThat(screen.run("run", "--name")).isEqualTo(125);
        assertThat(screen.err()).startsWith("flag needs an argument: --name\n");
        Screen alone = new Screen();
        assertThat(alone.run("run", "--standalone", "--name")).isEqualTo(125);
        assertThat(alone.err()).startsWith("JSEC-C-001 jsec run refused: ").contains("--name");
    }

    private static RunOptions parse(String... args) {
        Line line = new Line();
        Verbs.parser(Verb.RUN, line).parseArgs(args);
        return line.options;
    }

    @CommandLine.Command
    private static final class Line {
        @CommandLine.Mixin RunOptions options = new RunOptions();
    }
}
