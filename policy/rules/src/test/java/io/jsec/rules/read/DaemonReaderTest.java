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
}
