package io.jsec.rules.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads a project: files, {@code .env}, {@code include} and {@code extends} become one model. */
public final class ComposeLoader {
    private static final int FILES_MAX = 200;
    private static final Set<String> TOP =
            Set.of(
                    "configs",
                    "include",
                    "models",
                    "name",
                    "networks",
                    "secrets",
                    "services",
                    "version",
                    "volumes");

    /** Keys of a service that is extended and that the other does not take over. */
    private static final Set<String> NOT_EXTENDED = Set.of("depends_on", "links", "volumes_from");

    private final ComposeFiles files;
    private final List<Evidence> problems = new ArrayList<>();
    private final Map<String, Node> documents = new HashMap<>();
    private final Deque<String> extending = new ArrayDeque<>();
    private int read;

    private ComposeLoader(ComposeFiles files) {
        this.files = files;
    }

    /**
     * The facts of a project: the whole, then each service.
     *
     * @param paths its files, later ones over earlier ones
     * @throws ReadException where a file is no YAML, or no compose file
     */
    public static List<Facts> load(List<String> paths, ComposeFiles files) {
        return new ComposeLoader(files).load(paths);
    }

    private List<Facts> load(List<String> paths) {
        String first = paths.getFirst();
        Node model = document(first);
        for (String path : paths.subList(1, paths.size())) {
            model = Merge.over(model, document(path));
        }
        Map<String, Node.Entry> services = new LinkedHashMap<>();
        model.find("services").ifPresent(node -> put(services, node));
        List<Facts> facts = new ArrayList<>();
        List<ComposeFacts.Service> all = new ArrayList<>();
        for (Node.Entry entry : services.values()) {
            Optional<Node> service = extended(entry, model);
            if (service.isPresent() && service.get() instanceof Node.Mapping mapping) {
                ServiceReader reader = new ServiceReader(entry, mapping, problems);
                facts.add(reader.container(first));
                all.add(reader.service());
            }
        }
        Optional<SourceLocation> version =
                model instanceof Node.Mapping map
                        ? map.entry("version").map(entry -> entry.key().at())
                        : Optional.empty();
        Target target = new Target(Target.Kind.COMPOSE, first);
        facts.addFirst(new ComposeFacts(target, all, problems, version));
        return facts;
    }

    private static void put(Map<String, Node.Entry> services, Node node) {
        node.pairs().forEach(entry -> services.put(entry.name(), entry));
    }

    /** A file with its variables replaced and its inclusions merged below it. */
    private Node document(String path) {
        Node known = documents.get(path);
        if (known != null) {
            return known;
        }
        read++;
        if (read > FILES_MAX) {
            throw new ReadException(
                    SourceLocation.whole(path), "more than " + FILES_MAX + " files");
        }
        byte[] bytes =
                bytes(path)
                        .orElseThrow(() ->
                                new ReadException(
                                        SourceLocation.whole(path),
                                        "there is no such file in the tree"));
        Node root =
                new Interpolation(variables(path), problems).apply(YamlReader.read(path, bytes));
        if (!(root instanceof Node.Mapping mapping)) {
            throw new ReadException(root.at(), "a compose file takes keys and values");
        }
        documents.put(path, root);
        checkKeys(mapping);
        Node result = root;
        for (Node item : mapping.get("include").map(Node::list).orElse(List.of())) {
            for (Node file : item.find("path").orElse(item).list()) {
                result = included(path, file, result);
            }
        }
        documents.put(path, result);
        return result;
    }

    private Node included(String from, Node file, Node over) {
        String path = beside(from, file.string().orElse(""));
        if (bytes(path).isEmpty()) {
            problems.add(Evidence.of(file.at(), "include: " + path + " is no file of the tree"));
            return over;
        }
        return Merge.over(document(path), over);
    }

    private void checkKeys(Node.Mapping root) {
        for (Node.Entry entry : root.entries()) {
            if (!TOP.contains(entry.name()) && !entry.name().startsWith("x-")) {
                problems.add(Evidence.of(entry.key().at(), "there is no key " + entry.name()));
            }
        }
        Optional<Node> services = root.get("services");
        if (services.isPresent() && !(services.get() instanceof Node.Mapping)) {
            throw new ReadException(services.get().at(), "services takes keys and values");
        }
    }

    private Optional<byte[]> bytes(String path) {
        try {
            return path.startsWith("../") ? Optional.empty() : files.read(path);
        } catch (IOException e) {
            throw new ReadException(
                    SourceLocation.whole(path), "cannot be read: " + e.getMessage());
        }
    }

    private Map<String, String> variables(String path) {
        return bytes(beside(path, ".env"))
                .map(bytes -> EnvFile.parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(Map.of());
    }

    /** A path that a file names, from the tree's root; begins with ../ where it lies outside. */
    static String beside(String file, String path) {
        if (path.startsWith("/")) {
            return "../" + path;
        }
        Deque<String> parts = new ArrayDeque<>();
        int slash = file.lastIndexOf('/');
        String all = (slash < 0 ? "" : file.substring(0, slash + 1)) + path;
        for (String part : all.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return "../" + path;
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** A service with what it extends below it; empty where that cannot be found. */
    private Optional<Node> extended(Node.Entry service, Node model) {
        Optional<Node> extension = service.value().find("extends");
        if (extension.isEmpty()) {
            if (!(service.value() instanceof Node.Mapping)) {
                problems.add(Evidence.of(service.key().at(), "the service takes keys and values"));
            }
            return Optional.of(service.value());
        }
        Node node = extension.get();
        String file = service.key().at().path();
        String name = node.string().or(() -> node.find("service").flatMap(Node::string)).orElse("");
        Optional<String> other = node.find("file").flatMap(Node::string);
        String path = other.map(relative -> beside(file, relative)).orElse(file);
        String step = path + "#" + name;
        if (extending.contains(step) || extending.size() > FILES_MAX) {
            problems.add(Evidence.of(node.at(), "extends goes round in a circle at " + name));
            return Optional.of(service.value());
        }
        Node from = other.isPresent() ? other(path, node) : model;
        Optional<Node.Entry> base =
                from.find("services")
                        .flatMap(services ->
                                services instanceof Node.Mapping map
                                        ? map.entry(name)
                                        : Optional.empty());
        if (base.isEmpty()) {
            problems.add(
                    Evidence.of(node.at(), "extends: there is no service " + name + " in " + path));
            return Optional.of(service.value());
        }
        extending.push(step);
        Optional<Node> below = extended(base.get(), from);
        extending.pop();
        return below.map(each -> Merge.over(shared(each), service.value()));
    }

    private Node other(String path, Node extension) {
        if (bytes(path).isEmpty()) {
            problems.add(
                    Evidence.of(extension.at(), "extends: " + path + " is no file of the tree"));
            return new Node.Mapping(List.of(), extension.at(), "");
        }
        return document(path);
    }

    private static Node shared(Node base) {
        List<Node.Entry> entries =
                base.pairs().stream()
                        .filter(entry -> !NOT_EXTENDED.contains(entry.name()))
                        .toList();
        return new Node.Mapping(entries, base.at(), base.tag());
    }

    /** The texts of a list, or of a mapping as {@code name=value}, with their places. */
    static List<Located<String>> texts(Node node) {
        List<Located<String>> texts = new ArrayList<>();
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                String value = entry.value().string().map(text -> "=" + text).orElse("");
                texts.add(new Located<>(entry.name() + value, entry.key().at()));
            }
        } else {
            for (Node item : node.list()) {
                item.string().ifPresent(text -> texts.add(new Located<>(text, item.at())));
            }
        }
        return texts;
    }
}
