package io.jsec.journal;

import java.util.regex.Pattern;

/**
 * The rule a decision rests on, such as {@code JSEC-C-501} or a rule of a user's.
 *
 * @param text at most 64 characters
 */
public record RuleId(String text) {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    /** Refuses a text that is not the name of a rule. */
    public RuleId {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a rule: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
