package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Ways in which Docker cuts arguments into words. */
final class Words {
    private Words() {}

    /** Words between blanks; quotes mean nothing. */
    static List<Text> plain(Text text) {
        List<Text> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Blank.isGap(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && !Blank.isGap(text.charAt(at))) {
                at++;
            }
            words.add(text.slice(start, at));
        }
        return words;
    }

    /** Words between blanks that stand outside quotes and behind no escape; quotes are kept. */
    static List<Text> quoted(Text text, char escape) {
        List<Text> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Blank.isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = wordEnd(text, at, escape);
            words.add(text.slice(at, end));
            at = end;
        }
        return words;
    }

    /** Where the word that begins at an index ends. */
    static int wordEnd(Text text, int from, char escape) {
        char quote = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && Blank.isSpace(c)) {
                return at;
            }
            if (c == escape && quote != '\'') {
                at++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    /** A word without its quotes and escapes; variables stay. */
    static Text unquote(Text word, char escape) {
        Text.Builder plain = new Text.Builder(word.span().start());
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == escape && quote != '\'' && i + 1 < word.length()) {
                i = escaped(word, i, quote, plain);
            } else {
                plain.append(c, word.offset(i));
            }
        }
        return plain.build();
    }

    /** Within double quotes an escape takes effect before a quote, a dollar and itself only. */
    private static int escaped(Text word, int at, char quote, Text.Builder plain) {
        char next = word.charAt(at + 1);
        boolean kept = quote == '"' && next != '"' && next != '$' && next != word.charAt(at);
        if (kept) {
            plain.append(word.charAt(at), word.offset(at));
        }
        plain.append(next, word.offset(at + 1));
        return at + 1;
    }
}
