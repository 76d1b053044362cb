package io.jsec.rules.compose;

import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Replaces the variables of a compose file: {@code $X}, {@code ${X}}, and the modifiers {@code :- -
 * :+ + :? ?}; {@code $$} is a dollar sign, and so is one before anything else. A variable that has
 * no value and no default stays as it is written, since only who starts the project knows it.
 */
final class Interpolation {
    private static final int DEPTH_MAX = 20;

    /** What all values of a file may grow to, so that variables of variables fill no memory. */
    private static final int CHARS_MAX = 16 * 1024 * 1024;

    private static final int SHOWN_CHARS_MAX = 60;

    /** The tag of a scalar in which a variable stayed. */
    static final String OPEN = "!open";

    /** The tag of a scalar that variables made; its type is that of nothing written. */
    static final String MADE = "!made";

    private final Map<String, String> variables;
    private final Problems problems;
    private int chars;

    /**
     * With variables.
     *
     * @param variables may grow while texts are replaced
     */
    Interpolation(Map<String, String> variables, Problems problems) {
        this.variables = Collections.unmodifiableMap(variables);
        this.problems = problems;
    }

    /** The same tree with variables replaced; keys stay. */
    Node apply(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence sequence -> {
                List<Node> items = sequence.items().stream().map(this::apply).toList();
                yield new Node.Sequence(items, sequence.at(), sequence.tag());
            }
            case Node.Mapping mapping -> {
                List<Node.Entry> entries = new ArrayList<>();
                for (Node.Entry entry : mapping.entries()) {
                    entries.add(new Node.Entry(entry.key(), apply(entry.value())));
                }
                yield new Node.Mapping(entries, mapping.at(), mapping.tag());
            }
        };
    }

    private Node scalar(Node.Scalar scalar) {
        if (scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        StringBuilder out = new StringBuilder();
        boolean open = expand(scalar.text(), scalar.at(), out, 0);
        String text = out.toString();
        Node.Type type =
                text.equals("true") || text.equals("false") ? Node.Type.BOOLEAN : Node.Type.TEXT;
        String tag = open ? OPEN : scalar.tag().isEmpty() ? MADE : scalar.tag();
        return new Node.Scalar(text, type, scalar.at(), Merge.isReset(scalar) ? Merge.RESET : tag);
    }

    /** A text of another file with variables replaced. */
    String text(String text, SourceLocation at) {
        StringBuilder out = new StringBuilder();
        expand(text, at, out, 0);
        return out.toString();
    }

    /** Whether a variable stayed. */
    private boolean expand(String text, SourceLocation at, StringBuilder out, int depth) {
        boolean open = false;
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '$' || i + 1 == text.length()) {
                out.append(text.charAt(i));
                i++;
                continue;
            }
            char next = text.charAt(i + 1);
            if (next == '$') {
                out.append('$');
                i += 2;
            } else if (next == '{') {
                int end = close(text, i + 2);
                if (end < 0 || depth == DEPTH_MAX) {
                    problems.add(at, "a variable is not closed: " + shown(text.substring(i)));
                    out.append(text, i, text.length());
                    return true;
                }
                open |= braces(text.substring(i + 2, end), at, out, depth);
                i = end + 1;
            } else {
                int end = nameEnd(text, i + 1);
                if (end == i + 1) {
                    out.append('$');
                } else {
                    open |= put(text.substring(i + 1, end), at, out);
                }
                i = end;
            }
        }
        return open;
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isName(text.charAt(end), end == from)) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c, boolean first) {
        boolean letter = c == '_' || (c < 128 && Character.isLetter(c));
        return letter || (!first && c >= '0' && c <= '9');
    }

    private static int close(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            } else if (text.startsWith("${", i)) {
                depth++;
                i++;
            }
        }
        return -1;
    }

    private boolean put(String name, SourceLocation at, StringBuilder out) {
        String value = variables.get(name);
        String put = value == null ? "${" + name + "}" : value;
        chars += put.length();
        if (chars > CHARS_MAX) {
            throw new ReadException(at, "variables make more than " + CHARS_MAX + " characters");
        }
        out.append(put);
        return value == null;
    }

    private boolean braces(String inside, SourceLocation at, StringBuilder out, int depth) {
        int end = nameEnd(inside, 0);
        String name = inside.substring(0, end);
        String rest = inside.substring(end);
        boolean colon = rest.startsWith(":");
        String modifier = colon ? rest.substring(1) : rest;
        if (end == 0
                || (!rest.isEmpty()
                        && (modifier.isEmpty() || "-+?".indexOf(modifier.charAt(0)) < 0))) {
            problems.add(at, "no variable can be written ${" + shown(inside) + "}");
            out.append("${").append(inside).append('}');
            return true;
        }
        if (rest.isEmpty()) {
            return put(name, at, out);
        }
        String value = variables.get(name);
        boolean set = value != null && !(colon && value.isEmpty());
        String operand = modifier.substring(1);
        return switch (modifier.charAt(0)) {
            case '-' -> set ? put(name, at, out) : expand(operand, at, out, depth + 1);
            case '+' -> set && expand(operand, at, out, depth + 1);
            default -> set ? put(name, at, out) : demanded(name, operand, at, out, depth);
        };
    }

    /** Compose refuses to start without it; its value stays open even where it is empty here. */
    private boolean demanded(
            String name, String operand, SourceLocation at, StringBuilder out, int depth) {
        StringBuilder message = new StringBuilder();
        expand(operand, at, message, depth + 1);
        String why = message.isEmpty() ? "" : ": " + shown(message.toString().strip());
        problems.need(at, "the variable " + name + " has no value in the tree" + why);
        out.append("${").append(name).append('}');
        return true;
    }
}
