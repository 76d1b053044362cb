package io.jsec.engine;

import java.util.List;

/**
 * A container that was made.
 *
 * @param id 64 hexadecimal digits
 * @param warnings for the user, none as a rule
 */
public record CreateResult(String id, List<String> warnings) {
    /** Copied. */
    public CreateResult {
        warnings = List.copyOf(warnings);
    }
}
