package io.jsec.launch;

/**
 * One way in which a request leaves the hardened default.
 *
 * @param rule its id; {@link Rule#loosening()} says in which direction
 * @param words what it means, for people
 */
public record Departure(Rule rule, String words) {
    /** One line: {@code JSEC-C-304 loosens: …}. */
    public String sentence() {
        String direction = rule.loosening() ? "loosens" : "tightens";
        return rule.id() + " " + direction + ": " + PlanText.printable(words);
    }
}
