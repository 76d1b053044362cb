package io.jsec.launch;

/**
 * A plan that breaks an invariant: a bug of ours, never the user's fault.
 *
 * @param rule the invariant
 * @param step the index of the step to blame, or −1 where one is missing
 * @param message what is wrong
 */
public record Violation(Rule rule, int step, String message) {
    /** One line. */
    public String sentence() {
        String where = step < 0 ? "" : " (step " + (step + 1) + ")";
        return rule.id() + " " + rule.summary() + ": " + message + where;
    }
}
