package io.jsec.dockerfile;

/** Names of variables behind a dollar sign. */
final class VariableName {
    private static final String SPECIAL = "@*#?-$!";

    private VariableName() {}

    /**
     * Where the name that begins at an index ends; there where it is none. Special parameters are
     * one character or a number; other names are letters, digits and {@code _}.
     */
    static int end(String text, int start) {
        if (start >= text.length()) {
            return start;
        }
        if (SPECIAL.indexOf(text.charAt(start)) >= 0) {
            return start + 1;
        }
        boolean number = Character.isDigit(text.codePointAt(start));
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            boolean inName =
                    number ? Character.isDigit(c) : c == '_' || Character.isLetterOrDigit(c);
            if (!inName) {
                return end;
            }
            end += Character.charCount(c);
        }
        return end;
    }
}
