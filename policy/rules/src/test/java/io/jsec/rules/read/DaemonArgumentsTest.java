package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonArgumentsTest {
    private static DaemonFacts read(String... words) {
        List<Located<String>> located = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            SourceLocation at = new SourceLocation("dockerd", i + 1, 1, i + 1, 2);
            located.add(new Located<>(words[i], at));
        }
        Target target = new Target(Target.Kind.DAEMON, "dockerd");
        return DaemonArguments.read(target, SourceLocation.whole("dockerd"), located);
    }

    private static DaemonFacts file(String text) {
        return DaemonReader.read("daemon.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> hosts(DaemonFacts facts) {
        return facts.texts("hosts").stream().map(Located::value).toList();
    }

    private static List<String> problems(DaemonFacts facts) {
        return facts.problems().stream().map(Evidence::message).toList();
    }

    @Test
    void a_flag_that_is_repeated_is_a_list_with_places() {
        DaemonFacts facts = read("-H", "unix:///a", "--host=tcp://b:1", "--host", "fd://");
        assertThat(hosts(facts)).containsExactly("unix:///a", "tcp://b:1", "fd://");
        assertThat(facts.texts("hosts").stream().map(each -> each.at().startLine()))
                .containsExactly(1, 3, 4);
        assertThat(facts.problems()).isEmpty();
    }

    @Test
    void short_flags_stand_together_and_hold_their_value() {
        DaemonFacts facts = read("-DHunix:///a", "-l", "warn", "-G=ops");
        assertThat(facts.truth("debug").orElse(false)).isTrue();
        assertThat(hosts(facts)).containsExactly("unix:///a");
        assertThat(facts.text("log-level").orElse("")).isEqualTo("warn");
        assertThat(facts.text("group").orElse("")).isEqualTo("ops");
    }

    @Test
    void a_switch_takes_no_second_word() {
        DaemonFacts facts = read("--icc", "--iptables=false", "--tlsverify", "--live-restore=1");
        assertThat(facts.truth("icc").orElse(false)).isTrue();
        assertThat(facts.truth("iptables").orElse(true)).isFalse();
        assertThat(facts.truth("tlsverify").orElse(false)).isTrue();
        assertThat(facts.truth("live-restore").orElse(false)).isTrue();
    }

    @Test
    void a_switch_with_a_word_behind_it_is_what_dockerd_refuses() {
        assertThat(problems(read("--icc", "false")))
                .containsExactly("false is no flag: dockerd takes no other words");
        assertThat(problems(read("--icc=no"))).containsExactly("--icc takes true or false: no");
        assertThat(problems(read("-x"))).containsExactly("there is no flag -x");
    }

    @Test
    void names_and_values_are_reached_as_in_the_file() {
        DaemonFacts facts =
                read(
                        "--log-opt",
                        "max-size=10m",
                        "--add-runtime=mine=/opt/run=c",
                        "--default-ulimit",
                        "nofile=64:64",
                        "--graph=/data");
        assertThat(facts.text("log-opts.max-size").orElse("")).isEqualTo("10m");
        assertThat(facts.text("runtimes.mine.path").orElse("")).isEqualTo("/opt/run=c");
        assertThat(facts.text("default-ulimits.nofile").orElse("")).isEqualTo("64:64");
        assertThat(facts.text("data-root").orElse("")).isEqualTo("/data");
    }

    @Test
    void a_flag_of_a_newer_engine_is_no_problem() {
        DaemonFacts facts = read("--newer=1", "--other", "x", "--third", "--debug");
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.text("newer").orElse("")).isEqualTo("1");
        assertThat(facts.text("other").orElse("")).isEqualTo("x");
        assertThat(facts.truth("debug").orElse(false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H", "--host", "--", "-", "--=", "--log-opt"})
    void a_line_that_ends_too_early_breaks_nothing(String word) {
        assertThat(read(word).values().size()).isLessThan(3);
    }

    @Test
    void words_that_say_nothing_of_the_configuration_are_left_out() {
        assertThat(read("--version", "-v", "--validate", "--help").values()).isEmpty();
    }

    @Test
    void the_file_and_the_command_line_are_one_configuration() {
        DaemonFacts facts =
                DaemonArguments.merge(
                        file("{\"icc\": false, \"log-opts\": {\"max-size\": \"1m\"}}"),
                        read("--debug"));
        assertThat(facts.truth("icc").orElse(true)).isFalse();
        assertThat(facts.truth("debug").orElse(false)).isTrue();
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.target().name()).isEqualTo("dockerd");
    }

    @Test
    void what_stands_in_both_keeps_dockerd_from_starting() {
        DaemonFacts facts =
                DaemonArguments.merge(
                        file("{\"hosts\": [\"fd://\"], \"runtimes\": {\"a\": {\"path\": \"/a\"}}}"),
                        read("-H", "fd://", "--add-runtime", "b=/b"));
        assertThat(problems(facts))
                .containsExactly("hosts stands on the command line too: dockerd will not start");
        assertThat(facts.text("runtimes.a.path").orElse("")).isEqualTo("/a");
        assertThat(facts.text("runtimes.b.path").orElse("")).isEqualTo("/b");
    }
}
