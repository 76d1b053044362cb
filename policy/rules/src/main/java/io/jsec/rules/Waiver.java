package io.jsec.rules;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Somebody's decision to live with a finding for a while.
 *
 * @param rule the rule's id
 * @param fingerprint of the one finding it covers
 * @param path pattern of the targets or files it covers, as in {@code .gitignore} without
 *     exceptions
 * @param owner who answers for it
 * @param reason why
 * @param until the last day on which it holds
 * @param at where it is written
 */
public record Waiver(
        String rule,
        Optional<String> fingerprint,
        Optional<String> path,
        String owner,
        String reason,
        LocalDate until,
        SourceLocation at) {
    /** Whether it covers a failure; the day is not asked for. */
    public boolean covers(Finding finding) {
        return finding.card().id().equals(rule)
                && fingerprint.filter(print -> !print.equals(finding.fingerprint())).isEmpty()
                && path.map(PathGlob::of).filter(glob -> !covers(glob, finding)).isEmpty();
    }

    /** By the name of the target, or by the file in which all that was found stands. */
    private static boolean covers(PathGlob glob, Finding finding) {
        boolean places =
                !finding.evidence().isEmpty()
                        && finding.evidence().stream()
                                .allMatch(evidence -> glob.matches(evidence.at().path()));
        return places || glob.matches(finding.target().name());
    }

    /** Whether its last day is over. */
    public boolean expired(LocalDate today) {
        return today.isAfter(until);
    }
}
