package io.jsec.cli.template;

import java.util.Optional;

/** Strings as Go writes them in its source: escapes, and quotes around. */
final class GoQuote {
    private static final String LETTERS = "abfnrtv\\'\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\'\"";

    private GoQuote() {}

    /** What stands between quotes, without its escapes; empty where one is wrong. */
    static Optional<String> unquote(String inner) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < inner.length()) {
            char c = inner.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (i >= inner.length()) {
                return Optional.empty();
            }
            char letter = inner.charAt(i++);
            int known = LETTERS.indexOf(letter);
            int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
            if (known >= 0) {
                text.append(MEANINGS.charAt(known));
            } else if (digits > 0 && i + digits <= inner.length()) {
                Optional<Integer> point = hex(inner.substring(i, i + digits));
                if (point.isEmpty()) {
                    return Optional.empty();
                }
                text.appendCodePoint(point.get());
                i += digits;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(text.toString());
    }

    private static Optional<Integer> hex(String digits) {
        if (!digits.matches("[0-9a-fA-F]+")) {
            return Optional.empty();
        }
        long point = Long.parseLong(digits, 16);
        return point <= Character.MAX_CODE_POINT ? Optional.of((int) point) : Optional.empty();
    }

    /** The text in double quotes, with escapes for what does not print. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(point -> {
                    int known = point == '\'' ? -1 : MEANINGS.indexOf(point);
                    if (known >= 0) {
                        quoted.append('\\').append(LETTERS.charAt(known));
                    } else if (point < 0x20 || point == 0x7f) {
                        quoted.append(String.format("\\x%02x", point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                });
        return quoted.append('"').toString();
    }
}
