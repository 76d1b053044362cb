package io.jsec.rules.compose;

import io.jsec.rules.read.Nearest;
import io.jsec.rules.read.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a project with the structure that compose takes: unknown keys, missing keys, values of
 * another kind and out of range become problems with their places. A value that holds a variable
 * may be any single value, where nothing gives the variable a value here.
 */
final class StructureCheck {
    /** Lists whose repeated items compose itself drops. */
    private static final Set<String> SETS =
            Set.of("environment", "volumes", "expose", "secrets", "configs", "ports");

    /** Numbers longer than this are taken for texts, so that none costs time. */
    private static final int DIGITS_MAX = 100;

    private final Structure structure;
    private final Problems problems;

    StructureCheck(Structure structure, Problems problems) {
        this.structure = structure;
        this.problems = problems;
    }

    /** Checks a whole project. */
    void project(Node root) {
        check(root, List.of(new Shape.Keys(Structure.ROOT)), "");
    }

    /** Checks the value of a key of a table. */
    void value(String table, String key, Node value) {
        check(value, structure.shapes(table, key), key);
    }

    private void check(Node node, List<Shape> shapes, String key) {
        Optional<Shape> fit = shapes.stream().filter(shape -> fits(node, shape)).findFirst();
        if (fit.isEmpty()) {
            problems.add(node.at(), "this takes " + words(shapes));
            return;
        }
        switch (fit.get()) {
            case Shape.Keys(String table) -> table(node, structure.table(table));
            case Shape.Items(List<Shape> items, boolean unique) -> {
                Set<String> seen = new HashSet<>();
                for (Node item : node.list()) {
                    check(item, items, key);
                    boolean twice =
                            unique && item instanceof Node.Scalar one && !seen.add(name(one));
                    if (twice && !SETS.contains(key)) {
                        problems.add(item.at(), "this stands in the list twice");
                    }
                }
            }
            case Shape.Text text -> text(node, text);
            case Shape.Any any -> {}
            case Shape.Empty empty -> {}
            case Shape.Truth truth -> {}
            case Shape.Numeric number -> {}
            case Shape.Whole whole -> {}
        }
    }

    private static String name(Node.Scalar scalar) {
        return scalar.type() + " " + scalar.text();
    }

    private void text(Node node, Shape.Text text) {
        text.form()
                .filter(form -> !isOpen(node))
                .filter(form -> !form.matcher(node.string().orElse("")).find())
                .ifPresent(form -> problems.add(node.at(), "this does not look like " + form));
    }

    private void table(Node node, Shape.Table table) {
        for (Node.Entry entry : node.pairs()) {
            Shape.Key known = table.keys().get(entry.name());
            if (known != null) {
                check(entry.value(), known.shapes(), entry.name());
                continue;
            }
            Optional<Shape.Form> form =
                    table.forms().stream()
                            .filter(each -> each.pattern().matcher(entry.name()).find())
                            .findFirst();
            if (form.isPresent()) {
                check(entry.value(), form.get().shapes(), entry.name());
            } else if (!table.open()) {
                problems.add(entry.key().at(), unknown(entry.name(), table));
            }
        }
        table.keys()
                .forEach((name, key) -> {
                    if (key.required() && node.find(name).isEmpty()) {
                        problems.add(node.at(), "the key " + name + " is missing here");
                    }
                });
    }

    private static String unknown(String name, Shape.Table table) {
        if (table.keys().isEmpty() && !table.forms().isEmpty()) {
            return "the name "
                    + name
                    + " does not look like "
                    + table.forms().getFirst().pattern().pattern();
        }
        return "there is no key " + name + " here" + Nearest.hint(name, table.keys().keySet());
    }

    private static boolean isOpen(Node node) {
        return node.tag().equals(Interpolation.OPEN);
    }

    private static boolean fits(Node node, Shape shape) {
        return switch (shape) {
            case Shape.Any any -> true;
            case Shape.Keys keys -> node instanceof Node.Mapping;
            case Shape.Items items -> node instanceof Node.Sequence;
            case Shape.Empty empty -> node.isNull();
            case Shape.Truth truth -> is(node, Node.Type.BOOLEAN);
            case Shape.Numeric number -> is(node, Node.Type.NUMBER);
            case Shape.Whole(var least, var most) -> whole(node, least, most);
            case Shape.Text(var words, var form) ->
                    is(node, Node.Type.TEXT)
                            && (words.isEmpty()
                                    || isOpen(node)
                                    || words.contains(node.string().orElse("")));
        };
    }

    /** Whether a single value is of a type, or may be where variables make it. */
    private static boolean is(Node node, Node.Type type) {
        if (!(node instanceof Node.Scalar scalar)) {
            return false;
        }
        boolean made = isOpen(node) || node.tag().equals(Interpolation.MADE);
        return scalar.type() == type || made;
    }

    private static boolean whole(Node node, Optional<BigInteger> least, Optional<BigInteger> most) {
        if (!is(node, Node.Type.NUMBER)) {
            return false;
        }
        Optional<BigInteger> value = integer(node.string().orElse(""));
        return value.isEmpty()
                ? isOpen(node)
                : least.filter(bound -> bound.compareTo(value.get()) > 0).isEmpty()
                        && most.filter(bound -> bound.compareTo(value.get()) < 0).isEmpty();
    }

    private static Optional<BigInteger> integer(String text) {
        if (text.length() > DIGITS_MAX) {
            return Optional.empty();
        }
        try {
            if (text.startsWith("0x")) {
                return Optional.of(new BigInteger(text.substring(2), 16));
            }
            if (text.startsWith("0o")) {
                return Optional.of(new BigInteger(text.substring(2), 8));
            }
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > DIGITS_MAX
                    ? Optional.empty()
                    : Optional.of(number.toBigIntegerExact());
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What may stand there, in words, each once. */
    private static String words(List<Shape> shapes) {
        Set<String> words = new LinkedHashSet<>();
        for (Shape shape : shapes) {
            words.add(
                    switch (shape) {
                        case Shape.Any any -> "anything";
                        case Shape.Keys keys -> "keys and values";
                        case Shape.Items items -> "a list";
                        case Shape.Empty empty -> "nothing";
                        case Shape.Truth truth -> "true or false";
                        case Shape.Numeric number -> "a number";
                        case Shape.Whole(var least, var most) ->
                                "a whole number"
                                        + least.map(bound -> " from " + bound).orElse("")
                                        + most.map(bound -> " to " + bound).orElse("");
                        case Shape.Text(var allowed, var form) ->
                                allowed.isEmpty() ? "a text" : String.join(", ", allowed);
                    });
        }
        return String.join(", or ", words);
    }
}
