package io.jsec.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Words as a shell splits them: blanks, single and double quotes, backslashes; nothing expanded.
 */
final class ShellWords {
    private ShellWords() {}

    /** A word that a shell takes for this text, whatever is in it. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * The words of a text.
     *
     * @param option for the message
     * @throws CliException for a quote that is left open
     */
    static List<String> split(String option, String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (started) {
                    words.add(word.toString());
                    word.setLength(0);
                    started = false;
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                started = true;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                started = true;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (quote != 0) {
            throw CliException.refused(
                    Code.VALUE, option + " " + text, "a quote is left open", "a closing " + quote);
        }
        if (started) {
            words.add(word.toString());
        }
        return words;
    }
}
