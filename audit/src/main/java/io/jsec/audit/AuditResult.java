package io.jsec.audit;

import io.jsec.rules.Finding;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import java.time.Instant;
import java.util.List;

/**
 * What a run found; every report prints from it.
 *
 * @param time when it began
 * @param version of jsec
 * @param subject what was judged in a word: a host's name or a folder
 * @param cards of all rules that counted
 * @param targets that were judged
 * @param findings of all states
 * @param unreadable targets that could not be judged
 * @param notes what else the reader should know, one sentence each
 */
public record AuditResult(
        Instant time,
        String version,
        String subject,
        List<RuleCard> cards,
        List<Target> targets,
        List<Finding> findings,
        List<Unreadable> unreadable,
        List<String> notes) {
    private static final int CLEAN = 0;
    private static final int FOUND = 1;
    private static final int NOT_EVALUATED = 2;

    /** Copies the lists. */
    public AuditResult {
        cards = List.copyOf(cards);
        targets = List.copyOf(targets);
        findings = List.copyOf(findings);
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
    }

    /** The findings of one state. */
    public List<Finding> in(Finding.State state) {
        return findings.stream().filter(finding -> finding.state() == state).toList();
    }

    /** The failures that reach a threshold. */
    public List<Finding> failures(Severity threshold) {
        return in(Finding.State.FAIL).stream()
                .filter(finding -> finding.card().severity().reaches(threshold))
                .toList();
    }

    /**
     * The exit code: 2 where something could not be evaluated, else 1 where a failure reaches the
     * threshold, else 0.
     *
     * @param failOnUnknown whether an unknown answer counts as not evaluated
     */
    public int exit(Severity threshold, boolean failOnUnknown) {
        boolean unknown = failOnUnknown && !in(Finding.State.UNKNOWN).isEmpty();
        if (!unreadable.isEmpty() || unknown) {
            return NOT_EVALUATED;
        }
        return failures(threshold).isEmpty() ? CLEAN : FOUND;
    }
}
