package io.jsec.audit.report;

import io.jsec.rules.Finding;
import io.jsec.rules.Severity;

/**
 * A finding as a report tells it.
 *
 * @param rule the rule's id
 * @param title the rule's title
 * @param severity what it weighed then
 * @param state the outcome
 * @param target {@code kind/name}
 * @param place where, or the target's name
 * @param message what was seen, or why it is unknown
 * @param fix what to do
 * @param fingerprint its identity over time
 */
record SavedFinding(
        String rule,
        String title,
        Severity severity,
        Finding.State state,
        String target,
        String place,
        String message,
        String fix,
        String fingerprint) {
    /** Whether it fails a run: neither waived nor in the baseline. */
    boolean open() {
        return state == Finding.State.FAIL;
    }

    /** Whether the rule is broken, accepted or not. */
    boolean broken() {
        return open() || state == Finding.State.WAIVED || state == Finding.State.BASELINE;
    }

    /** The question that was asked: which rule about which target. */
    String question() {
        return rule + " " + target;
    }
}
