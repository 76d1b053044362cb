package io.jsec.rules.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree in memory, and what is read of the project in it. */
final class ComposeTree implements ComposeFiles {
    private final Map<String, byte[]> files = new HashMap<>();

    ComposeTree with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    ComposeTree with(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** A project of one service, {@code web}. */
    static ComposeTree web(String body) {
        return new ComposeTree().with("compose.yaml", "services:\n  web:\n" + body.indent(4));
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes != null && bytes.length == 0) {
            throw new IOException("input/output error");
        }
        return Optional.ofNullable(bytes);
    }

    List<Facts> load(String... paths) {
        return ComposeLoader.load(
                paths.length == 0 ? List.of("compose.yaml") : List.of(paths), this);
    }

    ContainerFacts service(String name, String... paths) {
        return load(paths).stream()
                .filter(ContainerFacts.class::isInstance)
                .map(ContainerFacts.class::cast)
                .filter(facts -> facts.target().name().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    ComposeFacts project(String... paths) {
        return (ComposeFacts) load(paths).getFirst();
    }

    List<String> problems(String... paths) {
        return shown(project(paths).problems());
    }

    List<String> needs(String... paths) {
        return shown(project(paths).needs());
    }

    private static List<String> shown(List<Evidence> evidence) {
        return evidence.stream().map(each -> each.at() + " " + each.message()).toList();
    }

    static List<String> values(Fact<List<Located<String>>> fact) {
        return fact.orElse(List.of()).stream().map(Located::value).toList();
    }
}
