package io.jsec.audit;

import io.jsec.rules.Finding;
import io.jsec.rules.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How much of what was judged is in order, from 0 to 100.
 *
 * <p>Each finding weighs what its severity does (critical 10, high 6, medium 3, low 1, info 0). The
 * score is the weight of what passed or was waived, divided by the weight of all that was judged,
 * in per cent, rounded down; what is unknown counts as half passed. Each failing place counts once.
 * One hole is enough for an attacker: where something critical fails the score is 39 at most, where
 * something high does, 69.
 */
public final class Score {
    private static final int PER_CENT = 100;
    private static final int CRITICAL_MAX = 39;
    private static final int HIGH_MAX = 69;

    private Score() {}

    /** The score of all findings; empty where nothing was judged. */
    public static OptionalInt of(List<Finding> findings) {
        int passed = 0;
        int all = 0;
        int most = PER_CENT;
        for (Finding finding : findings) {
            int weight = 2 * weight(finding);
            switch (finding.state()) {
                case PASS, WAIVED -> passed += weight;
                case UNKNOWN -> passed += weight / 2;
                case FAIL, BASELINE -> most = Math.min(most, most(finding));
                case NOT_APPLICABLE -> {}
            }
            all += finding.state() == Finding.State.NOT_APPLICABLE ? 0 : weight;
        }
        return all == 0
                ? OptionalInt.empty()
                : OptionalInt.of(Math.min(most, passed * PER_CENT / all));
    }

    private static int most(Finding failing) {
        return switch (failing.card().severity()) {
            case CRITICAL -> CRITICAL_MAX;
            case HIGH -> HIGH_MAX;
            case MEDIUM, LOW, INFO -> PER_CENT;
        };
    }

    /** The score of each section that was judged. */
    public static Map<Section, Integer> sections(List<Finding> findings) {
        Map<Section, Integer> scores = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            List<Finding> own =
                    findings.stream().filter(each -> each.card().section() == section).toList();
            of(own).ifPresent(score -> scores.put(section, score));
        }
        return scores;
    }

    private static int weight(Finding finding) {
        return switch (finding.card().severity()) {
            case CRITICAL -> 10;
            case HIGH -> 6;
            case MEDIUM -> 3;
            case LOW -> 1;
            case INFO -> 0;
        };
    }
}
