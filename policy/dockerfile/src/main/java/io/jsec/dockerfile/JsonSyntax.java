package io.jsec.dockerfile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a text is a JSON array of whatever. It does not recurse. */
final class JsonSyntax {
    /** As deep as the reader of BuildKit goes. */
    private static final int DEPTH_MAX = 10_000;

    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");

    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** Whether the text is an array and nothing else. */
    static boolean isArray(String text) {
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.blanks();
        return syntax.peek() == '[' && syntax.values() && syntax.at == text.length();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char expected) {
        blanks();
        boolean found = peek() == expected;
        at += found ? 1 : 0;
        return found;
    }

    /** Reads values until the first of them, with all that it holds, has ended. */
    private boolean values() {
        do {
            if (!value()) {
                return false;
            }
            boolean more = false;
            while (!open.isEmpty() && !more) {
                if (next(',')) {
                    more = open.getLast() == ']' || key();
                    if (!more) {
                        return false;
                    }
                } else if (next(open.getLast())) {
                    open.removeLast();
                } else {
                    return false;
                }
            }
        } while (!open.isEmpty());
        blanks();
        return true;
    }

    /** A scalar, an empty array or object, or the begin of another up to its first value. */
    private boolean value() {
        while (true) {
            if (next('"')) {
                return string();
            }
            boolean array = next('[');
            if (!array && !next('{')) {
                return scalar();
            }
            if (open.size() == DEPTH_MAX) {
                return false;
            }
            if (next(array ? ']' : '}')) {
                return true;
            }
            open.addLast(array ? ']' : '}');
            if (!array && !key()) {
                return false;
            }
        }
    }

    private boolean key() {
        return next('"') && string() && next(':');
    }

    private boolean scalar() {
        Matcher matcher = SCALAR.matcher(text).region(at, text.length());
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    private boolean string() {
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (c == '"') {
                return true;
            }
            if (c < ' ' || (c == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        char c = peek();
        at++;
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0 && c != 0;
        }
        int end = at + 4;
        while (at < end) {
            if ("0123456789abcdefABCDEF".indexOf(peek()) < 0 || peek() == 0) {
                return false;
            }
            at++;
        }
        return true;
    }
}
