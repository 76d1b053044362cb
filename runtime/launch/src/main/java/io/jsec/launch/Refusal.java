package io.jsec.launch;

import java.util.Objects;

/**
 * A request that was turned down: a value, not an accident.
 *
 * @param rule the rule behind it
 * @param what what was asked for, as the user wrote it
 * @param why why it cannot be
 * @param instead the flag or command to use
 */
public record Refusal(Rule rule, String what, String why, String instead) {
    /** All four parts are there. */
    public Refusal {
        Objects.requireNonNull(rule, "rule");
        if (what.isBlank() || why.isBlank() || instead.isBlank()) {
            throw new IllegalArgumentException("a refusal says what, why and what instead");
        }
    }

    /**
     * The one line a person reads: {@code JSEC-C-001 <what> refused: <why>. Instead: <instead>}.
     */
    public String sentence() {
        return "%s %s refused: %s. Instead: %s".formatted(rule.id(), what, why, instead);
    }

    /** This refusal, to be thrown where a value must be made or not at all. */
    public RefusedException exception() {
        return new RefusedException(this);
    }
}
