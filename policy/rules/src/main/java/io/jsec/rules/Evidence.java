package io.jsec.rules;

import java.util.List;

/**
 * One place where a rule is broken.
 *
 * @param at the place
 * @param message what is wrong there, one sentence without a full stop, with the value found
 * @param edits what mends this place, all or nothing; empty where no edit is safe
 */
public record Evidence(SourceLocation at, String message, List<Edit> edits) {
    /** Copies the edits. */
    public Evidence {
        edits = List.copyOf(edits);
    }

    /** A place that no edit mends. */
    public static Evidence of(SourceLocation at, String message) {
        return new Evidence(at, message, List.of());
    }
}
