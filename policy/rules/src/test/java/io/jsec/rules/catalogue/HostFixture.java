package io.jsec.rules.catalogue;

import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.Answer;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Listener;
import io.jsec.rules.HostFacts.Mount;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a host from the JSON of a fixture; what is left out is empty. */
final class HostFixture {
    private final Node root;
    private final SourceLocation whole;

    private HostFixture(Node root, String name) {
        this.root = root;
        this.whole = SourceLocation.whole(name);
    }

    static List<HostFacts> read(String name, byte[] text) {
        return List.of(new HostFixture(JsonReader.read(name, text), name).facts());
    }

    private HostFacts facts() {
        Map<String, Fact<String>> sysctls = new LinkedHashMap<>();
        table("sysctls").forEach((key, value) -> sysctls.put(key, Fact.of(value, whole)));
        return new HostFacts(
                new Target(Target.Kind.HOST, "web1"),
                whole,
                sysctls,
                texts("securityModules"),
                Fact.of(table("cpuFlaws"), whole),
                engineGroups(),
                texts("groupMembers"),
                texts("watched"),
                strings("watchable"),
                Fact.of(mounts(), whole),
                strings("dataFolders"),
                Fact.of(listeners(), whole),
                texts("mountedSockets"),
                files());
    }

    private List<Node> items(String key) {
        return root.find(key).map(Node::list).orElse(List.of());
    }

    private List<String> strings(String key) {
        return items(key).stream().flatMap(node -> node.string().stream()).toList();
    }

    private Fact<List<Located<String>>> texts(String key) {
        return Fact.of(
                strings(key).stream().map(text -> new Located<>(text, whole)).toList(), whole);
    }

    private Map<String, String> table(String key) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Node.Entry entry : root.find(key).map(Node::pairs).orElse(List.of())) {
            all.put(entry.name(), entry.value().string().orElseThrow());
        }
        return all;
    }

    private static String text(Node node, String key) {
        return node.find(key).flatMap(Node::string).orElseThrow();
    }

    private Set<String> engineGroups() {
        List<String> named = strings("engineGroups");
        return named.isEmpty() ? Set.of("docker") : Set.copyOf(named);
    }

    private List<Mount> mounts() {
        return table("mounts").entrySet().stream()
                .map(each -> new Mount(each.getKey(), each.getValue()))
                .toList();
    }

    private List<Listener> listeners() {
        List<Listener> all = new ArrayList<>();
        for (Node each : items("listeners")) {
            int port = Integer.parseInt(text(each, "port"));
            Answer answer = Answer.valueOf(text(each, "answer"));
            all.add(new Listener(text(each, "address"), port, answer));
        }
        return all;
    }

    private List<HostFile> files() {
        List<HostFile> all = new ArrayList<>();
        for (Node each : items("files")) {
            SourceLocation at = SourceLocation.whole(text(each, "path"));
            all.add(
                    new HostFile(
                            text(each, "path"),
                            Role.valueOf(text(each, "role")),
                            Fact.of(Integer.parseInt(text(each, "mode"), 8), at),
                            Fact.of(text(each, "owner"), at),
                            Fact.of(text(each, "group"), at)));
        }
        return all;
    }
}
