package io.jsec.dockerfile;

import java.util.List;
import java.util.Set;

/**
 * A word with its quotes removed and its variables replaced.
 *
 * @param text the word; what is unknown or unset in it is left out
 * @param unknown names of variables whose value the file does not tell
 * @param unset names of variables that have no value and no default here
 * @param errors what {@code ${name:?text}} and malformed braces say
 */
public record Expanded(String text, Set<String> unknown, Set<String> unset, List<String> errors) {
    /** Copies the sets. */
    public Expanded {
        unknown = Set.copyOf(unknown);
        unset = Set.copyOf(unset);
        errors = List.copyOf(errors);
    }

    /** Whether the file tells all of it. */
    public boolean known() {
        return unknown.isEmpty() && errors.isEmpty();
    }
}
