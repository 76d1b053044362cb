package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.Evaluation;
import io.jsec.rules.Profile;
import io.jsec.rules.Severity;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Set<String> IDS = Set.of("R-1", "R-2", "R-3");

    private static Configuration read(String text) {
        return Configuration.read(".jsec.yaml", text.getBytes(StandardCharsets.UTF_8), IDS);
    }

    private static Evaluation.Settings settings(String text, String path) {
        return read(text).settings(path, Optional.empty());
    }

    @Test
    void an_empty_file_says_nothing() {
        assertThat(read("")).isEqualTo(Configuration.EMPTY);
        assertThat(read("# only a comment\n")).isEqualTo(Configuration.EMPTY);
    }

    @Test
    void every_key_is_read() {
        Configuration all =
                read(
                        """
                        profile: strict
                        fail-on: high
                        rules: {R-1: off, R-2: low, R-3: on}
                        overrides:
                          - {path: test/, rules: {R-1: on}}
                        exclude: [vendor/, "*.tmp"]
                        compose: [[a.yaml, deploy/b.yaml], c.yaml]
                        """);
        assertThat(all.profile()).contains(Profile.STRICT);
        assertThat(all.failOn()).contains(Severity.HIGH);
        assertThat(all.rules())
                .isEqualTo(
                        Map.of(
                                "R-1", new Configuration.Setting.Switch(false),
                                "R-2", new Configuration.Setting.Weight(Severity.LOW),
                                "R-3", new Configuration.Setting.Switch(true)));
        assertThat(all.overrides()).hasSize(1);
        assertThat(all.excludes()).containsExactly("vendor/", "*.tmp");
        assertThat(all.compose())
                .containsExactly(List.of("a.yaml", "deploy/b.yaml"), List.of("c.yaml"));
    }

    @Test
    void rules_are_switched_and_weighed() {
        Evaluation.Settings settings =
                settings("rules: {R-1: off, R-2: critical, R-3: true}", "Dockerfile");
        assertThat(settings.disabled()).containsExactly("R-1");
        assertThat(settings.enabled()).containsExactlyInAnyOrder("R-2", "R-3");
        assertThat(settings.severities()).isEqualTo(Map.of("R-2", Severity.CRITICAL));
    }

    @Test
    void later_overrides_win_for_their_paths() {
        String text =
                """
                rules: {R-1: off}
                overrides:
                  - {path: test/, rules: {R-1: low}}
                  - {path: test/slow/, rules: {R-1: high}}
                """;
        assertThat(settings(text, "Dockerfile").disabled()).containsExactly("R-1");
        assertThat(settings(text, "test/Dockerfile").severities())
                .isEqualTo(Map.of("R-1", Severity.LOW));
        assertThat(settings(text, "test/slow/Dockerfile").severities())
                .isEqualTo(Map.of("R-1", Severity.HIGH));
        assertThat(settings(text, "tests/Dockerfile").disabled()).containsExactly("R-1");
    }

    @Test
    void a_profile_that_is_asked_for_wins() {
        Configuration strict = read("profile: strict");
        assertThat(strict.settings("x", Optional.empty()).profile()).isEqualTo(Profile.STRICT);
        assertThat(strict.settings("x", Optional.of(Profile.STANDARD)).profile())
                .isEqualTo(Profile.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a] | 1:1 | the file takes keys and values",
                "rule: {} | 1:1 | there is no key rule; known are profile, fail-on, rules,"
                        + " overrides, exclude, compose",
                "profile: loose | 1:10 | loose is none of standard, strict",
                "fail-on: bad | 1:10 | bad is none of critical, high, medium, low, info",
                "rules: {R-9: off} | 1:9 | there is no rule R-9",
                "rules: {R-1: maybe} | 1:14 | maybe is none of critical, high, medium, low, info",
                "overrides: [{rules: {}}] | 1:13 | an override needs a path",
                "overrides: [{paths: x}] | 1:14 | there is no key paths; known are path, rules",
                "exclude: [[a]] | 1:11 | a path is missing",
                "compose: [[]] | 1:11 | a project has at least one file",
                "compose: [[../a.yaml]] | 1:11 | ../a.yaml is no plain path from the folder of"
                        + " this file",
                "compose: [[/a.yaml]] | 1:11 | /a.yaml is no plain path from the folder of this"
                        + " file",
                "profile: [a | 1:12 | no YAML",
            })
    void what_it_does_not_know_is_refused_at_its_place(String text, String at, String message) {
        assertThatThrownBy(() -> read(text.strip()))
                .isInstanceOf(ReadException.class)
                .hasMessageStartingWith(message.strip())
                .satisfies(thrown ->
                        assertThat(((ReadException) thrown).at().toString())
                                .isEqualTo(".jsec.yaml:" + at.strip()));
    }

    @Test
    void bad_bytes_are_refused() {
        for (byte[] bytes :
                List.of(
                        new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0},
                        "profile: \u0000".getBytes(StandardCharsets.UTF_8),
                        ("rules: " + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> Configuration.read(".jsec.yaml", bytes, IDS))
                    .isInstanceOf(ReadException.class);
        }
        assertThat(
                        Configuration.read(
                                ".jsec.yaml",
                                "\ufeffprofile: strict\r\n".getBytes(StandardCharsets.UTF_8),
                                IDS))
                .extracting(Configuration::profile)
                .isEqualTo(Optional.of(Profile.STRICT));
    }

    @Test
    void a_nested_file_sets_no_threshold() {
        assertThatThrownBy(() ->
                        Configuration.nested(
                                "a/.jsec.yaml",
                                "rules: {}\nfail-on: low\n".getBytes(StandardCharsets.UTF_8),
                                IDS))
                .hasMessage("fail-on holds for a whole run: it stands in the file at the root only")
                .satisfies(thrown ->
                        assertThat(((ReadException) thrown).at().toString())
                                .isEqualTo("a/.jsec.yaml:2:10"));
    }
}
