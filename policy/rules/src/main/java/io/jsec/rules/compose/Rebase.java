package io.jsec.rules.compose;

import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes the relative paths of a project or service of another folder for the folder of the project
 * that takes it over, as compose reads them: for the file that they stand in.
 */
final class Rebase {
    private static final Set<String> FILES = Set.of("secrets", "configs");

    private final String way;

    private Rebase(String way) {
        this.way = way;
    }

    /**
     * A whole project.
     *
     * @param way from the folder that takes it over to its own; empty for the same one
     */
    static Node project(Node root, String way) {
        if (way.isEmpty()) {
            return root;
        }
        Rebase rebase = new Rebase(way);
        return each(
                root,
                entry -> {
                    if (entry.name().equals("services")) {
                        return within(entry, all -> each(all, one -> within(one, rebase::service)));
                    }
                    return FILES.contains(entry.name())
                            ? within(entry, all -> each(all, one -> within(one, rebase::file)))
                            : entry;
                });
    }

    /** One service; see {@link #project}. */
    static Node service(Node service, String way) {
        return way.isEmpty() ? service : new Rebase(way).service(service);
    }

    private static Node each(Node node, UnaryOperator<Node.Entry> change) {
        if (!(node instanceof Node.Mapping mapping)) {
            return node;
        }
        List<Node.Entry> entries = mapping.entries().stream().map(change).toList();
        return new Node.Mapping(entries, mapping.at(), mapping.tag());
    }

    private static Node.Entry within(Node.Entry entry, UnaryOperator<Node> change) {
        return new Node.Entry(entry.key(), change.apply(entry.value()));
    }

    /** The value of one key, where a mapping has it. */
    private static Node at(Node node, String key, UnaryOperator<Node> change) {
        return each(node, entry -> entry.name().equals(key) ? within(entry, change) : entry);
    }

    private static Node items(Node node, UnaryOperator<Node> change) {
        if (!(node instanceof Node.Sequence list)) {
            return change.apply(node);
        }
        List<Node> items = new ArrayList<>();
        list.items().forEach(item -> items.add(change.apply(item)));
        return new Node.Sequence(items, list.at(), list.tag());
    }

    private Node service(Node service) {
        return each(
                service,
                entry ->
                        switch (entry.name()) {
                            case "build" -> within(entry, this::build);
                            case "env_file", "label_file" ->
                                    within(entry, all -> items(all, this::named));
                            case "volumes" -> within(entry, all -> items(all, this::volume));
                            case "credential_spec" -> within(entry, this::file);
                            case "develop" ->
                                    within(
                                            entry,
                                            all ->
                                                    at(
                                                            all,
                                                            "watch",
                                                            each -> items(each, this::named)));
                            default -> entry;
                        });
    }

    private Node file(Node node) {
        return at(node, "file", this::path);
    }

    private Node build(Node build) {
        if (build instanceof Node.Scalar) {
            return path(build);
        }
        Node context = at(build, "context", this::path);
        return at(context, "additional_contexts", this::contexts);
    }

    private Node contexts(Node contexts) {
        if (contexts instanceof Node.Mapping) {
            return each(contexts, entry -> within(entry, this::path));
        }
        return items(contexts, item -> behind(item, item.string().orElse("").indexOf('=') + 1));
    }

    /** A path alone, or under its key. */
    private Node named(Node item) {
        return item instanceof Node.Scalar ? path(item) : at(item, "path", this::path);
    }

    private Node volume(Node volume) {
        if (volume instanceof Node.Scalar) {
            return volume.string().orElse("").startsWith(".") ? path(volume) : volume;
        }
        boolean bind = volume.find("type").flatMap(Node::string).filter("bind"::equals).isPresent();
        return bind ? at(volume, "source", this::path) : volume;
    }

    private Node path(Node node) {
        return behind(node, 0);
    }

    /** The path that begins within a text. */
    private Node behind(Node node, int from) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() == Node.Type.NULL) {
            return node;
        }
        String path = scalar.text().substring(from);
        boolean absolute = path.isEmpty() || "/~$".indexOf(path.charAt(0)) >= 0;
        if (absolute || TreePaths.isRemote(path) || path.startsWith("service:")) {
            return node;
        }
        int colon = path.indexOf(':');
        String name = colon < 0 ? path : path.substring(0, colon);
        String rest = colon < 0 ? "" : path.substring(colon);
        String joined = TreePaths.below(way, name);
        String text = TreePaths.isOutside(joined) ? joined : "./" + joined;
        return new Node.Scalar(
                scalar.text().substring(0, from) + text + rest,
                scalar.type(),
                scalar.at(),
                scalar.tag());
    }
}
