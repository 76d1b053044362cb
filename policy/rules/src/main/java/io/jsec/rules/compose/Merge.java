package io.jsec.rules.compose;

import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a later file, or a service, over an earlier one: mappings key by key, single values
 * replaced, lists joined with equal items once; {@code !reset} takes a value away, {@code
 * !override} replaces it.
 *
 * <p>Source: Compose Specification, "Merge and override".
 */
final class Merge {
    /** Lists that the later one replaces as a whole. */
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

    /** Lists of {@code NAME=value} that are mappings in another form. */
    private static final Set<String> NAMED =
            Set.of(
                    "environment",
                    "labels",
                    "annotations",
                    "args",
                    "extra_hosts",
                    "sysctls",
                    "driver_opts");

    /** Lists of names that may also be mappings; the two forms are merged as mappings. */
    private static final Set<String> EITHER = Set.of("networks", "depends_on");

    private Merge() {}

    static Node over(Node base, Node top) {
        return merge("", base, top).orElse(top);
    }

    private static Optional<Node> merge(String key, Node base, Node top) {
        if (top.tag().equals("!reset")) {
            return Optional.empty();
        }
        if (top.tag().equals("!override")) {
            return Optional.of(top);
        }
        boolean mixed = base instanceof Node.Mapping != top instanceof Node.Mapping;
        boolean named = NAMED.contains(key) || (mixed && EITHER.contains(key));
        Node first = named ? named(base) : base;
        Node second = named ? named(top) : top;
        if (key.equals("logging") && otherDriver(base, top)) {
            return Optional.of(top);
        }
        if (first instanceof Node.Mapping one && second instanceof Node.Mapping two) {
            return Optional.of(mappings(one, two));
        }
        boolean lists = first instanceof Node.Sequence || second instanceof Node.Sequence;
        boolean joined = lists && !REPLACED.contains(key) && !second.isNull();
        return Optional.of(joined ? joined(key, first, second) : second.isNull() ? first : second);
    }

    /** Options of one log driver mean nothing to another. */
    private static boolean otherDriver(Node base, Node top) {
        Optional<String> before = base.find("driver").flatMap(Node::string);
        Optional<String> after = top.find("driver").flatMap(Node::string);
        return after.isPresent() && !after.equals(before);
    }

    private static Node mappings(Node.Mapping base, Node.Mapping top) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        base.entries().forEach(entry -> entries.put(entry.name(), entry));
        for (Node.Entry entry : top.entries()) {
            Node.Entry before = entries.get(entry.name());
            if (before == null) {
                if (!entry.value().tag().equals("!reset")) {
                    entries.put(entry.name(), entry);
                }
                continue;
            }
            Optional<Node> merged = merge(entry.name(), before.value(), entry.value());
            if (merged.isPresent()) {
                entries.put(entry.name(), new Node.Entry(entry.key(), merged.get()));
            } else {
                entries.remove(entry.name());
            }
        }
        return new Node.Mapping(List.copyOf(entries.values()), top.at(), base.tag());
    }

    /** A list of {@code NAME=value} as a mapping. */
    static Node named(Node node) {
        if (!(node instanceof Node.Sequence sequence)) {
            return node;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Node item : sequence.items()) {
            if (!(item instanceof Node.Scalar scalar)) {
                return node;
            }
            int equals = scalar.text().indexOf('=');
            int colon = scalar.text().indexOf(':');
            int cut = equals >= 0 ? equals : colon;
            String name = cut < 0 ? scalar.text() : scalar.text().substring(0, cut);
            String value = cut < 0 ? "" : scalar.text().substring(cut + 1);
            Node.Scalar key = new Node.Scalar(name, Node.Type.TEXT, scalar.at(), "");
            Node.Type type = cut < 0 ? Node.Type.NULL : Node.Type.TEXT;
            Node.Scalar right = new Node.Scalar(value, type, scalar.at(), scalar.tag());
            entries.put(name, new Node.Entry(key, right));
        }
        return new Node.Mapping(List.copyOf(entries.values()), node.at(), node.tag());
    }

    /** Volumes are the same where they go to the same place; other items where they are equal. */
    private static Node joined(String key, Node base, Node top) {
        Map<String, Node> items = new LinkedHashMap<>();
        List<Node> all = new ArrayList<>(base.list());
        all.addAll(top.list());
        for (Node item : all) {
            items.put(identity(key, item), item);
        }
        return new Node.Sequence(List.copyOf(items.values()), top.at(), "");
    }

    private static String identity(String key, Node item) {
        if (key.equals("volumes")) {
            Optional<String> target = item.find("target").flatMap(Node::string);
            if (target.isPresent()) {
                return target.get();
            }
            String[] parts = item.string().orElse("").split(":", -1);
            return parts.length > 1 ? parts[1] : parts[0];
        }
        return plain(item);
    }

    private static String plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence ->
                    sequence.items().stream().map(Merge::plain).toList().toString();
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .map(entry -> entry.name() + "=" + plain(entry.value()))
                            .toList()
                            .toString();
        };
    }
}
