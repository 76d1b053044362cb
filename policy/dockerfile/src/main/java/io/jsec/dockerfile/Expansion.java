package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the variables of a word as Docker does outside {@code RUN}, and removes its quotes.
 *
 * <p>Source: Dockerfile reference, "Environment replacement": {@code $name}, {@code ${name}}, and
 * the modifiers {@code :-}, {@code -}, {@code :+}, {@code +}, {@code :?}, {@code ?}, {@code #},
 * {@code ##}, {@code %}, {@code %%}, {@code /} and {@code //}.
 *
 * <p>The operand of a modifier is expanded whether it is needed or not, so that an error in it is
 * always told. Patterns and replacements keep their escapes.
 */
public final class Expansion {
    /** The longest value that a kernel takes in an environment. */
    static final int CHARACTERS_MAX = 128 * 1024;

    private static final int DEPTH_MAX = 32;
    private static final char NONE = 0;
    private static final char DEFAULT_ESCAPE = '\\';

    private final String word;
    private final char escape;
    private final boolean quotes;
    private final Variables variables;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> unset = new LinkedHashSet<>();
    private @Nullable String failure;
    private boolean rawEscapes;
    private int depth;
    private int unknownUses;
    private int at;

    /** What is known of a variable where it is used. */
    private record Found(boolean set, boolean known, String text) {}

    private Expansion(String word, char escape, boolean quotes, Variables variables) {
        this.word = word;
        this.escape = escape;
        this.quotes = quotes;
        this.variables = variables;
    }

    /** Expands a word as it is written in the file. */
    public static Expanded expand(String word, char escape, Variables variables) {
        return new Expansion(word, escape, true, variables).expanded();
    }

    /**
     * Expands the lines of a here-document: quotes stay, and the escape character is the backslash,
     * whatever the file says.
     */
    public static Expanded expandHeredoc(String content, Variables variables) {
        return new Expansion(content, DEFAULT_ESCAPE, false, variables).expanded();
    }

    private Expanded expanded() {
        String text = run(NONE);
        List<String> errors = new ArrayList<>();
        if (failure != null) {
            errors.add(failure);
            text = word;
        }
        return new Expanded(text, unknown, unset, errors);
    }

    private char peek() {
        return at < word.length() ? word.charAt(at) : NONE;
    }

    /** Nothing is read behind the first mistake. */
    private String fail(String message) {
        if (failure == null) {
            failure = message;
        }
        at = word.length();
        return "";
    }

    /** Expands up to a character that stands alone and is passed over, or to the end. */
    private String run(char stop) {
        StringBuilder out = new StringBuilder();
        while (at < word.length()) {
            char c = peek();
            if (stop != NONE && c == stop) {
                at++;
                return out.toString();
            }
            if (c == '$') {
                out.append(dollar());
            } else if (quotes && c == '\'') {
                single(out);
            } else if (quotes && c == '"') {
                twofold(out);
            } else if (c == escape) {
                escaped(out);
            } else {
                out.append(c);
                at++;
            }
            if (out.length() > CHARACTERS_MAX) {
                fail("the value is longer than " + CHARACTERS_MAX + " characters");
            }
        }
        if (stop != NONE) {
            fail(stop == '/' ? "a ${ has no second slash" : "a ${ is not closed");
        }
        return out.toString();
    }

    private void escaped(StringBuilder out) {
        if (rawEscapes) {
            out.append(escape);
        }
        at++;
        if (at < word.length()) {
            out.append(peek());
            at++;
        }
    }

    private void single(StringBuilder out) {
        int end = word.indexOf('\'', at + 1);
        if (end < 0) {
            fail("a quote is not closed");
        } else {
            out.append(word, at + 1, end);
            at = end + 1;
        }
    }

    private void twofold(StringBuilder out) {
        at++;
        while (at < word.length() && peek() != '"' && out.length() <= CHARACTERS_MAX) {
            if (peek() == '$') {
                out.append(dollar());
            } else if (peek() == escape) {
                escapedInQuotes(out);
            } else {
                out.append(peek());
                at++;
            }
        }
        if (at == word.length()) {
            fail("a quote is not closed");
        } else {
            at++;
        }
    }

    /** Takes effect before a quote, a dollar and itself only. */
    private void escapedInQuotes(StringBuilder out) {
        if (rawEscapes) {
            out.append(escape);
        }
        at++;
        char next = peek();
        if (at < word.length() && (next == '"' || next == '$' || next == escape)) {
            out.append(next);
            at++;
        } else if (at < word.length()) {
            out.append(escape);
        }
    }

    private String name() {
        int end = VariableName.end(word, at);
        String name = word.substring(at, end);
        at = end;
        return name;
    }

    private String dollar() {
        at++;
        if (peek() == '{') {
            at++;
            return braces();
        }
        String name = name();
        return name.isEmpty() ? "$" : value(name);
    }

    private String braces() {
        char first = peek();
        if (at == word.length() || first == '{' || first == '}' || first == ':') {
            return fail("a ${ names nothing");
        }
        String name = name();
        boolean colon = peek() == ':';
        if (!colon && peek() == '}') {
            at++;
            return value(name);
        }
        at += colon ? 1 : 0;
        char modifier = peek();
        boolean known = at < word.length() && (colon ? "-+?" : "-+?#%/").indexOf(modifier) >= 0;
        if (!known) {
            return fail(
                    at == word.length()
                            ? "a ${ is not closed"
                            : "${" + name + (colon ? ":" : "") + modifier + "} is no modifier");
        }
        if (depth == DEPTH_MAX) {
            return fail("braces are nested more than " + DEPTH_MAX + " deep");
        }
        at++;
        depth++;
        boolean before = rawEscapes;
        rawEscapes = "#%/".indexOf(modifier) >= 0;
        String text = modifier == '/' ? replaced(name) : modified(name, modifier, colon);
        rawEscapes = before;
        depth--;
        return text;
    }

    private void unknown(String name) {
        unknown.add(name);
        unknownUses++;
    }

    private Found look(String name) {
        return switch (variables.get(name)) {
            case Variables.Value.Known(String text) -> new Found(true, true, text);
            case Variables.Value.Unset none -> new Found(false, true, "");
            case Variables.Value.Unknown none -> new Found(true, false, "");
        };
    }

    private String value(String name) {
        Found found = look(name);
        if (!found.known()) {
            unknown(name);
        } else if (!found.set()) {
            unset.add(name);
        }
        return found.text();
    }

    private String modified(String name, char modifier, boolean colon) {
        Found found = look(name);
        boolean holds = found.known() && found.set() && !(colon && found.text().isEmpty());
        boolean used = modifier == '-' ? !holds : modifier != '+' || holds;
        int before = unknownUses;
        String operand = operand(used);
        if (failure != null) {
            return "";
        }
        return switch (modifier) {
            case '-' -> {
                if (!found.known()) {
                    unknown(name);
                }
                yield holds ? found.text() : operand;
            }
            case '+' -> {
                if (!found.known()) {
                    unknown(name);
                }
                yield holds ? operand : "";
            }
            case '?' -> {
                if (!holds && found.known()) {
                    String reason = found.set() ? "it is empty" : "it has no value";
                    yield fail(name + ": " + (operand.isEmpty() ? reason : operand));
                }
                yield value(name);
            }
            default -> trimmed(name, modifier, operand, before);
        };
    }

    /** What is missing in an operand does not matter where the operand is not used. */
    private String operand(boolean used) {
        Set<String> unknownBefore = Set.copyOf(unknown);
        Set<String> unsetBefore = Set.copyOf(unset);
        String operand = run('}');
        if (!used) {
            unknown.retainAll(unknownBefore);
            unset.retainAll(unsetBefore);
        }
        return operand;
    }

    /** A pattern of which a part is unknown may be fine. */
    private boolean malformed(ShellPattern pattern, String name, int before) {
        boolean malformed = !pattern.wellFormed() && unknownUses == before;
        if (malformed) {
            fail("a pattern of ${" + name + "} escapes what needs no escape");
        }
        return malformed;
    }

    private String trimmed(String name, char modifier, String operand, int before) {
        boolean longest = !operand.isEmpty() && operand.charAt(0) == modifier;
        ShellPattern pattern = ShellPattern.of(longest ? operand.substring(1) : operand);
        if (malformed(pattern, name, before)) {
            return "";
        }
        String text = value(name);
        return modifier == '#'
                ? pattern.withoutPrefix(text, longest)
                : pattern.withoutSuffix(text, longest);
    }

    private String replaced(String name) {
        boolean all = peek() == '/';
        at += all ? 1 : 0;
        int before = unknownUses;
        String from = run('/');
        int behind = unknownUses;
        String to = run('}');
        if (failure != null) {
            return "";
        }
        ShellPattern pattern = ShellPattern.of(from);
        if (behind == before && malformed(pattern, name, unknownUses)) {
            return "";
        }
        return pattern.replace(value(name), to, all);
    }
}
