package io.jsec.dockerfile;

/** A shell pattern, with {@code *} and {@code ?}; matched without going back exponentially. */
final class ShellPattern {
    private static final int CHARACTERS_MAX = 4_096;

    private final String pattern;

    private ShellPattern(String pattern) {
        this.pattern = pattern;
    }

    static ShellPattern of(String pattern) {
        return new ShellPattern(pattern);
    }

    /** Without the shortest, or longest, part at its start that matches. */
    String withoutPrefix(String text, boolean longest) {
        int end = prefix(text, 0, longest);
        return end < 0 ? text : text.substring(end);
    }

    /** Without the shortest, or longest, part at its end that matches. */
    String withoutSuffix(String text, boolean longest) {
        if (tooLong(text)) {
            return text;
        }
        for (int i = 0; i <= text.length(); i++) {
            int start = longest ? i : text.length() - i;
            if (matches(text, start, text.length())) {
                return text.substring(0, start);
            }
        }
        return text;
    }

    /** With the first, or every, part that matches replaced; each as long as can be. */
    String replace(String text, String with, boolean all) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        boolean done = pattern.isEmpty() || tooLong(text);
        while (at < text.length() && !done) {
            int end = prefix(text, at, true);
            if (end > at) {
                result.append(with);
                at = end;
                done = !all;
            } else {
                result.append(text.charAt(at));
                at++;
            }
        }
        return result.append(text, at, text.length()).toString();
    }

    private boolean tooLong(String text) {
        return text.length() > CHARACTERS_MAX || pattern.length() > CHARACTERS_MAX;
    }

    private int prefix(String text, int from, boolean longest) {
        if (tooLong(text)) {
            return -1;
        }
        for (int i = from; i <= text.length(); i++) {
            int end = longest ? text.length() - (i - from) : i;
            if (matches(text, from, end)) {
                return end;
            }
        }
        return -1;
    }

    private boolean matches(String text, int from, int to) {
        int at = from;
        int in = 0;
        int star = -1;
        int mark = from;
        while (at < to) {
            char wanted = in < pattern.length() ? pattern.charAt(in) : 0;
            if (in < pattern.length() && wanted == '*') {
                star = in;
                in++;
                mark = at;
            } else if (in < pattern.length() && (wanted == '?' || wanted == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                mark++;
                at = mark;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
