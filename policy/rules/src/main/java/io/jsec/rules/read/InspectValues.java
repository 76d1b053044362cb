package io.jsec.rules.read;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads values below one element of an engine's answer. Null is absent, as engines write null for
 * what is not set; a value of another type is unknown.
 */
final class InspectValues {
    private final Node root;
    private final SourceLocation whole;
    private final boolean regions;

    /**
     * The values below an element.
     *
     * @param name the place of the element
     * @param regions whether places have lines: an answer of an engine has none to look at
     */
    InspectValues(Node root, String name, boolean regions) {
        this.root = root;
        this.regions = regions;
        this.whole = regions ? root.at() : SourceLocation.whole(name);
    }

    /** The place of the element. */
    SourceLocation whole() {
        return whole;
    }

    /** The place of a value. */
    SourceLocation at(Node node) {
        return regions ? node.at() : whole;
    }

    /** The value below a way of keys; null is none. */
    Optional<Node> find(String... keys) {
        return root.find(keys).filter(node -> !node.isNull());
    }

    /** The object on the way to a value that is none: nothing is known of what is below it. */
    private Optional<Node> broken(String... keys) {
        for (int i = 0; i < keys.length; i++) {
            Optional<Node> above = find(Arrays.copyOf(keys, i));
            if (above.isPresent() && !(above.get() instanceof Node.Mapping)) {
                return above;
            }
        }
        return Optional.empty();
    }

    private <T> Fact<T> fact(String form, Function<Node, Optional<T>> read, String... keys) {
        Optional<Node> broken = broken(keys);
        if (broken.isPresent()) {
            return Fact.unknown(at(broken.get()) + ": no object");
        }
        Optional<Node> node = find(keys).filter(each -> !isEmpty(each));
        if (node.isEmpty()) {
            return Fact.absent(whole);
        }
        return read.apply(node.get())
                .map(value -> Fact.of(value, at(node.get())))
                .orElseGet(() -> Fact.unknown(at(node.get()) + ": no " + form));
    }

    /** A text that is not empty. */
    Fact<String> text(String... keys) {
        return fact("text", Node::string, keys);
    }

    private static boolean isEmpty(Node node) {
        return node instanceof Node.Scalar scalar && scalar.text().isEmpty();
    }

    /** A switch. */
    Fact<Boolean> truth(String... keys) {
        return fact(
                "truth value",
                node ->
                        node instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN
                                ? Optional.of(scalar.text().equals("true"))
                                : Optional.empty(),
                keys);
    }

    /** A whole number. */
    Fact<Long> number(String... keys) {
        return fact(
                "whole number",
                node ->
                        node.string()
                                .filter(text -> text.matches("-?[0-9]{1,18}"))
                                .map(Long::valueOf),
                keys);
    }

    /** The texts of a list; one text where a single one is written. */
    Fact<List<Located<String>>> texts(String... keys) {
        return fact(
                "list of texts",
                node -> {
                    List<Located<String>> all = new ArrayList<>();
                    for (Node item : node.list()) {
                        boolean text =
                                item instanceof Node.Scalar scalar
                                        && scalar.type() == Node.Type.TEXT;
                        if (!text) {
                            return Optional.empty();
                        }
                        item.string().ifPresent(each -> all.add(new Located<>(each, at(item))));
                    }
                    return Optional.of(all);
                },
                keys);
    }

    /** The entries of an object as {@code name=value}. */
    Fact<List<Located<String>>> pairs(String... keys) {
        return fact(
                "object",
                node -> {
                    List<Located<String>> all = new ArrayList<>();
                    for (Node.Entry entry : node.pairs()) {
                        String value = entry.value().string().orElse("");
                        all.add(new Located<>(entry.name() + "=" + value, at(entry.key())));
                    }
                    return node instanceof Node.Mapping ? Optional.of(all) : Optional.empty();
                },
                keys);
    }

    /** The names of an object's entries. */
    Fact<List<Located<String>>> names(String... keys) {
        return pairs(keys)
                .map(list ->
                        list.stream()
                                .map(each -> new Located<>(name(each.value()), each.at()))
                                .toList());
    }

    private static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    /** The entries of an object by name; none where there is no object. */
    Map<String, Located<String>> table(String... keys) {
        Map<String, Located<String>> all = new LinkedHashMap<>();
        for (Node.Entry entry : find(keys).map(Node::pairs).orElse(List.of())) {
            entry.value()
                    .string()
                    .ifPresent(
                            text -> all.put(entry.name(), new Located<>(text, at(entry.value()))));
        }
        return all;
    }

    /** The items of a list, where each is an object. */
    Fact<List<Node>> objects(String... keys) {
        return fact(
                "list of objects",
                node ->
                        node instanceof Node.Sequence(List<Node> items, var at, var tag)
                                        && items.stream().allMatch(Node.Mapping.class::isInstance)
                                ? Optional.of(items)
                                : Optional.empty(),
                keys);
    }

    /** The entries of an object. */
    Fact<List<Node.Entry>> entries(String... keys) {
        return fact(
                "object",
                node ->
                        node instanceof Node.Mapping map
                                ? Optional.of(map.entries())
                                : Optional.empty(),
                keys);
    }

    /** A text below a node, or an empty one. */
    static String text(Node node, String key) {
        return node.find(key).flatMap(Node::string).orElse("");
    }
}
