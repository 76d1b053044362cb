package io.jsec.rules.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads a project: files, {@code .env}, {@code include} and {@code extends} become one model. */
public final class ComposeLoader {
    private ComposeLoader() {}

    /**
     * The facts of a project: the whole, then each service.
     *
     * @param paths its files, later ones over earlier ones
     * @throws ReadException where a file is no YAML, or no compose file
     */
    public static List<Facts> load(List<String> paths, ComposeFiles files) {
        return load(paths.getFirst(), paths, files);
    }

    /**
     * The same under another name.
     *
     * @param name what the project is called in reports
     * @throws ReadException where a file is no YAML, or no compose file
     */
    public static List<Facts> load(String name, List<String> paths, ComposeFiles files) {
        Problems problems = new Problems();
        ProjectModel project = new ProjectModel(files, problems);
        ProjectModel.Scope scope = project.scope(paths);
        Node model = project.load(paths, scope);
        Environment environment = new Environment(project, scope, problems);
        List<Facts> facts = new ArrayList<>();
        List<ComposeFacts.Service> services = new ArrayList<>();
        for (Node.Entry entry : model.find("services").map(Node::pairs).orElse(List.of())) {
            if (entry.value() instanceof Node.Mapping mapping) {
                ServiceReader reader =
                        new ServiceReader(entry, mapping, environment.of(entry), problems);
                facts.add(reader.container(name));
                services.add(reader.service());
            }
        }
        Optional<SourceLocation> version =
                model instanceof Node.Mapping map
                        ? map.entry("version").map(entry -> entry.key().at())
                        : Optional.empty();
        Target target = new Target(Target.Kind.COMPOSE, name);
        facts.addFirst(
                new ComposeFacts(target, services, problems.found(), problems.needs(), version));
        return facts;
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
