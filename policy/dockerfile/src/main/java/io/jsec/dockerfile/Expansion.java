package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces the variables of a word as Docker does outside {@code RUN}, and removes its quotes.
 *
 * <p>Source: Dockerfile reference, "Environment replacement": {@code $name}, {@code ${name}}, and
 * the modifiers {@code :-}, {@code -}, {@code :+}, {@code +}, {@code :?}, {@code ?}, {@code #},
 * {@code ##}, {@code %}, {@code %%}, {@code /} and {@code //}.
 */
public final class Expansion {
    private static final int DEPTH_MAX = 32;
    private static final int CHARACTERS_MAX = 1 << 20;

    private final String word;
    private final char escape;
    private final Variables variables;
    private final int depth;
    private final StringBuilder out = new StringBuilder();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> unset = new LinkedHashSet<>();
    private final List<String> errors = new ArrayList<>();
    private int at;

    private Expansion(String word, char escape, Variables variables, int depth) {
        this.word = word;
        this.escape = escape;
        this.variables = variables;
        this.depth = depth;
    }

    /** Expands a word as it is written in the file. */
    public static Expanded expand(String word, char escape, Variables variables) {
        return new Expansion(word, escape, variables, 0).run();
    }

    private Expanded run() {
        char quote = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            if (c == '\'' && quote != '"') {
                quote = quote == 0 ? c : 0;
                at++;
            } else if (quote == '\'') {
                out.append(c);
                at++;
            } else if (c == '"') {
                quote = quote == 0 ? c : 0;
                at++;
            } else if (c == escape) {
                escaped(quote);
            } else if (c == '$') {
                variable();
            } else {
                out.append(c);
                at++;
            }
            if (out.length() > CHARACTERS_MAX) {
                errors.add("the value is longer than " + CHARACTERS_MAX + " characters");
                return new Expanded(out.toString(), unknown, unset, errors);
            }
        }
        if (quote != 0) {
            errors.add("a quote is not closed");
        }
        return new Expanded(out.toString(), unknown, unset, errors);
    }

    private void escaped(char quote) {
        if (at + 1 >= word.length()) {
            at++;
            return;
        }
        char next = word.charAt(at + 1);
        if (quote == '"' && next != '"' && next != '$' && next != escape) {
            out.append(word.charAt(at));
        }
        out.append(next);
        at += 2;
    }

    private void variable() {
        int start = at + 1;
        if (start < word.length() && word.charAt(start) == '{') {
            braces(start + 1);
            return;
        }
        int end = nameEnd(start);
        if (end == start) {
            out.append('$');
            at = start;
            return;
        }
        String name = word.substring(start, end);
        at = end;
        put(name, variables.get(name));
    }

    /** Special parameters are one character or a number; names are letters, digits and _. */
    private int nameEnd(int start) {
        if (start >= word.length()) {
            return start;
        }
        char first = word.charAt(start);
        if ("@*#?-$!".indexOf(first) >= 0) {
            return start + 1;
        }
        int end = start;
        if (Character.isDigit(first)) {
            while (end < word.length() && Character.isDigit(word.charAt(end))) {
                end++;
            }
            return end;
        }
        while (end < word.length() && isName(word.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private void braces(int start) {
        int end = nameEnd(start);
        int close = close(end);
        if (end == start || close < 0) {
            errors.add("a ${ that is not closed or names nothing");
            out.append(word, at, word.length());
            at = word.length();
            return;
        }
        String name = word.substring(start, end);
        String modifier = word.substring(end, close);
        at = close + 1;
        Variables.Value value = variables.get(name);
        if (modifier.isEmpty()) {
            put(name, value);
        } else {
            modified(name, value, modifier);
        }
    }

    /** The brace that closes the one before; those of variables between them are counted. */
    private int close(int from) {
        int open = 1;
        char quote = 0;
        for (int i = from; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == escape && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && word.startsWith("${", i)) {
                open++;
                i++;
            } else if (quote == 0 && c == '}') {
                open--;
                if (open == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private void put(String name, Variables.Value value) {
        switch (value) {
            case Variables.Value.Known known -> out.append(known.text());
            case Variables.Value.Unset none -> unset.add(name);
            case Variables.Value.Unknown none -> unknown.add(name);
        }
    }

    private void modified(String name, Variables.Value value, String modifier) {
        boolean colon = modifier.startsWith(":");
        String rest = colon ? modifier.substring(1) : modifier;
        if (rest.isEmpty()) {
            errors.add("${" + name + ":} has no modifier");
            return;
        }
        char kind = rest.charAt(0);
        String operand = rest.substring(1);
        switch (kind) {
            case '-' -> fallback(name, value, operand, colon);
            case '+' -> alternative(name, value, operand, colon);
            case '?' -> required(name, value, operand, colon);
            case '#', '%', '/' -> {
                if (colon) {
                    errors.add("${" + name + modifier + "} has an unknown modifier");
                } else {
                    pattern(name, value, kind, operand);
                }
            }
            default -> errors.add("${" + name + modifier + "} has an unknown modifier");
        }
    }

    private static boolean holds(Variables.Value value, boolean colon) {
        return value instanceof Variables.Value.Known(String text) && !(colon && text.isEmpty());
    }

    private void fallback(String name, Variables.Value value, String operand, boolean colon) {
        if (holds(value, colon)) {
            put(name, value);
        } else {
            out.append(inner(operand));
            if (value instanceof Variables.Value.Unknown) {
                unknown.add(name);
            }
        }
    }

    private void alternative(String name, Variables.Value value, String operand, boolean colon) {
        if (value instanceof Variables.Value.Unknown) {
            unknown.add(name);
        } else if (holds(value, colon)) {
            out.append(inner(operand));
        }
    }

    private void required(String name, Variables.Value value, String operand, boolean colon) {
        if (value instanceof Variables.Value.Unknown || holds(value, colon)) {
            put(name, value);
        } else {
            errors.add(name + ": " + inner(operand));
        }
    }

    private void pattern(String name, Variables.Value value, char kind, String operand) {
        if (!(value instanceof Variables.Value.Known(String text))) {
            put(name, value);
            return;
        }
        boolean twice = !operand.isEmpty() && operand.charAt(0) == kind;
        String rest = twice ? operand.substring(1) : operand;
        if (kind == '/') {
            int slash = slash(rest);
            String from = slash < 0 ? rest : rest.substring(0, slash);
            String to = slash < 0 ? "" : inner(rest.substring(slash + 1));
            out.append(ShellPattern.of(pattern(from), escape).replace(text, to, twice));
        } else if (kind == '#') {
            out.append(ShellPattern.of(pattern(rest), escape).withoutPrefix(text, twice));
        } else {
            out.append(ShellPattern.of(pattern(rest), escape).withoutSuffix(text, twice));
        }
    }

    private int slash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == escape) {
                i++;
            } else if (text.charAt(i) == '/') {
                return i;
            }
        }
        return -1;
    }

    /** An operand that is a pattern: what is escaped there stays so, but for slashes and braces. */
    private String pattern(String operand) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < operand.length(); i++) {
            char c = operand.charAt(i);
            boolean pair = c == escape && i + 1 < operand.length();
            if (pair && "*?".indexOf(operand.charAt(i + 1)) >= 0) {
                kept.append(c).append(c);
            } else if (pair && operand.charAt(i + 1) == escape) {
                kept.append(c).append(c).append(c);
                i++;
            }
            kept.append(c);
        }
        return inner(kept.toString());
    }

    private String inner(String operand) {
        if (depth == DEPTH_MAX) {
            errors.add("braces are nested more than " + DEPTH_MAX + " deep");
            return "";
        }
        Expanded expanded = new Expansion(operand, escape, variables, depth + 1).run();
        unknown.addAll(expanded.unknown());
        unset.addAll(expanded.unset());
        errors.addAll(expanded.errors());
        return expanded.text();
    }
}
