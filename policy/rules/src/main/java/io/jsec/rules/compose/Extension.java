package io.jsec.rules.compose;

import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts below services what they extend, of the same file or of another one. */
final class Extension {
    private static final int DEPTH_MAX = 200;

    /** Keys of a service that is extended and that the other does not take over. */
    private static final Set<String> NOT_EXTENDED = Set.of("depends_on", "links", "volumes_from");

    /** A file, with the folder that its paths are written for. */
    private record Source(String path, String folder, Node root) {}

    private final ProjectModel model;
    private final ProjectModel.Scope scope;
    private final Problems problems;
    private final Map<String, Optional<Source>> sources = new HashMap<>();
    private final Map<String, Node> known = new HashMap<>();
    private final Deque<String> extending = new ArrayDeque<>();

    Extension(ProjectModel model, ProjectModel.Scope scope, Problems problems) {
        this.model = model;
        this.scope = scope;
        this.problems = problems;
    }

    /** A file with its services extended. */
    Node services(String path, Node.Mapping root) {
        Source source = new Source(path, scope.folder(), root);
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : root.entries()) {
            entries.add(
                    entry.name().equals("services")
                            ? new Node.Entry(entry.key(), services(entry.value(), source))
                            : entry);
        }
        return new Node.Mapping(entries, root.at(), root.tag());
    }

    private Node services(Node services, Source source) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : services.pairs()) {
            entries.add(new Node.Entry(entry.key(), extended(entry, source)));
        }
        return new Node.Mapping(entries, services.at(), services.tag());
    }

    private Node extended(Node.Entry service, Source source) {
        Optional<Node> extension = service.value().find("extends");
        if (extension.isEmpty() || Merge.isReset(extension.get())) {
            return service.value();
        }
        String key = source.path() + " " + source.folder() + " " + service.name();
        Node before = known.get(key);
        if (before == null) {
            before = extended(service, extension.get(), source, key);
            known.put(key, before);
        }
        return before;
    }

    private Node extended(Node.Entry service, Node extension, Source source, String key) {
        new StructureCheck(Structure.standard(), problems).value("service", "extends", extension);
        Node own = without(service.value(), Set.of("extends"));
        Optional<String> name =
                extension.string().or(() -> extension.find("service").flatMap(Node::string));
        if (name.isEmpty()) {
            return own;
        }
        if (extending.contains(key) || extending.size() > DEPTH_MAX) {
            problems.add(extension.at(), "extends goes round in a circle at " + name.get());
            return own;
        }
        Optional<Node> file = extension.find("file").filter(node -> !node.isNull());
        Optional<Source> from =
                file.isEmpty() ? Optional.of(source) : source(file.get(), source.folder());
        if (from.isEmpty()) {
            return own;
        }
        Optional<Node.Entry> base =
                from.get()
                        .root()
                        .find("services")
                        .flatMap(services ->
                                services instanceof Node.Mapping map
                                        ? map.entry(name.get())
                                        : Optional.empty());
        if (base.isEmpty()) {
            problems.add(
                    extension.at(),
                    "extends: there is no service " + name.get() + " in " + from.get().path());
            return own;
        }
        extending.push(key);
        Node below = extended(base.get(), from.get());
        extending.pop();
        if (!(below instanceof Node.Mapping)) {
            return own;
        }
        String way = TreePaths.between(source.folder(), from.get().folder());
        return Merge.over(Rebase.service(without(below, NOT_EXTENDED), way), own);
    }

    private Optional<Source> source(Node file, String folder) {
        Optional<String> path = model.file("extends", file, folder);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return sources.computeIfAbsent(path.get(), each -> read(each, file));
    }

    private Optional<Source> read(String path, Node file) {
        try {
            Node root = model.document(path, scope.variables());
            return Optional.of(new Source(path, TreePaths.folder(path), root));
        } catch (ReadException e) {
            model.unreadable("extends", file, e);
            return Optional.empty();
        }
    }

    private static Node without(Node node, Set<String> keys) {
        List<Node.Entry> entries =
                node.pairs().stream().filter(entry -> !keys.contains(entry.name())).toList();
        return new Node.Mapping(entries, node.at(), node.tag());
    }
}
