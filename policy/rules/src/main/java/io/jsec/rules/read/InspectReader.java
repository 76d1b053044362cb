package io.jsec.rules.read;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.ExecFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.VolumeFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what {@code docker inspect} and {@code podman inspect} print, and the same elements of the
 * Docker Engine API: containers, images, networks and volumes, told apart by their shape.
 */
public final class InspectReader {
    private final boolean regions;

    private InspectReader(boolean regions) {
        this.regions = regions;
    }

    /**
     * What a document says.
     *
     * @param facts of the elements that could be read, in order
     * @param problems of those that could not
     */
    public record Result(List<Facts> facts, List<ReadException> problems) {
        /** Copies the lists. */
        public Result {
            facts = List.copyOf(facts);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a document with one element or a list of them, in any mixture.
     *
     * @param name the document's name in places
     * @throws ReadException where it is no JSON, or an element is none of the four
     */
    public static List<Facts> read(String name, byte[] bytes) {
        Result result = readAll(name, bytes);
        if (!result.problems().isEmpty()) {
            throw result.problems().getFirst();
        }
        return result.facts();
    }

    /**
     * Reads a document like {@link #read}, but goes on with the next element where one cannot be
     * read.
     *
     * @throws ReadException where it is no JSON
     */
    public static Result readAll(String name, byte[] bytes) {
        InspectReader reader = new InspectReader(true);
        List<Facts> facts = new ArrayList<>();
        List<ReadException> problems = new ArrayList<>();
        for (Node element : JsonReader.read(name, bytes).list()) {
            try {
                facts.add(reader.element(name, element));
            } catch (ReadException e) {
                problems.add(e);
            }
        }
        return new Result(facts, problems);
    }

    private Facts element(String name, Node node) {
        InspectValues values = new InspectValues(node, name, regions);
        if (node.find("HostConfig").isPresent()) {
            return InspectContainer.read(container(node), values, false);
        }
        if (node.find("RootFS").isPresent() || node.find("RepoTags").isPresent()) {
            return image(node, values, Fact.unknown("an image alone does not tell"));
        }
        if (node.find("Mountpoint").isPresent()) {
            return volume(node, values);
        }
        if (isNetwork(node)) {
            return network(node, values);
        }
        throw new ReadException(
                node.at(), "this is no container, image, network or volume as inspect prints them");
    }

    private static boolean isNetwork(Node node) {
        return node.find("IPAM").isPresent() || node.find("network_interface").isPresent();
    }

    /**
     * One container of an engine's answer.
     *
     * @param scope what stands before its name, e.g. {@code podman/}, or nothing
     * @param oldCgroups whether the engine has cgroup v1, where nobody has a namespace of cgroups
     * @throws ReadException where it is no container
     */
    public static Facts container(String scope, Node node, boolean oldCgroups) {
        if (node.find("HostConfig").isEmpty()) {
            throw new ReadException(node.at(), "the engine's answer is no container");
        }
        Target target = scoped(scope, container(node));
        return InspectContainer.read(target, live(node, target), oldCgroups);
    }

    /**
     * One image of an engine's answer.
     *
     * @param history its history, newest first, or what stands for it
     * @param inUse whether a container is made of it
     */
    public static ImageFacts image(
            String scope, Node node, Optional<Node> history, Fact<Boolean> inUse) {
        Target target = scoped(scope, image(node));
        return new InspectReader(false).image(target, node, live(node, target), history, inUse);
    }

    /**
     * One command that was started in a container, of {@code /exec/ID/json}.
     *
     * @param container it runs in
     */
    public static ExecFacts exec(Target container, Node node) {
        InspectValues values = live(node, container);
        String words =
                values.text("ProcessConfig", "entrypoint").orElse("")
                        + values.texts("ProcessConfig", "arguments").orElse(List.of()).stream()
                                .map(each -> " " + each.value())
                                .collect(Collectors.joining());
        return new ExecFacts(
                container,
                values.whole(),
                words,
                values.truth("ProcessConfig", "privileged"),
                values.text("ProcessConfig", "user"));
    }

    /** One network of an engine's answer. */
    public static NetworkFacts network(String scope, Node node) {
        Target target =
                scoped(scope, new Target(Target.Kind.NETWORK, either(node, "Name", "name")));
        return network(target, live(node, target));
    }

    /** One volume of an engine's answer. */
    public static VolumeFacts volume(String scope, Node node) {
        Target target =
                scoped(scope, new Target(Target.Kind.VOLUME, InspectValues.text(node, "Name")));
        return volume(target, live(node, target));
    }

    /**
     * An engine by its answers.
     *
     * @param address as its user names it
     * @param info of {@code /info}
     * @param version of {@code /version}
     * @param swarm of {@code /swarm}, where it is a manager
     */
    public static EngineFacts engine(
            String address, Node info, Node version, Optional<Node> swarm) {
        Target target = new Target(Target.Kind.ENGINE, address);
        for (Node each : List.of(info, version)) {
            if (!(each instanceof Node.Mapping)) {
                throw new ReadException(each.at(), "the engine's answer is no object");
            }
        }
        return InspectEngine.read(target, live(info, target), live(version, target), swarm);
    }

    private static InspectValues live(Node node, Target target) {
        return new InspectValues(node, target.toString(), false);
    }

    private static Target scoped(String scope, Target target) {
        return new Target(target.kind(), scope + target.name());
    }

    private static String either(Node node, String key, String other) {
        String name = InspectValues.text(node, key);
        return name.isEmpty() ? InspectValues.text(node, other) : name;
    }

    private static Target container(Node node) {
        String name = InspectValues.text(node, "Name");
        String bare = name.startsWith("/") ? name.substring(1) : name;
        String shown = bare.isEmpty() ? id(node) : bare;
        return new Target(Target.Kind.CONTAINER, shown);
    }

    /** The first twelve digits, as docker prints them. */
    private static String id(Node node) {
        String id = InspectValues.text(node, "Id").replaceFirst("^sha256:", "");
        return id.length() > 12 ? id.substring(0, 12) : id;
    }

    private static Target image(Node node) {
        List<Node> tags = node.find("RepoTags").map(Node::list).orElse(List.of());
        String name = tags.isEmpty() ? id(node) : tags.getFirst().string().orElse(id(node));
        return new Target(Target.Kind.IMAGE, name);
    }

    private ImageFacts image(Node node, InspectValues values, Fact<Boolean> inUse) {
        return image(image(node), node, values, Optional.empty(), inUse);
    }

    private ImageFacts image(
            Target target,
            Node node,
            InspectValues values,
            Optional<Node> history,
            Fact<Boolean> inUse) {
        return new ImageFacts(
                target,
                values.whole(),
                strings(values.texts("RepoTags")),
                strings(values.texts("RepoDigests")),
                created(values),
                values.number("Size"),
                values.text("Config", "User"),
                values.texts("Config", "Env"),
                values.pairs("Config", "Labels"),
                values.names("Config", "ExposedPorts"),
                values.names("Config", "Volumes"),
                health(values),
                values.texts("Config", "Entrypoint"),
                values.texts("Config", "Cmd"),
                history(values, history.or(() -> node.find("History"))),
                Fact.absent(values.whole()),
                inUse);
    }

    /** Podman has the check at the top. */
    private static Fact<String> health(InspectValues values) {
        Fact<String> check = InspectContainer.health(values, "Config", "Healthcheck");
        return check.or(() -> InspectContainer.health(values, "Healthcheck"));
    }

    private static Fact<Instant> created(InspectValues values) {
        Fact<String> text = values.text("Created");
        try {
            return text.map(written -> OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeException e) {
            return Fact.unknown("no time: " + text.orElse(""));
        }
    }

    private static List<String> strings(Fact<List<Located<String>>> list) {
        return list.orElse(List.of()).stream().map(Located::value).toList();
    }

    /** Oldest first; an engine's {@code /history} has the newest first, Podman's inspect not. */
    private static Fact<List<Located<String>>> history(
            InspectValues values, Optional<Node> history) {
        if (history.isEmpty()) {
            return Fact.unknown("inspect does not tell how the image was built");
        }
        List<Located<String>> lines = new ArrayList<>();
        boolean newestFirst = false;
        for (Node item : history.get().list()) {
            Optional<Node> text = item.find("CreatedBy");
            newestFirst |= text.isPresent();
            text.or(() -> item.find("created_by"))
                    .flatMap(
                            node -> node.string().map(line -> new Located<>(line, values.at(node))))
                    .ifPresent(lines::add);
        }
        SourceLocation at = values.at(history.get());
        return Fact.of(newestFirst ? lines.reversed() : lines, at);
    }

    private NetworkFacts network(Node node, InspectValues values) {
        return network(new Target(Target.Kind.NETWORK, either(node, "Name", "name")), values);
    }

    private static NetworkFacts network(Target target, InspectValues values) {
        Fact<String> driver = values.text("Driver");
        Fact<Boolean> internal = values.truth("Internal");
        Map<String, Located<String>> options = values.table("Options");
        return new NetworkFacts(
                target,
                values.whole(),
                driver.or(() -> values.text("driver")),
                internal.or(() -> values.truth("internal")),
                values.truth("Ingress"),
                options.isEmpty() ? values.table("options") : options,
                attached(values));
    }

    private static Fact<List<Located<String>>> attached(InspectValues values) {
        Fact<List<Node.Entry>> all =
                values.entries("Containers").or(() -> values.entries("containers"));
        return all.map(entries ->
                entries.stream()
                        .map(each ->
                                new Located<>(
                                        attached(each.name(), each.value()), values.at(each.key())))
                        .toList());
    }

    private static String attached(String id, Node container) {
        String name = either(container, "Name", "name");
        return name.isEmpty() ? id : name;
    }

    private VolumeFacts volume(Node node, InspectValues values) {
        return volume(new Target(Target.Kind.VOLUME, InspectValues.text(node, "Name")), values);
    }

    private static VolumeFacts volume(Target target, InspectValues values) {
        Map<String, Located<String>> options = values.table("Options");
        Located<String> type = options.get("type");
        if (type == null || !type.value().matches("cifs|smb3")) {
            options.computeIfPresent(
                    "device", (key, device) -> new Located<>(path(device.value()), device.at()));
        }
        return new VolumeFacts(target, values.whole(), values.text("Driver"), options);
    }

    /** Devices are paths, {@code host:/path} of NFS, or names. */
    private static String path(String device) {
        return device.startsWith("/") ? HostPath.clean(device) : device;
    }
}
