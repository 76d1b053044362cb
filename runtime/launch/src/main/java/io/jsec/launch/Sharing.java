package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Namespaces a container takes from others that run, rather than having its own.
 *
 * @param donors the id of the container each is taken from; network, ipc and pid only
 * @param etc the directory of the container the network is taken from, whose files of /etc hold
 *     here too; present with a network only
 * @param shm whether there is a /dev/shm at all
 */
public record Sharing(Map<NamespaceKind, String> donors, Optional<Path> etc, boolean shm) {
    /** What may be taken: of others the container's ids or mounts would be another's. */
    static final List<NamespaceKind> KINDS =
            List.of(NamespaceKind.NET, NamespaceKind.IPC, NamespaceKind.PID);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** Everything its own. */
    public static final Sharing NONE = new Sharing(Map.of(), Optional.empty(), true);

    /** Copied, in the order of kinds. */
    public Sharing {
        Map<NamespaceKind, String> sorted = new EnumMap<>(NamespaceKind.class);
        sorted.putAll(donors);
        donors = Collections.unmodifiableMap(sorted);
        etc.ifPresent(path -> SpecPaths.host("the other container's directory", path));
        if (!KINDS.containsAll(donors.keySet())) {
            throw new IllegalArgumentException("namespaces that nobody shares: " + donors);
        }
        donors.values().stream()
                .filter(id -> !ID.matcher(id).matches())
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("container id: " + id);
                });
        if (etc.isPresent() != donors.containsKey(NamespaceKind.NET)) {
            throw new IllegalArgumentException("files of /etc go with a shared network");
        }
    }

    /** Whether a namespace is another container's. */
    public boolean takes(NamespaceKind kind) {
        return donors.containsKey(kind);
    }

    /** The flags of clone(2) of what is taken. */
    long flags() {
        return donors.keySet().stream().mapToLong(NamespaceKind::flag).sum();
    }

    /** The steps that take it: one a container. */
    List<Step.Share> steps() {
        Map<String, Long> flags = new LinkedHashMap<>();
        donors.forEach((kind, id) -> flags.merge(id, kind.flag(), Long::sum));
        List<Step.Share> steps = new ArrayList<>();
        flags.forEach((id, mask) -> steps.add(new Step.Share(id, mask)));
        return steps;
    }
}
