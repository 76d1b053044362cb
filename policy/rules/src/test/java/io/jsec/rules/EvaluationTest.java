package io.jsec.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.catalogue.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private record Thing(Target target, String text) implements Facts {}

    private record Words(RuleCard card, String word) implements Rule<Thing> {
        @Override
        public Class<Thing> subject() {
            return Thing.class;
        }

        @Override
        public Verdict judge(Thing facts) {
            if (facts.text().equals("boom")) {
                throw new IllegalStateException("boom");
            }
            return Verdict.failing(
                    List.of(facts.text().split("\n", -1)).stream()
                            .filter(word::equals)
                            .map(line -> Evidence.of(SourceLocation.whole("f"), "says " + line))
                            .toList());
        }
    }

    private static RuleCard.Builder card(String id) {
        return RuleCard.of(id, Severity.LOW, Section.HOST)
                .title("t " + id)
                .sees("s")
                .why("w")
                .fix("f");
    }

    private static final Words PLAIN = new Words(card("T-A-001").build(), "bad");
    private static final Words STRICT = new Words(card("T-A-002").strict().build(), "bad");
    private static final Target TARGET = new Target(Target.Kind.HOST, "h");

    private static List<Finding> judge(Evaluation.Settings settings, String text) {
        return new Evaluation(List.of(PLAIN, STRICT), settings).judge(new Thing(TARGET, text));
    }

    private static Evaluation.Settings settings(
            Profile profile, Set<String> on, Set<String> off, Map<String, Severity> severities) {
        return new Evaluation.Settings(profile, on, off, severities);
    }

    @Test
    void opinions_count_in_the_strict_profile_only() {
        assertThat(judge(Evaluation.Settings.STANDARD, "bad")).hasSize(1);
        assertThat(judge(settings(Profile.STRICT, Set.of(), Set.of(), Map.of()), "bad")).hasSize(2);
    }

    @Test
    void rules_are_switched_on_and_off_by_id() {
        Evaluation.Settings settings =
                settings(Profile.STANDARD, Set.of("T-A-002"), Set.of("T-A-001"), Map.of());
        assertThat(judge(settings, "bad"))
                .extracting(finding -> finding.card().id())
                .containsExactly("T-A-002");
    }

    @Test
    void severities_are_replaced() {
        Evaluation.Settings settings =
                settings(
                        Profile.STANDARD, Set.of(), Set.of(), Map.of("T-A-001", Severity.CRITICAL));
        assertThat(judge(settings, "bad").getFirst().card().severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void each_place_is_a_finding_with_a_fingerprint_of_its_own() {
        List<Finding> findings = judge(Evaluation.Settings.STANDARD, "bad\nbad");
        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).fingerprint()).isNotEqualTo(findings.get(1).fingerprint());
        assertThat(findings.get(0).fingerprint()).matches("[0-9a-f]{32}");
    }

    @Test
    void a_rule_that_fails_itself_is_unknown() {
        Finding finding = judge(Evaluation.Settings.STANDARD, "boom").getFirst();
        assertThat(finding.state()).isEqualTo(Finding.State.UNKNOWN);
        assertThat(finding.reason()).contains("boom");
    }

    @Test
    void a_fingerprint_survives_lines_inserted_above() {
        Finding before = user("FROM debian:12.5\nUSER root\n");
        Finding after = user("FROM debian:12.5\nRUN true\n\nUSER root\n");
        assertThat(after.evidence()).isNotEqualTo(before.evidence());
        assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    }

    private static Finding user(String text) {
        Facts facts = DockerfileFacts.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8));
        return new Evaluation(Catalogue.rules(), Evaluation.Settings.STANDARD)
                .judge(facts).stream()
                        .filter(finding -> finding.card().id().equals("JSEC-D-001"))
                        .findFirst()
                        .orElseThrow();
    }
}
