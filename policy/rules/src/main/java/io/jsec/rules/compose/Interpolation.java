package io.jsec.rules.compose;

import io.jsec.rules.Evidence;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replaces the variables of a compose file: {@code $X}, {@code ${X}}, and the modifiers {@code :- -
 * :+ + :? ?}; {@code $$} is a dollar sign. A variable that has no value and no default stays as it
 * is written, since only who starts the project knows it.
 */
final class Interpolation {
    private static final int DEPTH_MAX = 20;

    /** The tag of a scalar in which a variable stayed. */
    static final String OPEN = "!open";

    private final Map<String, String> variables;
    private final List<Evidence> problems;

    Interpolation(Map<String, String> variables, List<Evidence> problems) {
        this.variables = Map.copyOf(variables);
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
        return new Node.Scalar(text, type, scalar.at(), open ? OPEN : scalar.tag());
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
                    problems.add(Evidence.of(at, "a variable is not closed: " + text.substring(i)));
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
                    open |= put(text.substring(i + 1, end), out);
                }
                i = end;
            }
        }
        return open;
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

    private boolean put(String name, StringBuilder out) {
        String value = variables.get(name);
        out.append(value == null ? "${" + name + "}" : value);
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
            problems.add(Evidence.of(at, "no variable can be written ${" + inside + "}"));
            out.append("${").append(inside).append('}');
            return true;
        }
        if (rest.isEmpty()) {
            return put(name, out);
        }
        String value = variables.get(name);
        boolean set = value != null && !(colon && value.isEmpty());
        String operand = modifier.substring(1);
        return switch (modifier.charAt(0)) {
            case '-' -> set ? put(name, out) : expand(operand, at, out, depth + 1);
            case '+' -> set && expand(operand, at, out, depth + 1);
            default -> put(name, out);
        };
    }
}
