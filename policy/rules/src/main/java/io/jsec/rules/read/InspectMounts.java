package io.jsec.rules.read;

import io.jsec.rules.ContainerMount;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a container has mounted. */
final class InspectMounts {
    private static final Set<String> PROPAGATIONS =
            Set.of("shared", "rshared", "slave", "rslave", "private", "rprivate");

    private final InspectValues values;

    /** Where jsec put a socket of the container's own in place of its engine's. */
    private final Set<String> ownSockets;

    private InspectMounts(InspectValues values) {
        this.values = values;
        // No other engine writes this object, and nothing that an image or a client says gets into
        // it: labels would be theirs to write.
        this.ownSockets =
                values.texts("Jsec", "OwnSockets").orElse(List.of()).stream()
                        .map(Located::value)
                        .collect(Collectors.toSet());
    }

    /** The mounts the engine lists, or those that were asked for where it lists none; and tmpfs. */
    static Fact<List<ContainerMount>> of(InspectValues values) {
        return new InspectMounts(values).all();
    }

    private Fact<List<ContainerMount>> all() {
        Fact<List<Node>> listed = values.objects("Mounts");
        Fact<List<ContainerMount>> mounts =
                listed instanceof Fact.Absent<List<Node>>
                        ? binds()
                        : listed.map(items -> items.stream().map(this::mount).toList());
        Fact<List<ContainerMount>> memory = tmpfs(values);
        if (mounts instanceof Fact.Unknown || memory instanceof Fact.Absent) {
            return mounts;
        }
        if (memory instanceof Fact.Unknown || mounts instanceof Fact.Absent) {
            return memory;
        }
        return mounts.map(all -> {
            List<ContainerMount> both = new ArrayList<>(all);
            both.addAll(memory.orElse(List.of()));
            return both;
        });
    }

    private ContainerMount mount(Node item) {
        String type = InspectValues.text(item, "Type");
        String target = InspectValues.text(item, "Destination");
        boolean readOnly = InspectValues.text(item, "RW").equals("false");
        String source =
                type.equals("volume")
                        ? InspectValues.text(item, "Name")
                        : HostPath.clean(InspectValues.text(item, "Source"));
        return new ContainerMount(
                type(type, target),
                source,
                target,
                readOnly,
                InspectValues.text(item, "Propagation"),
                InspectValues.text(item, "Mode"),
                values.at(item));
    }

    private String type(String type, String target) {
        boolean own = type.equals("bind") && ownSockets.contains(target);
        return own ? ContainerMount.OWN_SOCKET : type;
    }

    private Fact<List<ContainerMount>> binds() {
        return values.texts("HostConfig", "Binds")
                .map(all -> all.stream().map(this::bind).toList());
    }

    /** {@code source:target[:options]}; a source that is no path is the name of a volume. */
    private ContainerMount bind(Located<String> written) {
        String[] parts = written.value().split(":", 3);
        boolean path = parts[0].startsWith("/");
        List<String> options = List.of(parts.length > 2 ? parts[2].split(",", -1) : new String[0]);
        String target = parts.length > 1 ? parts[1] : "";
        return new ContainerMount(
                path ? type("bind", target) : "volume",
                path ? HostPath.clean(parts[0]) : parts[0],
                target,
                options.contains("ro"),
                options.stream().filter(PROPAGATIONS::contains).findFirst().orElse(""),
                String.join(",", options),
                written.at());
    }

    private static Fact<List<ContainerMount>> tmpfs(InspectValues values) {
        return values.entries("HostConfig", "Tmpfs")
                .map(entries -> entries.stream().map(each -> tmpfs(values, each)).toList());
    }

    private static ContainerMount tmpfs(InspectValues values, Node.Entry entry) {
        String options = entry.value().string().orElse("");
        boolean readOnly = List.of(options.split(",", -1)).contains("ro");
        return new ContainerMount(
                "tmpfs", "", entry.name(), readOnly, "", options, values.at(entry.key()));
    }
}
