package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Finding;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static Finding finding(Section section, Severity severity, Finding.State state) {
        RuleCard card =
                RuleCard.of("ACME-X-001", severity, section)
                        .title("t")
                        .sees("s")
                        .why("w")
                        .fix("f")
                        .build();
        return new Finding(card, new Target(Target.Kind.HOST, "h"), state, List.of(), "", "");
    }

    private static Finding finding(Severity severity, Finding.State state) {
        return finding(Section.HOST, severity, state);
    }

    private static int score(Finding... findings) {
        return Score.of(List.of(findings)).orElseThrow();
    }

    @Test
    void nothing_judged_has_no_score() {
        assertThat(Score.of(List.of())).isEmpty();
        assertThat(Score.of(List.of(finding(Severity.HIGH, Finding.State.NOT_APPLICABLE))))
                .isEmpty();
        assertThat(Score.of(List.of(finding(Severity.INFO, Finding.State.FAIL)))).isEmpty();
    }

    @Test
    void findings_weigh_what_their_severity_does() {
        Finding passed = finding(Severity.MEDIUM, Finding.State.PASS);
        assertThat(score(passed, finding(Severity.LOW, Finding.State.FAIL))).isEqualTo(75);
        assertThat(score(passed, finding(Severity.MEDIUM, Finding.State.FAIL))).isEqualTo(50);
        assertThat(score(passed, finding(Severity.INFO, Finding.State.FAIL))).isEqualTo(100);
    }

    @Test
    void what_is_unknown_counts_half_and_what_is_waived_counts_as_passed() {
        assertThat(score(finding(Severity.CRITICAL, Finding.State.UNKNOWN))).isEqualTo(50);
        assertThat(score(finding(Severity.CRITICAL, Finding.State.WAIVED))).isEqualTo(100);
    }

    @Test
    void many_good_things_do_not_make_up_for_a_hole() {
        List<Finding> findings =
                new ArrayList<>(
                        Collections.nCopies(500, finding(Severity.HIGH, Finding.State.PASS)));
        findings.add(finding(Severity.HIGH, Finding.State.FAIL));
        assertThat(Score.of(findings)).hasValue(69);
        findings.add(finding(Severity.CRITICAL, Finding.State.BASELINE));
        assertThat(Score.of(findings)).hasValue(39);
    }

    @Test
    void each_section_has_its_own() {
        List<Finding> findings =
                List.of(
                        finding(Section.HOST, Severity.LOW, Finding.State.PASS),
                        finding(Section.CONTAINERS, Severity.CRITICAL, Finding.State.FAIL));
        assertThat(Score.sections(findings))
                .isEqualTo(Map.of(Section.HOST, 100, Section.CONTAINERS, 0));
    }
}
