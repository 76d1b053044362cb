package io.jsec.dockerfile;

/**
 * A part of a source's text.
 *
 * @param start first UTF-16 code unit, from 0
 * @param end one past the last
 */
public record Span(int start, int end) {
    /** Refuses what ends before it starts. */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }

    /** From this one's start to the other's end. */
    Span to(Span other) {
        return new Span(start, Math.max(start, other.end));
    }
}
