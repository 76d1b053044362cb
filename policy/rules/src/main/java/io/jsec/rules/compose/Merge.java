package io.jsec.rules.compose;

import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a later file, or a service, over an earlier one: mappings key by key, single values
 * replaced, lists joined with items of one meaning once; {@code !reset} takes a value away, {@code
 * !override} replaces it.
 *
 * <p>Source: Compose Specification, "Merge and override".
 */
final class Merge {
    static final String RESET = "!reset";
    private static final String OVERRIDE = "!override";

    /** Lists that the later one replaces as a whole. */
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

    /** Lists of {@code NAME=value} that are mappings in another form. */
    private static final Set<String> NAMED =
            Set.of(
                    "environment",
                    "labels",
                    "annotations",
                    "args",
                    "additional_contexts",
                    "extra_hosts",
                    "sysctls",
                    "driver_opts");

    /** Lists of names that may also be mappings; the two forms are merged as mappings. */
    private static final Set<String> EITHER = Set.of("networks", "depends_on", "models");

    /** One text, or a list of them; both forms are joined. */
    private static final Set<String> TEXTS =
            Set.of("dns", "dns_search", "tmpfs", "env_file", "label_file");

    private Merge() {}

    /** A node with another one over it; what it takes away stays marked, for what lies below. */
    static Node over(Node base, Node top) {
        return merge("", base, top);
    }

    /** Whether a node takes away what it is merged over. */
    static boolean isReset(Node node) {
        return node.tag().equals(RESET);
    }

    /** A tree without what was to take something away and met nothing. */
    static Node clean(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar;
            case Node.Sequence sequence -> {
                List<Node> items =
                        sequence.items().stream()
                                .filter(item -> !isReset(item))
                                .map(Merge::clean)
                                .toList();
                yield new Node.Sequence(items, sequence.at(), sequence.tag());
            }
            case Node.Mapping mapping -> {
                List<Node.Entry> entries =
                        mapping.entries().stream()
                                .filter(entry -> !isReset(entry.value()))
                                .map(entry -> new Node.Entry(entry.key(), clean(entry.value())))
                                .toList();
                yield new Node.Mapping(entries, mapping.at(), mapping.tag());
            }
        };
    }

    private static Node merge(String key, Node base, Node top) {
        boolean replaced = isReset(top) || top.tag().equals(OVERRIDE) || isReset(base);
        if (replaced || key.startsWith("x-")) {
            return top;
        }
        boolean mixed = base instanceof Node.Mapping != top instanceof Node.Mapping;
        boolean named = NAMED.contains(key) || (mixed && EITHER.contains(key));
        Node first = named ? named(key, base) : base;
        Node second = named ? named(key, top) : top;
        if (key.equals("build") && mixed) {
            first = built(base);
            second = built(top);
        }
        if (key.equals("logging") && otherDriver(base, top)) {
            return top;
        }
        if (first instanceof Node.Mapping one && second instanceof Node.Mapping two) {
            return mappings(one, two);
        }
        boolean lists = first instanceof Node.Sequence || second instanceof Node.Sequence;
        boolean texts = TEXTS.contains(key) && !first.isNull();
        boolean joined = (lists || texts) && !REPLACED.contains(key) && !second.isNull();
        return joined ? ListItems.joined(key, first, second) : second.isNull() ? first : second;
    }

    /** A context alone as the mapping that it stands for. */
    private static Node built(Node node) {
        if (node.string().isEmpty()) {
            return node;
        }
        Node.Entry context = new Node.Entry(key("context", node.at()), node);
        return new Node.Mapping(List.of(context), node.at(), node.tag());
    }

    private static Node.Scalar key(String name, SourceLocation at) {
        return new Node.Scalar(name, Node.Type.TEXT, at, "");
    }

    /** Options of one log driver mean nothing to another. */
    private static boolean otherDriver(Node base, Node top) {
        Optional<String> before = base.find("driver").flatMap(Node::string);
        Optional<String> after = top.find("driver").flatMap(Node::string);
        return before.isPresent() && after.isPresent() && !after.equals(before);
    }

    private static Node mappings(Node.Mapping base, Node.Mapping top) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        base.entries().forEach(entry -> entries.put(entry.name(), entry));
        for (Node.Entry entry : top.entries()) {
            Node.Entry before = entries.get(entry.name());
            entries.put(
                    entry.name(),
                    before == null
                            ? entry
                            : new Node.Entry(
                                    entry.key(),
                                    merge(entry.name(), before.value(), entry.value())));
        }
        return new Node.Mapping(List.copyOf(entries.values()), top.at(), base.tag());
    }

    /** A list of names, or of {@code NAME=value}, as a mapping. */
    private static Node named(String key, Node node) {
        if (!(node instanceof Node.Sequence sequence)) {
            return node;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Node item : sequence.items()) {
            if (!(item instanceof Node.Scalar scalar)) {
                return node;
            }
            int equals = scalar.text().indexOf('=');
            int cut = EITHER.contains(key) ? -1 : equals >= 0 ? equals : scalar.text().indexOf(':');
            String name = cut < 0 ? scalar.text() : scalar.text().substring(0, cut);
            Node.Scalar left = key(name, scalar.at());
            Node right =
                    cut >= 0
                            ? new Node.Scalar(
                                    scalar.text().substring(cut + 1),
                                    Node.Type.TEXT,
                                    scalar.at(),
                                    scalar.tag())
                            : key.equals("depends_on") ? started(scalar.at()) : nothing(scalar);
            entries.put(name, new Node.Entry(left, right));
        }
        return new Node.Mapping(List.copyOf(entries.values()), node.at(), node.tag());
    }

    private static Node nothing(Node.Scalar name) {
        return new Node.Scalar("", Node.Type.NULL, name.at(), name.tag());
    }

    /** What a name alone means among dependencies. */
    private static Node started(SourceLocation at) {
        Node.Scalar word = new Node.Scalar("service_started", Node.Type.TEXT, at, "");
        return new Node.Mapping(List.of(new Node.Entry(key("condition", at), word)), at, "");
    }
}
