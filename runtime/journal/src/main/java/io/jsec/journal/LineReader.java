package io.jsec.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON that {@link Body} writes, and no other: one flat object, no space, no escape, no
 * number but a whole one without a sign, no member twice.
 */
final class LineReader {
    private static final int DIGITS_MAX = 18;

    private final String text;
    private final int end;
    private int at;

    /** Reads a text up to a place where a comma or the end stands. */
    LineReader(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /** The text is not of the form. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(int at) {
            super("at " + at);
        }
    }

    /** The members up to the end, in a map that the caller may change. */
    Map<String, Line.Value> members() throws MalformedException {
        Map<String, Line.Value> members = new LinkedHashMap<>();
        take('{');
        while (true) {
            String name = string();
            take(':');
            if (members.put(name, value()) != null) {
                throw new MalformedException(at);
            }
            if (at == end) {
                return members;
            }
            take(',');
        }
    }

    private Line.Value value() throws MalformedException {
        char c = peek();
        if (c == '"') {
            return new Line.Value.Text(string());
        }
        return c == '[' ? new Line.Value.Texts(list()) : new Line.Value.Count(number());
    }

    private List<String> list() throws MalformedException {
        List<String> texts = new ArrayList<>();
        take('[');
        if (peek() == ']') {
            at++;
            return texts;
        }
        while (true) {
            texts.add(string());
            if (peek() == ']') {
                at++;
                return texts;
            }
            take(',');
        }
    }

    private String string() throws MalformedException {
        take('"');
        int from = at;
        while (peek() != '"') {
            if (!Line.isPlain(peek())) {
                throw new MalformedException(at);
            }
            at++;
        }
        at++;
        return text.substring(from, at - 1);
    }

    private long number() throws MalformedException {
        int from = at;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - from;
        if (digits == 0 || digits > DIGITS_MAX || (digits > 1 && text.charAt(from) == '0')) {
            throw new MalformedException(from);
        }
        return Long.parseLong(text.substring(from, at));
    }

    private void take(char c) throws MalformedException {
        if (peek() != c) {
            throw new MalformedException(at);
        }
        at++;
    }

    private char peek() throws MalformedException {
        if (at >= end) {
            throw new MalformedException(at);
        }
        return text.charAt(at);
    }
}
