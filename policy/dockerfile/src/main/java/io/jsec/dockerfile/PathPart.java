package io.jsec.dockerfile;

/**
 * One part of a pattern of paths: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]} and a
 * backslash before a character that means itself.
 *
 * @param pattern as written
 */
record PathPart(String pattern) {
    /** Whether it stands for any number of folders. */
    boolean isAnyFolders() {
        return pattern.equals("**");
    }

    /** Whether its brackets are closed and nothing is escaped at its end. */
    static boolean isWellFormed(String pattern) {
        int at = 0;
        while (at < pattern.length()) {
            int end = end(pattern, at);
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** Where the item that begins at an index ends, or -1 where it does not. */
    private static int end(String pattern, int at) {
        char c = pattern.charAt(at);
        if (c == '\\') {
            return at + 2 <= pattern.length() ? at + 2 : -1;
        }
        if (c != '[') {
            return at + 1;
        }
        int i = at + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        int first = i;
        while (i < pattern.length() && (pattern.charAt(i) != ']' || i == first)) {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i < pattern.length() ? i + 1 : -1;
    }

    /** Whether a name matches; goes back to the last star only. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int mark = 0;
        while (at < name.length()) {
            boolean more = in < pattern.length();
            if (more && pattern.charAt(in) == '*') {
                star = in;
                in++;
                mark = at;
            } else if (more && matches(in, name.charAt(at))) {
                in = end(pattern, in);
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

    private boolean matches(int in, char c) {
        char first = pattern.charAt(in);
        if (first == '?') {
            return true;
        }
        if (first == '\\') {
            return pattern.charAt(in + 1) == c;
        }
        return first == '[' ? inClass(in, c) : first == c;
    }

    private boolean inClass(int in, char c) {
        int end = end(pattern, in) - 1;
        boolean negated = pattern.charAt(in + 1) == '^';
        int at = in + (negated ? 2 : 1);
        boolean found = false;
        while (at < end) {
            at += pattern.charAt(at) == '\\' ? 1 : 0;
            char low = pattern.charAt(at);
            char high = low;
            at++;
            if (at + 1 < end && pattern.charAt(at) == '-') {
                at++;
                at += pattern.charAt(at) == '\\' ? 1 : 0;
                high = pattern.charAt(at);
                at++;
            }
            found |= c >= low && c <= high;
        }
        return found != negated;
    }
}
