package io.jsec.cli.template;

import java.util.ArrayList;
import java.util.List;

/** From the characters of a template to its words. */
final class Lexer {
    /** More is no format that somebody typed. */
    private static final int TEMPLATE_CHARACTERS_MAX = 65_536;

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /** The words of a template; the last one is END. */
    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        if (source.length() > TEMPLATE_CHARACTERS_MAX) {
            throw lexer.error("it is longer than " + TEMPLATE_CHARACTERS_MAX + " characters");
        }
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        boolean trim = false;
        while (true) {
            int open = source.indexOf("{{", at);
            String text = source.substring(at, open < 0 ? source.length() : open);
            boolean trimEnd = open >= 0 && opensTrimmed(open);
            int start = at;
            String kept = trim ? text.stripLeading() : text;
            kept = trimEnd ? kept.stripTrailing() : kept;
            if (!kept.isEmpty()) {
                tokens.add(new Token(Token.Kind.TEXT, kept, place(start), false));
            }
            if (open < 0) {
                at = source.length();
                tokens.add(new Token(Token.Kind.END, "", place(at), false));
                return;
            }
            at = open + (trimEnd ? 3 : 2);
            trim = isComment() ? comment(open) : action(open);
        }
    }

    private boolean opensTrimmed(int open) {
        return source.startsWith("{{-", open)
                && open + 3 < source.length()
                && Character.isWhitespace(source.charAt(open + 3));
    }

    private boolean isComment() {
        int start = at;
        while (start < source.length() && Character.isWhitespace(source.charAt(start))) {
            start++;
        }
        return source.startsWith("/*", start);
    }

    private boolean comment(int open) {
        int end = source.indexOf("*/", at);
        if (end < 0) {
            throw error("unclosed comment");
        }
        at = end + 2;
        boolean trimmed = closesTrimmed();
        skipSpace();
        if (trimmed) {
            at++;
        }
        if (!source.startsWith("}}", at)) {
            at = open;
            throw error("comment ends before closing delimiter");
        }
        at += 2;
        return trimmed;
    }

    private boolean action(int open) {
        tokens.add(new Token(Token.Kind.OPEN, "{{", place(open), false));
        while (true) {
            boolean trimmed = closesTrimmed();
            boolean spaced = skipSpace();
            if (trimmed) {
                at++;
            }
            if (source.startsWith("}}", at)) {
                tokens.add(new Token(Token.Kind.CLOSE, "}}", place(at), spaced));
                at += 2;
                return trimmed;
            }
            if (at >= source.length()) {
                at = open;
                throw error("unclosed action");
            }
            word(spaced);
        }
    }

    /** Whether white space, a minus and the end of the action follow. */
    private boolean closesTrimmed() {
        int end = at;
        while (end < source.length() && Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        return end > at && source.startsWith("-}}", end);
    }

    private boolean skipSpace() {
        int start = at;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private void word(boolean spaced) {
        int start = at;
        char c = source.charAt(at);
        if (c == '"' || c == '\'' || c == '`') {
            quoted(c, spaced);
        } else if (c == '.' && !digitAt(at + 1)) {
            at++;
            name();
            add(at == start + 1 ? Token.Kind.DOT : Token.Kind.FIELD, start, spaced);
        } else if (c == '$') {
            at++;
            name();
            add(Token.Kind.VARIABLE, start, spaced);
        } else if (isName(c) && !digitAt(at)) {
            name();
            add(Token.Kind.NAME, start, spaced);
        } else if (c == '+' || c == '-' || c == '.' || digitAt(at)) {
            at++;
            number();
            add(Token.Kind.NUMBER, start, spaced);
        } else {
            sign(c, spaced);
        }
    }

    private void sign(char c, boolean spaced) {
        int start = at;
        if (source.startsWith(":=", at)) {
            at += 2;
        } else if ("|(),=".indexOf(c) >= 0) {
            at++;
        } else {
            throw error("unexpected \"" + c + "\" in an action");
        }
        add(Token.Kind.SIGN, start, spaced);
    }

    private void add(Token.Kind kind, int start, boolean spaced) {
        tokens.add(new Token(kind, source.substring(start, at), place(start), spaced));
    }

    private void name() {
        while (at < source.length() && isName(source.charAt(at))) {
            at++;
        }
    }

    private void number() {
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean exponent = (c == '+' || c == '-') && "eE".indexOf(source.charAt(at - 1)) >= 0;
            if (!isName(c) && c != '.' && !exponent) {
                return;
            }
            at++;
        }
    }

    private void quoted(char quote, boolean spaced) {
        int start = at;
        Place place = place(start);
        at++;
        while (at < source.length() && source.charAt(at) != quote) {
            if (source.charAt(at) == '\n' && quote != '`') {
                break;
            }
            at += source.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        if (at >= source.length() || source.charAt(at) != quote) {
            at = start;
            throw error(quote == '\'' ? "unterminated character" : "unterminated quoted string");
        }
        String inner = source.substring(start + 1, at);
        at++;
        if (quote == '`') {
            tokens.add(new Token(Token.Kind.STRING, inner, place, spaced));
            return;
        }
        String meaning =
                GoQuote.unquote(inner)
                        .orElseThrow(() ->
                                TemplateException.syntax(
                                        place, "bad escape in " + quote + inner + quote));
        if (quote == '\'') {
            if (meaning.codePointCount(0, meaning.length()) != 1) {
                throw TemplateException.syntax(place, "malformed character '" + inner + "'");
            }
            String number = Integer.toString(meaning.codePointAt(0));
            tokens.add(new Token(Token.Kind.CHARACTER, number, place, spaced));
        } else {
            tokens.add(new Token(Token.Kind.STRING, meaning, place, spaced));
        }
    }

    private boolean digitAt(int index) {
        return index < source.length()
                && source.charAt(index) >= '0'
                && source.charAt(index) <= '9';
    }

    private static boolean isName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private Place place(int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(line, index - lineStart);
    }

    private TemplateException error(String why) {
        return TemplateException.syntax(place(at), why);
    }
}
