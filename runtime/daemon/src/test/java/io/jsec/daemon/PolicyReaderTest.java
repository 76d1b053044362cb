package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** policy.yaml, right and wrong. */
class PolicyReaderTest {
    private static AdmissionPolicy read(String text) {
        return PolicyReader.read("policy.yaml", text.getBytes(UTF_8));
    }

    @Test
    void an_empty_file_is_the_preset_dev() {
        for (String text : new String[] {"", "# later\n", "{}\n", "rules: {}\n"}) {
            assertThat(read(text)).isEqualTo(AdmissionPolicy.of(Preset.DEV));
        }
    }

    @Test
    void rules_win_over_the_preset() {
        AdmissionPolicy policy =
                read(
                        """
                        rules:
                          JSEC-C-518: warn
                          JSEC-C-300: narrow
                          JSEC-C-534: off
                        preset: production
                        """);

        assertThat(policy)
                .isEqualTo(
                        AdmissionPolicy.of(Preset.PRODUCTION)
                                .with(
                                        Map.of(
                                                "JSEC-C-518", Mode.WARN,
                                                "JSEC-C-300", Mode.NARROW,
                                                "JSEC-C-534", Mode.OFF)));
        assertThat(policy.name()).isEqualTo("production");
    }

    @Test
    void every_preset_is_read() {
        for (Preset preset : Preset.values()) {
            assertThat(read("preset: " + preset.word())).isEqualTo(AdmissionPolicy.of(preset));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'preset: prodction' | policy.yaml:1:9: there is no preset prodction; did you mean"
                        + " production",
                "'preset: [ci]' | policy.yaml:1:9: there is no preset of that kind",
                "'preset:' | there is no preset of that kind",
                "'pre: ci' | policy.yaml:1:1: there is no key pre",
                "'rule: {}' | there is no key rule; did you mean rules",
                "'rules: off' | policy.yaml:1:8: rules takes a mapping of rules to modes",
                "'rules: [JSEC-C-300]' | rules takes a mapping of rules to modes",
                "'rules:' | rules takes a mapping of rules to modes",
                "'rules: {JSEC-C-999: off}' | policy.yaml:1:9: there is no rule JSEC-C-999; did"
                        + " you mean",
                "'rules: {JSEC-C-3OO: off}' | there is no rule JSEC-C-3OO; did you mean JSEC-C-300",
                "'rules: {everything: off}' | there is no rule everything",
                "'rules: {JSEC-C-300: refuse}' | policy.yaml:1:21: there is no mode refuse",
                "'rules: {JSEC-C-300: enforced}' | there is no mode enforced; did you mean enforce",
                "'rules: {JSEC-C-300: [warn]}' | there is no mode of that kind",
                "'rules: {JSEC-C-300: {mode: warn}}' | there is no mode of that kind",
                "'rules: {JSEC-C-300:}' | there is no mode of that kind",
                "'rules: {JSEC-C-534: narrow}' | policy.yaml:1:21: JSEC-C-534 cannot be narrowed",
                "'rules: {JSEC-C-502: off}' | JSEC-C-502 takes no mode: what breaks it is always"
                        + " refused",
                "'rules: {JSEC-C-560: warn}' | JSEC-C-560 takes no mode: what breaks it is always",
                "'rules: {JSEC-C-521: enforce}' | JSEC-C-521 takes no mode: it comes with"
                        + " published ports",
                "'rules: {JSEC-C-541: warn}' | it is about a container that runs",
                "'rules: {JSEC-D-001: warn}' | JSEC-D-001 takes no mode: it judges no request",
                "'rules: {JSEC-I-001: warn}' | JSEC-I-001 takes no mode: it judges no request",
                "'[]' | policy.yaml takes a mapping",
                "'preset: ci\npreset: dev' | policy.yaml:2:1",
                "'rules: {JSEC-C-300: warn, JSEC-C-300: off}' | JSEC-C-300",
                "'preset: \"ci' | policy.yaml:1"
            })
    void what_is_wrong_is_refused_with_its_place(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> read("preset: x\nrules: {JSEC-C-1: off, JSEC-C-300: y}\nz: 1\n"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(4));
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> PolicyReader.read("policy.yaml", new byte[] {(byte) 0xff, 0}))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.yaml");
    }
}
