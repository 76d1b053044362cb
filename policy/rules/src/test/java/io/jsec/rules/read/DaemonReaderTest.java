package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonReaderTest {
    private static DaemonFacts read(String text) {
        return DaemonReader.read("daemon.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        return read(text).problems().stream().map(Evidence::message).toList();
    }

    @Test
    void values_keep_their_types_and_places() {
        DaemonFacts facts = read("{\"icc\": false, \"mtu\": 1400, \"hosts\": [\"fd://\"]}");
        assertThat(facts.truth("icc").orElse(true)).isFalse();
        assertThat(facts.text("mtu").orElse("")).isEqualTo("1400");
        assertThat(facts.texts("hosts").getFirst().at().toString()).isEqualTo("daemon.json:1:39");
    }

    @Test
    void objects_are_reached_by_their_path() {
        DaemonFacts facts = read("{\"log-opts\": {\"max-size\": \"10m\"}}");
        assertThat(facts.text("log-opts.max-size").orElse("")).isEqualTo("10m");
        assertThat(facts.place("log-opts")).isPresent();
    }

    @Test
    void a_value_of_another_type_is_unknown_and_not_absent() {
        DaemonFacts facts = read("{\"icc\": \"no\", \"hosts\": \"x\", \"mtu\": [1]}");
        assertThat(facts.truth("icc")).isInstanceOf(Fact.Unknown.class);
        assertThat(facts.list("hosts")).isInstanceOf(Fact.Unknown.class);
        assertThat(facts.text("mtu")).isInstanceOf(Fact.Unknown.class);
        assertThat(facts.problems()).hasSize(3);
    }

    @Test
    void unknown_keys_are_told_with_the_nearest_name() {
        assertThat(problems("{\"debugg\": true}"))
                .containsExactly("there is no key debugg; did you mean debug");
        assertThat(problems("{\"x\": 1}")).containsExactly("there is no key x");
    }

    @Test
    void what_is_no_object_is_refused() {
        assertThatThrownBy(() -> read("[]"))
                .isInstanceOf(ReadException.class)
                .hasMessage("daemon.json is an object");
    }

    @Test
    void what_tables_hold_has_a_type_too() {
        assertThat(problems("{\"log-opts\": {\"max-file\": 3, \"max-size\": \"10m\"}}"))
                .containsExactly("log-opts.max-file takes a text");
        assertThat(problems("{\"features\": {\"buildkit\": \"yes\", \"cdi\": true}}"))
                .containsExactly("features.buildkit takes true or false");
        assertThat(problems("{\"runtimes\": {\"kata\": \"/usr/bin/kata\"}}"))
                .containsExactly("runtimes.kata takes an object");
        assertThat(problems("{\"default-ulimits\": {\"nofile\": 5}}"))
                .containsExactly("default-ulimits.nofile takes an object");
        assertThat(problems("{\"default-ulimits\": {\"nofile\": {\"Hard\": \"5\", \"Soft\": 1}}}"))
                .containsExactly("default-ulimits.nofile.Hard takes a whole number");
    }

    @Test
    void counts_and_addresses_are_read() {
        assertThat(problems("{\"mtu\": 1400.5}")).containsExactly("mtu takes a whole number");
        assertThat(problems("{\"max-concurrent-uploads\": -1}"))
                .containsExactly("max-concurrent-uploads takes 0 or more");
        assertThat(problems("{\"max-download-attempts\": 0}"))
                .containsExactly("max-download-attempts takes 1 or more");
        assertThat(problems("{\"dns\": [\"8.8.8.8\", \"::1\", \"eight\", 53, \"1.2.3.256\"]}"))
                .containsExactly(
                        "dns: eight is no address",
                        "dns: 53 is no address",
                        "dns: 1.2.3.256 is no address");
        assertThat(problems("{\"ip\": \"localhost\"}"))
                .containsExactly("ip: localhost is no address");
    }

    @Test
    void null_says_nothing() {
        assertThat(read("null").problems()).isEmpty();
        DaemonFacts facts = read("{\"icc\": null, \"log-opts\": {\"labels\": null}}");
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.truth("icc")).isInstanceOf(Fact.Absent.class);
    }
}
