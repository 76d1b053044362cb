package io.jsec.rules.compose;

import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins lists of a service by meaning: of two items that compose takes for the same, the later one
 * stays, at the earlier one's place.
 */
final class ListItems {
    /** In longer lists, ports within ranges of others are not looked for. */
    private static final int PORTS_MAX = 500;

    private static final String SECRETS = "/run/secrets/";

    private ListItems() {}

    /** Two lists, or single values, as one list. */
    static Node joined(String key, Node base, Node top) {
        Map<Object, Node> items = new LinkedHashMap<>();
        List<Node> all = new ArrayList<>(base.list());
        all.addAll(top.list());
        for (Node item : all) {
            if (!Merge.isReset(item)) {
                items.put(identity(key, item), item);
            }
        }
        if (key.equals("ports") && items.size() <= PORTS_MAX) {
            List<Object> keys = List.copyOf(items.keySet());
            items.keySet().removeIf(each -> keys.stream().anyMatch(other -> within(each, other)));
        }
        return new Node.Sequence(List.copyOf(items.values()), top.at(), "");
    }

    private static boolean within(Object inner, Object outer) {
        return inner instanceof PortKey one
                && outer instanceof PortKey other
                && !one.equals(other)
                && other.covers(one);
    }

    /** What of an item makes it the same as another one of the list. */
    private static Object identity(String key, Node item) {
        return switch (key) {
            case "volumes", "devices" -> mounted(item);
            case "secrets" -> target(item, SECRETS);
            case "configs" -> target(item, "/");
            case "ports" -> PortKey.of(item);
            case "env_file" -> text(item, "path").orElseGet(() -> plain(item));
            default -> plain(item);
        };
    }

    private static Optional<String> text(Node item, String key) {
        return item instanceof Node.Scalar ? item.string() : item.find(key).flatMap(Node::string);
    }

    /** Volumes and devices are the same where they go to the same place. */
    private static String mounted(Node item) {
        Optional<String> target = item.find("target").flatMap(Node::string);
        if (target.isPresent()) {
            return target.get();
        }
        String written = text(item, "source").orElseGet(() -> plain(item));
        String[] parts = MountReader.split(written);
        return parts.length > 1 ? parts[1] : parts[0];
    }

    /** A file that appears in the container, at its full path. */
    private static String target(Node item, String folder) {
        String target =
                item.find("target")
                        .flatMap(Node::string)
                        .or(() -> text(item, "source"))
                        .orElseGet(() -> plain(item));
        return target.startsWith("/") ? target : folder + target;
    }

    /** Whether two values are the same, wherever they stand. */
    static boolean isSame(Node one, Node other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence ->
                    sequence.items().stream().map(ListItems::plain).toList().toString();
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .map(entry -> entry.name() + "=" + plain(entry.value()))
                            .toList()
                            .toString();
        };
    }
}
