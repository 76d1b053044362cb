package io.jsec.dockerfile;

import java.util.Arrays;

/**
 * A text taken out of a source, in which each character still knows its place there.
 *
 * <p>Continuations, comments, quotes and escapes may lie between two characters. A slice of a text
 * costs no more than its length.
 */
public final class Text {
    private static final Text EMPTY = new Text("", new int[] {0});

    private final String value;

    /** The offset of each character, and one past the last. */
    private final int[] offsets;

    private Text(String value, int[] offsets) {
        this.value = value;
        this.offsets = offsets;
    }

    /** A part of a source as it stands. */
    static Text of(String source, int start, int end) {
        int[] offsets = new int[end - start + 1];
        Arrays.setAll(offsets, i -> start + i);
        return new Text(source.substring(start, end), offsets);
    }

    /** No text. */
    static Text empty() {
        return EMPTY;
    }

    /** The characters. */
    public String value() {
        return value;
    }

    /** How many characters. */
    public int length() {
        return value.length();
    }

    /** Whether there is no character. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    char charAt(int index) {
        return value.charAt(index);
    }

    /** Where the character stands in the source. */
    int offset(int index) {
        return offsets[index];
    }

    /** The place of all of it. */
    public Span span() {
        return span(0, length());
    }

    /** The place of a part of it. */
    public Span span(int from, int to) {
        int start = offsets[from];
        int end = to > from ? offsets[to - 1] + 1 : start;
        return new Span(start, Math.max(start, end));
    }

    /** A part of it. */
    public Text slice(int from, int to) {
        int[] part = Arrays.copyOfRange(offsets, from, to + 1);
        part[to - from] = to > from ? offsets[to - 1] + 1 : offsets[from];
        return new Text(value.substring(from, to), part);
    }

    /** The rest of it. */
    Text from(int start) {
        return slice(start, length());
    }

    /** Without blanks around it. */
    Text strip() {
        int from = 0;
        int to = length();
        while (from < to && Blank.isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && Blank.isSpace(value.charAt(to - 1))) {
            to--;
        }
        return slice(from, to);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Puts a text together. */
    static final class Builder {
        private final StringBuilder value = new StringBuilder();
        private int[] offsets = new int[64];
        private int end;

        Builder(int start) {
            end = start;
        }

        Builder append(char character, int offset) {
            if (value.length() + 1 >= offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[value.length()] = offset;
            value.append(character);
            end = offset + 1;
            return this;
        }

        Builder append(Text text) {
            for (int i = 0; i < text.length(); i++) {
                append(text.charAt(i), text.offset(i));
            }
            return this;
        }

        int length() {
            return value.length();
        }

        Text build() {
            int[] all = Arrays.copyOf(offsets, value.length() + 1);
            all[value.length()] = end;
            return new Text(value.toString(), all);
        }
    }
}
