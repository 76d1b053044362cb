package io.jsec.journal;

import java.util.regex.Pattern;

/**
 * A route of the API with names in the place of values, such as {@code /containers/{id}/start}: no
 * digit and no query, so that nothing a client typed can be one.
 *
 * @param text at most {@value #TEXT_CHARS_MAX} characters
 */
public record Route(String text) {
    /** The longest route. */
    public static final int TEXT_CHARS_MAX = 96;

    private static final Pattern GRAMMAR =
            Pattern.compile("/[A-Za-z_./{}-]{0," + (TEXT_CHARS_MAX - 1) + "}");

    /** Refuses a text that is not a route. */
    public Route {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a route: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
