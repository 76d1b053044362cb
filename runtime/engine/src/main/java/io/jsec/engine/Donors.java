package io.jsec.engine;

import io.jsec.launch.HostIdentity;
import io.jsec.launch.NamespaceKind;
import io.jsec.launch.Sharing;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The containers that others take namespaces of: {@code container:ID} in three modes. Names become
 * ids when a container is made; that the other runs is asked for when it starts. In dockerd's
 * words.
 */
final class Donors {
    private static final String PREFIX = "container:";

    private final Registry registry;
    private final ContainerStorage storage;

    Donors(Registry registry, ContainerStorage storage) {
        this.registry = registry;
        this.storage = storage;
    }

    /**
     * The ids of one start, which are the others'.
     *
     * @param slot absent for other forms
     * @param title of the form
     */
    record Ids(OptionalInt slot, String title) {}

    /** What a mode names: an id or a name; absent for other modes. */
    static Optional<String> named(String mode) {
        return mode.startsWith(PREFIX)
                ? Optional.of(mode.substring(PREFIX.length()))
                : Optional.empty();
    }

    /**
     * The same with ids for names.
     *
     * @param access of who asks: what it does not see is not there
     */
    HostConfig.NamespaceConfig resolve(HostConfig.NamespaceConfig asked, Access access) {
        return new HostConfig.NamespaceConfig(
                resolve(NamespaceKind.NET, asked.network(), access),
                resolve(NamespaceKind.PID, asked.pid(), access),
                resolve(NamespaceKind.IPC, asked.ipc(), access),
                asked.uts(),
                asked.cgroup());
    }

    private String resolve(NamespaceKind kind, String mode, Access access) {
        Optional<String> ref = named(mode);
        return ref.isEmpty() ? mode : PREFIX + find(kind, ref.get(), access).id();
    }

    /** Not "not found", which docker's client takes for a missing image and answers with a pull. */
    private LiveContainer find(NamespaceKind kind, String ref, Access access) {
        try {
            return registry.findMade(ref, access);
        } catch (EngineException e) {
            if (e.kind() instanceof EngineException.Kind.Forbidden) {
                throw e;
            }
            throw EngineException.badParameter(
                    (kind == NamespaceKind.NET
                                    ? "joining network namespace of container: "
                                    : join(kind))
                            + e.getMessage());
        }
    }

    /** The ids it takes namespaces of. */
    static Map<NamespaceKind, String> of(HostConfig.NamespaceConfig namespaces) {
        Map<NamespaceKind, String> donors = new EnumMap<>(NamespaceKind.class);
        named(namespaces.network()).ifPresent(id -> donors.put(NamespaceKind.NET, id));
        named(namespaces.pid()).ifPresent(id -> donors.put(NamespaceKind.PID, id));
        named(namespaces.ipc()).ifPresent(id -> donors.put(NamespaceKind.IPC, id));
        return donors;
    }

    /** For the launcher's specification: whether the others run is not asked. */
    Sharing sharing(HostConfig.NamespaceConfig namespaces) {
        Map<NamespaceKind, String> donors = of(namespaces);
        return new Sharing(
                donors,
                Optional.ofNullable(donors.get(NamespaceKind.NET))
                        .map(id -> storage.directory(origin(id))),
                !namespaces.ipc().equals("none"));
    }

    /** Whose names hold in a network: the container that has it of its own. */
    String origin(String id) {
        Set<String> seen = new LinkedHashSet<>();
        String at = id;
        while (seen.add(at)) {
            Optional<String> next =
                    registry.byId(at)
                            .flatMap(donor -> named(donor.record().host().namespaces().network()));
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    /** A container's host name and domain: its own, or those of whose network it is in. */
    HostIdentity names(ContainerRecord container) {
        return LaunchSpecs.names(
                named(container.host().namespaces().network())
                        .flatMap(id -> registry.byId(origin(id)))
                        .map(LiveContainer::record)
                        .orElse(container));
    }

    /**
     * That all of them run, and whose ids those are; absent where nothing is taken.
     *
     * @throws EngineException in dockerd's words where one does not
     */
    Optional<Ids> running(ContainerRecord container) {
        Set<Ids> ids = new LinkedHashSet<>();
        of(container.host().namespaces())
                .forEach((kind, id) -> {
                    ContainerRecord donor = find(kind, id, Access.FULL).record();
                    requireRunning(kind, donor);
                    if (kind == NamespaceKind.IPC) {
                        requireShareable(donor);
                    }
                    ids.add(new Ids(donor.lease().slot(), donor.lease().title()));
                });
        named(container.host().namespaces().network()).ifPresent(this::requireOrigin);
        if (ids.size() > 1) {
            throw EngineException.unsupported(
                    "sharing with several containers",
                    "those run with different ids, and a container has one map",
                    "--network, --ipc and --pid of one container, or of some that share with"
                            + " each other");
        }
        return ids.stream().findFirst();
    }

    private static void requireRunning(NamespaceKind kind, ContainerRecord donor) {
        if (donor.state().alive()) {
            return;
        }
        if (donor.state() instanceof ContainerState.Restarting) {
            throw EngineException.conflict(
                    join(kind)
                            + "Container "
                            + donor.id()
                            + " is restarting, wait until the container is running");
        }
        throw EngineException.conflict(
                kind == NamespaceKind.NET
                        ? "cannot join network namespace of a non running container: container "
                                + donor.name()
                                + " is "
                                + donor.state().status().word()
                        : join(kind) + "container " + donor.id() + " is not running");
    }

    private static String join(NamespaceKind kind) {
        return kind == NamespaceKind.NET
                ? "cannot join network namespace of container: "
                : "failed to join " + kind + " namespace: ";
    }

    /** Its /dev/shm goes with its ipc namespace, so one that is the user's does not. */
    private static void requireShareable(ContainerRecord donor) {
        String ipc = donor.host().namespaces().ipc();
        boolean own = donor.mounts().stream().anyMatch(mount -> mount.target().equals("/dev/shm"));
        if (own || !(ipc.equals("shareable") || named(ipc).isPresent())) {
            throw EngineException.badParameter(
                    join(NamespaceKind.IPC)
                            + "container "
                            + donor.id()
                            + ": non-shareable IPC (hint: use IpcMode:shareable for the donor"
                            + " container)");
        }
    }

    /** Its files of /etc hold here too. */
    private void requireOrigin(String id) {
        if (registry.byId(origin(id)).isEmpty()) {
            throw EngineException.conflict(
                    join(NamespaceKind.NET)
                            + "it is in the network of a container that is removed, with whose"
                            + " names");
        }
    }

    /** What dockerd refuses beside another's namespaces, and what could only be ignored. */
    static void check(ContainerConfig config, HostConfig host) {
        String ipc = host.namespaces().ipc();
        if (host.storage().shmBytes() != 0 && (ipc.equals("none") || named(ipc).isPresent())) {
            throw EngineException.unsupported(
                    "--shm-size with --ipc " + ipc,
                    "the container has no /dev/shm of its own",
                    "--shm-size for the container that has it");
        }
        if (named(host.namespaces().network()).isEmpty()) {
            return;
        }
        HostConfig.NetworkConfig network = host.network();
        Map<String, Boolean> conflicts = new LinkedHashMap<>();
        conflicts.put(
                "hostname and the network mode",
                !config.hostname().isEmpty() || !config.domainname().isEmpty());
        conflicts.put(
                "container type network can't be used with links. This would result in"
                        + " undefined behavior",
                !network.links().isEmpty());
        conflicts.put(
                "dns and the network mode",
                !List.of(network.dns(), network.dnsOptions(), network.dnsSearch()).stream()
                        .allMatch(List::isEmpty));
        conflicts.put(
                "custom host-to-IP mapping and the network mode", !network.extraHosts().isEmpty());
        conflicts.put(
                "port publishing and the container type network mode",
                !network.portBindings().isEmpty() || network.publishAllPorts());
        conflicts.put(
                "port exposing and the container type network mode",
                !config.exposedPorts().isEmpty());
        conflicts.forEach((what, is) -> {
            if (is) {
                throw EngineException.badParameter("conflicting options: " + what);
            }
        });
    }
}
