package io.jsec.rules.read;

import io.jsec.rules.ContainerMount;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what a container has mounted. */
final class InspectMounts {
    private static final Set<String> PROPAGATIONS =
            Set.of("shared", "rshared", "slave", "rslave", "private", "rprivate");

    private InspectMounts() {}

    /** The mounts the engine lists, or those that were asked for where it lists none; and tmpfs. */
    static Fact<List<ContainerMount>> of(InspectValues values) {
        Fact<List<Node>> listed = values.objects("Mounts");
        Fact<List<ContainerMount>> mounts =
                listed instanceof Fact.Absent<List<Node>>
                        ? binds(values)
                        : listed.map(
                                items -> items.stream().map(item -> mount(values, item)).toList());
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

    private static ContainerMount mount(InspectValues values, Node item) {
        String type = InspectValues.text(item, "Type");
        boolean readOnly = InspectValues.text(item, "RW").equals("false");
        String source =
                type.equals("volume")
                        ? InspectValues.text(item, "Name")
                        : HostPath.clean(InspectValues.text(item, "Source"));
        return new ContainerMount(
                type,
                source,
                InspectValues.text(item, "Destination"),
                readOnly,
                InspectValues.text(item, "Propagation"),
                InspectValues.text(item, "Mode"),
                values.at(item));
    }

    private static Fact<List<ContainerMount>> binds(InspectValues values) {
        return values.texts("HostConfig", "Binds")
                .map(all -> all.stream().map(InspectMounts::bind).toList());
    }

    /** {@code source:target[:options]}; a source that is no path is the name of a volume. */
    private static ContainerMount bind(Located<String> written) {
        String[] parts = written.value().split(":", 3);
        boolean path = parts[0].startsWith("/");
        List<String> options = List.of(parts.length > 2 ? parts[2].split(",", -1) : new String[0]);
        return new ContainerMount(
                path ? "bind" : "volume",
                path ? HostPath.clean(parts[0]) : parts[0],
                parts.length > 1 ? parts[1] : "",
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
