package io.jsec.linux;

/**
 * One question about the host, its answer and what follows.
 *
 * @param id stable, dotted: {@code kernel.floor}
 * @param question what was asked
 * @param answer what was found
 * @param consequence what follows for containers, and what to do where that is not wanted
 */
public record Probe(String id, String question, String answer, String consequence, State state) {
    /** How good the answer is. */
    public enum State {
        /** Nothing to do. */
        OK,
        /** Containers run, with a wall or a feature fewer. */
        DEGRADED,
        /** Containers do not run before this is repaired. */
        MISSING
    }

    /** Checks that nothing is left out. */
    public Probe {
        if (id.isBlank() || question.isBlank() || answer.isBlank() || consequence.isBlank()) {
            throw new IllegalArgumentException("a probe with an empty part: " + id);
        }
    }

    static Probe ok(String id, String question, String answer, String consequence) {
        return new Probe(id, question, answer, consequence, State.OK);
    }

    static Probe degraded(String id, String question, String answer, String consequence) {
        return new Probe(id, question, answer, consequence, State.DEGRADED);
    }

    static Probe missing(String id, String question, String answer, String consequence) {
        return new Probe(id, question, answer, consequence, State.MISSING);
    }
}
