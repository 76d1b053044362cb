package io.jsec.image;

import java.util.ArrayList;
import java.util.List;

/** Splits arguments of a Dockerfile's instruction at blanks, with quotes and backslashes. */
final class ChangeWords {
    private ChangeWords() {}

    /**
     * @throws IllegalArgumentException for a quote that does not end
     */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                if (quote == '"' && next != '"' && next != '\\' && next != '$') {
                    word.append(c);
                }
                word.append(next);
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote does not end");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
