package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a line into words to find here-documents in it. Variables stay as they are written, and the
 * escape character is the backslash, whatever the file says: so does BuildKit.
 */
final class HeredocWords {
    private static final char ESCAPE = '\\';
    private static final char NONE = 0;
    private static final int DEPTH_MAX = 100;

    /** Takes characters; a blank that is split on may end a word. */
    private interface Sink {
        void put(char c, int offset, boolean split);
    }

    private final Text text;
    private final boolean rawQuotes;
    private final List<Text> words = new ArrayList<>();
    private Text.@Nullable Builder word;
    private boolean rawEscapes;
    private boolean broken;
    private int at;
    private int depth;

    private HeredocWords(Text text, boolean raw) {
        this.text = text;
        this.rawQuotes = raw;
        this.rawEscapes = raw;
    }

    /** The words with their quotes and escapes; empty where one is malformed. */
    static Optional<List<Text>> raw(Text text) {
        return new HeredocWords(text, true).split();
    }

    /** The words without quotes and escapes; empty where one is malformed. */
    static Optional<List<Text>> plain(Text text) {
        return new HeredocWords(text, false).split();
    }

    private Optional<List<Text>> split() {
        run(NONE, this::add);
        if (word != null && word.length() > 0) {
            words.add(word.build());
        }
        return broken ? Optional.empty() : Optional.of(words);
    }

    private void add(char c, int offset, boolean split) {
        if (split && Blank.isSpace(c)) {
            if (word != null) {
                words.add(word.build());
                word = null;
            }
            return;
        }
        if (word == null) {
            word = new Text.Builder(offset);
        }
        word.append(c, offset);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : NONE;
    }

    private void copy(Sink sink, boolean split) {
        sink.put(text.charAt(at), text.offset(at), split);
        at++;
    }

    private void fail() {
        broken = true;
        at = text.length();
    }

    /** Reads up to a character that stands alone, or to the end. */
    private void run(char stop, Sink sink) {
        while (at < text.length()) {
            char c = peek();
            if (stop != NONE && c == stop) {
                return;
            }
            switch (c) {
                case '$' -> dollar((each, offset, split) -> sink.put(each, offset, true));
                case '\'' -> single(sink);
                case '"' -> twofold(sink);
                case '<' -> arrow(sink);
                case ESCAPE -> escaped(sink);
                default -> copy(sink, true);
            }
        }
        if (stop != NONE) {
            fail();
        }
    }

    private void escaped(Sink sink) {
        if (rawEscapes) {
            copy(sink, false);
        } else {
            at++;
        }
        if (at < text.length()) {
            copy(sink, false);
        }
    }

    private void quote(Sink sink) {
        if (rawQuotes) {
            copy(sink, false);
        } else {
            at++;
        }
    }

    private void single(Sink sink) {
        quote(sink);
        while (at < text.length() && peek() != '\'') {
            copy(sink, false);
        }
        if (at == text.length()) {
            fail();
        } else {
            quote(sink);
        }
    }

    private void twofold(Sink sink) {
        quote(sink);
        while (at < text.length() && peek() != '"') {
            if (peek() == '$') {
                dollar((each, offset, split) -> sink.put(each, offset, false));
            } else if (peek() == ESCAPE) {
                escapedInQuotes(sink);
            } else {
                copy(sink, false);
            }
        }
        if (at == text.length()) {
            fail();
        } else {
            quote(sink);
        }
    }

    private void escapedInQuotes(Sink sink) {
        boolean last = at + 1 == text.length();
        boolean taken = !last && "\"$\\".indexOf(text.charAt(at + 1)) >= 0;
        if (rawEscapes || !taken) {
            sink.put(ESCAPE, text.offset(at), false);
        }
        at++;
        if (taken) {
            copy(sink, false);
        }
    }

    /** Two arrows keep the blanks behind them, so that the name is of the same word. */
    private void arrow(Sink sink) {
        copy(sink, false);
        if (peek() == '<') {
            copy(sink, false);
            while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
                copy(sink, false);
            }
        }
    }

    private void dollar(Sink sink) {
        copy(sink, true);
        if (peek() != '{') {
            name(sink);
            return;
        }
        copy(sink, true);
        char first = peek();
        if (first == NONE || first == '{' || first == '}' || first == ':') {
            fail();
            return;
        }
        name(sink);
        boolean colon = peek() == ':';
        if (colon) {
            copy(sink, true);
        }
        char modifier = peek();
        if (!colon && modifier == '}') {
            copy(sink, true);
        } else if (modifier != NONE && (colon ? "+-?" : "+-?#%/").indexOf(modifier) >= 0) {
            copy(sink, true);
            operand(modifier, sink);
        } else {
            fail();
        }
    }

    private void operand(char modifier, Sink sink) {
        boolean before = rawEscapes;
        rawEscapes = "#%/".indexOf(modifier) >= 0;
        depth++;
        if (depth > DEPTH_MAX) {
            fail();
        } else if (modifier == '/') {
            if (peek() == '/') {
                copy(sink, true);
            }
            run('/', sink);
            closing(sink);
            run('}', sink);
            closing(sink);
        } else {
            run('}', sink);
            closing(sink);
        }
        depth--;
        rawEscapes = before;
    }

    private void closing(Sink sink) {
        if (at < text.length()) {
            copy(sink, true);
        }
    }

    private void name(Sink sink) {
        int end = VariableName.end(text.value(), at);
        while (at < end) {
            copy(sink, true);
        }
    }
}
