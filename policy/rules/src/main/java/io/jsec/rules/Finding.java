package io.jsec.rules;

import java.util.List;

/**
 * What one rule said about one target, as reports show it.
 *
 * @param card the rule's card
 * @param target the target
 * @param state the outcome
 * @param evidence the places of a failure; empty otherwise
 * @param reason why it is unknown, not applicable or waived; else empty
 * @param fingerprint stable over unrelated edits: rule, normalised place and target; 32 hex digits,
 *     or empty where it passed or does not apply
 */
public record Finding(
        RuleCard card,
        Target target,
        State state,
        List<Evidence> evidence,
        String reason,
        String fingerprint) {
    /** The outcomes. */
    public enum State {
        PASS,
        FAIL,
        /** Failed, and a waiver that has not expired names it. */
        WAIVED,
        /** Failed, and the baseline has it. */
        BASELINE,
        UNKNOWN,
        NOT_APPLICABLE
    }

    /** Copies the evidence. */
    public Finding {
        evidence = List.copyOf(evidence);
    }
}
