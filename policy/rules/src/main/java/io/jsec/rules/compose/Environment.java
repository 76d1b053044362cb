package io.jsec.rules.compose;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of services: the files that {@code env_file} names, later ones over earlier ones,
 * and {@code environment} over them. A name without a value takes the project's, where it has one.
 */
final class Environment {
    private final ProjectModel model;
    private final ProjectModel.Scope scope;
    private final Problems problems;
    private final Map<String, Map<String, Located<String>>> files = new HashMap<>();

    Environment(ProjectModel model, ProjectModel.Scope scope, Problems problems) {
        this.model = model;
        this.scope = scope;
        this.problems = problems;
    }

    /** The variables of a service as {@code NAME=value}, each where it stands. */
    Fact<List<Located<String>>> of(Node.Entry service) {
        Optional<Node> named = service.value().find("env_file").filter(node -> !node.isNull());
        Optional<Node> written = service.value().find("environment").filter(node -> !node.isNull());
        Optional<Node> place = written.or(() -> named);
        if (place.isEmpty()) {
            return Fact.absent(service.key().at());
        }
        Map<String, Located<String>> all = new LinkedHashMap<>();
        for (Node item : named.map(Node::list).orElse(List.of())) {
            file(item)
                    .forEach((name, value) -> {
                        String text = name + "=" + value.value();
                        all.put(name, new Located<>(text, value.at()));
                    });
        }
        for (Located<String> each : written.map(ComposeLoader::texts).orElse(List.of())) {
            int equals = each.value().indexOf('=');
            String name = equals < 0 ? each.value() : each.value().substring(0, equals);
            String value = scope.variables().get(name);
            boolean taken = equals < 0 && value != null;
            all.put(name, taken ? new Located<>(name + "=" + value, each.at()) : each);
        }
        return Fact.of(new ArrayList<>(all.values()), place.get().at());
    }

    private Map<String, Located<String>> file(Node item) {
        Optional<Node> path = item instanceof Node.Scalar ? Optional.of(item) : item.find("path");
        Optional<String> written = path.flatMap(Node::string);
        if (path.isEmpty() || written.isEmpty()) {
            return Map.of();
        }
        SourceLocation at = path.get().at();
        boolean optional = ServiceReader.truth(item.find("required")).filter(on -> !on).isPresent();
        if (path.get().tag().equals(Interpolation.OPEN)) {
            problems.need(at, "env_file: " + written.get() + " hangs on a variable, not judged");
            return Map.of();
        }
        boolean raw = item.find("format").flatMap(Node::string).filter("raw"::equals).isPresent();
        String file = TreePaths.below(scope.folder(), written.get());
        try {
            String key = file + " " + raw;
            Map<String, Located<String>> values = files.get(key);
            if (values == null) {
                Optional<byte[]> bytes = model.bytes(file);
                if (bytes.isEmpty()) {
                    if (!optional) {
                        problems.need(at, "env_file: " + written.get() + " is not in the tree");
                    }
                    return Map.of();
                }
                values =
                        raw
                                ? EnvFile.raw(file, bytes.get())
                                : EnvFile.parse(file, bytes.get(), scope.variables());
                files.put(key, values);
            }
            return values;
        } catch (ReadException e) {
            model.unreadable("env_file", path.get(), e);
            return Map.of();
        }
    }
}
