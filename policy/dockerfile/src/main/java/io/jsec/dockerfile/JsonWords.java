package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON array of strings: the exec form. Docker falls back to the shell form for what is no JSON,
 * and refuses an array of anything else, which {@link JsonSyntax} tells.
 */
final class JsonWords {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;
    private static final char REPLACEMENT = '\ufffd';

    private final Text text;
    private int at;

    private JsonWords(Text text) {
        this.text = text;
    }

    /** The strings, or empty where the text is no array of strings. */
    static Optional<List<Text>> read(Text text) {
        return new JsonWords(text).array();
    }

    private Optional<List<Text>> array() {
        List<Text> words = new ArrayList<>();
        if (!next('[')) {
            return Optional.empty();
        }
        boolean more = !next(']');
        while (more) {
            Optional<Text> word = string();
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
            more = next(',');
            if (!more && !next(']')) {
                return Optional.empty();
            }
        }
        skipBlanks();
        return at == text.length() ? Optional.of(words) : Optional.empty();
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char expected) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == expected;
        at += found ? 1 : 0;
        return found;
    }

    private Optional<Text> string() {
        if (!next('"')) {
            return Optional.empty();
        }
        Text.Builder word = new Text.Builder(text.offset(at));
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(whole(word.build()));
            }
            if (c < ' ') {
                return Optional.empty();
            }
            if (c == '\\') {
                if (!escape(word)) {
                    return Optional.empty();
                }
            } else {
                word.append(c, text.offset(at));
                at++;
            }
        }
        return Optional.empty();
    }

    /** Half of a pair of surrogates is no character. */
    private static Text whole(Text word) {
        String value = word.value();
        Text.Builder whole = new Text.Builder(word.offset(0));
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            boolean pair =
                    i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
            if (pair) {
                whole.append(c, word.offset(i));
                i++;
                whole.append(value.charAt(i), word.offset(i));
            } else {
                whole.append(Character.isSurrogate(c) ? REPLACEMENT : c, word.offset(i));
            }
            i++;
        }
        return value.isEmpty() ? word : whole.build();
    }

    private boolean escape(Text.Builder word) {
        int start = at;
        if (start + 1 >= text.length()) {
            return false;
        }
        char c = text.charAt(start + 1);
        int known = ESCAPES.indexOf(c);
        if (known >= 0) {
            word.append(MEANINGS.charAt(known), text.offset(start));
            at = start + 2;
            return true;
        }
        int end = start + 2 + HEX_DIGITS;
        if (c != 'u' || end > text.length()) {
            return false;
        }
        int unit = 0;
        for (int i = start + 2; i < end; i++) {
            int digit = Character.digit(text.charAt(i), HEX);
            if (digit < 0 || text.charAt(i) > 'f') {
                return false;
            }
            unit = unit * HEX + digit;
        }
        word.append((char) unit, text.offset(start));
        at = end;
        return true;
    }
}
