package io.jsec.rules.compose;

import io.jsec.rules.ContainerMount;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.HostPath;
import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Volumes and tmpfs mounts of a service in either form. */
final class MountReader {
    private static final Set<String> PROPAGATIONS =
            Set.of("shared", "rshared", "slave", "rslave", "private", "rprivate");

    private final Problems problems;

    MountReader(Problems problems) {
        this.problems = problems;
    }

    Fact<List<ContainerMount>> read(Node.Mapping service, SourceLocation whole) {
        List<ContainerMount> mounts = new ArrayList<>();
        for (Node node : service.get("volumes").map(Node::list).orElse(List.of())) {
            Optional<ContainerMount> mount =
                    node instanceof Node.Mapping map ? longForm(map) : shortForm(node);
            if (mount.isEmpty()) {
                problems.add(node.at(), "this is no volume");
            }
            mount.ifPresent(mounts::add);
        }
        for (Node node : service.get("tmpfs").map(Node::list).orElse(List.of())) {
            String[] parts = node.string().orElse("").split(":", 2);
            String options = parts.length > 1 ? parts[1] : "";
            mounts.add(new ContainerMount("tmpfs", "", parts[0], false, "", options, node.at()));
        }
        Optional<Node> place = service.get("volumes").or(() -> service.get("tmpfs"));
        return place.isEmpty() ? Fact.absent(whole) : Fact.of(mounts, place.get().at());
    }

    private static Optional<ContainerMount> shortForm(Node node) {
        String text = node.string().orElse("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = split(text);
        String source = parts.length > 1 ? parts[0] : "";
        String target = parts.length > 1 ? parts[1] : parts[0];
        String options = parts.length > 2 ? parts[2] : "";
        boolean bind = source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
        boolean variable = source.startsWith("${");
        List<String> words = List.of(options.split(",", -1));
        String propagation = words.stream().filter(PROPAGATIONS::contains).findFirst().orElse("");
        return Optional.of(
                new ContainerMount(
                        bind || variable ? "bind" : "volume",
                        bind ? HostPath.clean(source) : source,
                        target,
                        words.contains("ro"),
                        propagation,
                        options,
                        node.at()));
    }

    /** At colons that stand outside braces. */
    static String[] split(String text) {
        return text.split(":(?![^{]*})", 3);
    }

    private static Optional<ContainerMount> longForm(Node.Mapping map) {
        String type = map.find("type").flatMap(Node::string).orElse("");
        String target = map.find("target").flatMap(Node::string).orElse("");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String source = map.find("source").flatMap(Node::string).orElse("");
        boolean readOnly = ServiceReader.truth(map.find("read_only")).orElse(false);
        return Optional.of(
                new ContainerMount(
                        type,
                        type.equals("bind") ? HostPath.clean(source) : source,
                        target,
                        readOnly,
                        map.find("bind", "propagation").flatMap(Node::string).orElse(""),
                        "",
                        map.at()));
    }
}
