package io.jsec.journal;

import java.util.regex.Pattern;

/**
 * A short word of the engine's own: an id, a version, a time, the name of a file.
 *
 * @param text at most 64 characters
 */
public record Token(String text) implements Comparable<Token> {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:+-]{0,63}");

    /** Refuses what is not one. */
    public Token {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a word: " + text);
        }
    }

    @Override
    public int compareTo(Token other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
