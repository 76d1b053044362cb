package io.jsec.rules.compose;

import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one model of the files of a project, in compose's order: of each file the variables are
 * replaced, services are extended, what it includes is taken in, and then it is merged over the
 * files before it.
 */
final class ProjectModel {
    private static final int FILES_MAX = 200;

    /** What one project may take over of another one. */
    private static final List<String> IMPORTED =
            List.of("services", "volumes", "networks", "secrets", "configs", "models");

    /**
     * What holds for the files of one project.
     *
     * @param folder that relative paths are written for
     * @param variables that files refer to
     * @param including the files that are being read
     */
    record Scope(String folder, Map<String, String> variables, List<String> including) {}

    private final ComposeFiles files;
    private final Problems problems;
    private final StructureCheck structure;
    private final Map<String, Node> documents = new HashMap<>();
    private int read;

    ProjectModel(ComposeFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
        this.structure = new StructureCheck(Structure.standard(), problems);
    }

    /** The scope of a project that is started from its first file. */
    Scope scope(List<String> paths) {
        String folder = TreePaths.folder(paths.getFirst());
        Map<String, String> variables = variables(TreePaths.below(folder, ".env"), Map.of());
        return new Scope(folder, variables, paths);
    }

    /**
     * The model, with what is wrong in its structure told.
     *
     * @throws ReadException where a file of it is no YAML, or no compose file
     */
    Node load(List<String> paths, Scope scope) {
        Node model = Merge.clean(project(paths, scope));
        structure.project(model);
        return model;
    }

    private Node project(List<String> paths, Scope scope) {
        Extension extension = new Extension(this, scope, problems);
        Node model = file(paths.getFirst(), scope, extension);
        for (String path : paths.subList(1, paths.size())) {
            model = Merge.over(model, file(path, scope, extension));
        }
        return model;
    }

    private Node file(String path, Scope scope, Extension extension) {
        read++;
        if (read > FILES_MAX) {
            throw new ReadException(
                    SourceLocation.whole(path), "more than " + FILES_MAX + " files");
        }
        Node.Mapping root = document(path, scope.variables());
        Node extended = extension.services(path, root);
        Optional<Node> includes = root.get("include");
        includes.ifPresent(node -> structure.value(Structure.ROOT, "include", node));
        Node result = without(extended, "include");
        for (Node item : includes.map(Node::list).orElse(List.of())) {
            result = included(item, scope, result);
        }
        return result;
    }

    private static Node without(Node node, String key) {
        List<Node.Entry> entries =
                node.pairs().stream().filter(entry -> !entry.name().equals(key)).toList();
        return new Node.Mapping(entries, node.at(), node.tag());
    }

    /**
     * A file with its variables replaced.
     *
     * @throws ReadException where it is no YAML, or no compose file
     */
    Node.Mapping document(String path, Map<String, String> variables) {
        Node written = documents.get(path);
        if (written == null) {
            byte[] bytes =
                    bytes(path)
                            .orElseThrow(() ->
                                    new ReadException(
                                            SourceLocation.whole(path),
                                            "there is no such file in the tree"));
            written = YamlReader.read(path, bytes);
            documents.put(path, written);
        }
        Node root = new Interpolation(variables, problems).apply(written);
        if (!(root instanceof Node.Mapping mapping)) {
            throw new ReadException(root.at(), "a compose file takes keys and values");
        }
        Optional<Node> services = mapping.get("services");
        if (services.isPresent() && !(services.get() instanceof Node.Mapping)) {
            throw new ReadException(services.get().at(), "services takes keys and values");
        }
        return mapping;
    }

    private Node included(Node item, Scope scope, Node over) {
        Optional<Node> paths = item instanceof Node.Mapping ? item.find("path") : Optional.of(item);
        List<String> found = new ArrayList<>();
        for (Node each : paths.map(Node::list).orElse(List.of())) {
            Optional<String> path = file("include", each, scope.folder());
            if (path.isEmpty()) {
                return over;
            }
            found.add(path.get());
        }
        if (found.isEmpty()) {
            return over;
        }
        if (scope.including().contains(found.getFirst())) {
            problems.add(item.at(), "include goes round in a circle at " + found.getFirst());
            return over;
        }
        try {
            Scope own = scope(item, found, scope);
            Node model = Merge.clean(project(found, own));
            return taken(
                    Rebase.project(model, TreePaths.between(scope.folder(), own.folder())), over);
        } catch (ReadException e) {
            unreadable("include", item, e);
            return over;
        }
    }

    /** Says that a file that another one names cannot be read, at its place if that is known. */
    void unreadable(String key, Node item, ReadException e) {
        if (e.at().hasRegion()) {
            problems.add(e.at(), String.valueOf(e.getMessage()));
        } else {
            problems.add(item.at(), key + ": " + e.at().path() + ": " + e.getMessage());
        }
    }

    /** The file of the tree that a text names; says so where there is none. */
    Optional<String> file(String key, Node written, String folder) {
        Optional<String> text = written.string();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (written.tag().equals(Interpolation.OPEN) || TreePaths.isRemote(text.get())) {
            problems.need(
                    written.at(), key + ": " + text.get() + " comes from elsewhere, not judged");
            return Optional.empty();
        }
        String path = TreePaths.below(folder, text.get());
        try {
            if (bytes(path).isPresent()) {
                return Optional.of(path);
            }
        } catch (ReadException e) {
            unreadable(key, written, e);
            return Optional.empty();
        }
        problems.add(written.at(), key + ": " + text.get() + " is no file of the tree");
        return Optional.empty();
    }

    private Scope scope(Node item, List<String> paths, Scope around) {
        String folder =
                item.find("project_directory")
                        .flatMap(Node::string)
                        .map(written -> TreePaths.below(around.folder(), written))
                        .orElseGet(() -> TreePaths.folder(paths.getFirst()));
        Map<String, String> variables = new LinkedHashMap<>();
        Optional<Node> named = item.find("env_file").filter(node -> !node.isNull());
        if (named.isEmpty()) {
            variables.putAll(variables(TreePaths.below(folder, ".env"), around.variables()));
        }
        for (Node each : named.map(Node::list).orElse(List.of())) {
            String path = TreePaths.below(around.folder(), each.string().orElse(""));
            if (bytes(path).isEmpty()) {
                problems.need(
                        each.at(), "env_file: " + each.string().orElse("") + " is not in the tree");
            }
            variables.putAll(variables(path, around.variables()));
        }
        // What the project around has wins.
        variables.putAll(around.variables());
        List<String> including = new ArrayList<>(around.including());
        including.addAll(paths);
        return new Scope(folder, variables, including);
    }

    /** What another project has, below what is there; the same name for two things is refused. */
    private Node taken(Node other, Node over) {
        Map<String, Node.Entry> result = new LinkedHashMap<>();
        over.pairs().forEach(entry -> result.put(entry.name(), entry));
        for (Node.Entry theirs : other.pairs()) {
            if (!IMPORTED.contains(theirs.name())) {
                continue;
            }
            Node.Entry ours = result.get(theirs.name());
            result.put(theirs.name(), ours == null ? theirs : union(theirs, ours));
        }
        return new Node.Mapping(List.copyOf(result.values()), over.at(), over.tag());
    }

    private Node.Entry union(Node.Entry theirs, Node.Entry ours) {
        Map<String, Node.Entry> all = new LinkedHashMap<>();
        theirs.value().pairs().forEach(entry -> all.put(entry.name(), entry));
        for (Node.Entry entry : ours.value().pairs()) {
            Node.Entry before = all.put(entry.name(), entry);
            if (before != null && !ListItems.isSame(before.value(), entry.value())) {
                problems.add(
                        entry.key().at(),
                        entry.name()
                                + " stands in "
                                + before.key().at()
                                + " too, which is included");
            }
        }
        Node node = ours.value();
        return new Node.Entry(
                ours.key(), new Node.Mapping(List.copyOf(all.values()), node.at(), node.tag()));
    }

    /**
     * The bytes of a file of the tree.
     *
     * @throws ReadException where it is there and cannot be read
     */
    Optional<byte[]> bytes(String path) {
        try {
            return TreePaths.isOutside(path) ? Optional.empty() : files.read(path);
        } catch (IOException e) {
            throw new ReadException(
                    SourceLocation.whole(path), "cannot be read: " + e.getMessage());
        }
    }

    private Map<String, String> variables(String path, Map<String, String> around) {
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, Located<String>> values =
                bytes(path).map(bytes -> EnvFile.parse(path, bytes, around)).orElse(Map.of());
        values.forEach((name, value) -> variables.put(name, value.value()));
        return variables;
    }
}
