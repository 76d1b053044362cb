package io.jsec.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Volumes in the words of Docker's API, with what containers make of them. */
final class LocalVolumes implements Volumes {
    private final VolumeStore store;
    private final Registry registry;
    private final RandomIds random;
    private final Announcer announcer;
    private final Clock clock;

    LocalVolumes(
            VolumeStore store,
            Registry registry,
            RandomIds random,
            Announcer announcer,
            Clock clock) {
        this.store = store;
        this.registry = registry;
        this.random = random;
        this.announcer = announcer;
        this.clock = clock;
    }

    @Override
    public VolumeView create(VolumeRequest request) {
        return create(request, Access.FULL);
    }

    /** Makes one for a client, or returns the one of that name that it sees. */
    VolumeView create(VolumeRequest request, Access access) {
        if (!request.driver().isEmpty() && !request.driver().equals("local")) {
            throw EngineException.unsupported(
                    "volume driver " + request.driver(),
                    "volumes are directories of this engine",
                    "the driver local");
        }
        if (!request.driverOptions().isEmpty()) {
            throw EngineException.unsupported(
                    "volume option " + request.driverOptions().keySet().iterator().next(),
                    "an engine without root mounts no file system of its own",
                    "a volume without options, or -v DIR:/inside");
        }
        boolean anonymous = request.name().isEmpty();
        String name = anonymous ? random.id() : request.name();
        VolumeNames.check(name);
        Map<String, String> labels = access.labelled(request.labels());
        return view(store.make(name, labels, anonymous, access), false);
    }

    @Override
    public VolumeView inspect(String name) {
        return view(find(name), false);
    }

    private VolumeRecord find(String name) {
        return store.find(name).orElseThrow(() -> unknown(name));
    }

    static EngineException unknown(String name) {
        return EngineException.notFound("get " + name + ": no such volume");
    }

    private VolumeView view(VolumeRecord volume, boolean counted) {
        return store.view(volume, users(volume.name()).size(), counted);
    }

    /** Ids of the containers that mount a volume. */
    private List<String> users(String name) {
        return registry.all().stream()
                .filter(each ->
                        each.record().mounts().stream()
                                .anyMatch(mount -> mount.name().equals(name)))
                .map(LiveContainer::id)
                .toList();
    }

    /** Every volume with its size. */
    List<VolumeView> counted() {
        return store.all().stream().map(volume -> view(volume, true)).toList();
    }

    @Override
    public List<VolumeView> list(Filters filters) {
        filters.checkKeys(Set.of("name", "label", "driver", "dangling"));
        return store.all().stream()
                .filter(volume -> wanted(volume, filters))
                .map(volume -> view(volume, false))
                .toList();
    }

    private boolean wanted(VolumeRecord volume, Filters filters) {
        boolean named =
                !filters.has("name")
                        || filters.values("name").stream().anyMatch(volume.name()::contains);
        boolean driver = !filters.has("driver") || filters.values("driver").contains("local");
        boolean dangling =
                !filters.has("dangling")
                        || filters.flag("dangling", false) == users(volume.name()).isEmpty();
        return named && driver && dangling && filters.matches(volume.labels());
    }

    @Override
    public void remove(String name, boolean force) {
        Optional<VolumeRecord> volume = store.find(name);
        if (volume.isEmpty() && force) {
            return;
        }
        VolumeRecord found = find(name);
        List<String> users = users(name);
        if (!users.isEmpty()) {
            throw EngineException.conflict(
                    "remove " + name + ": volume is in use - [" + String.join(", ", users) + "]");
        }
        store.remove(found.name());
    }

    @Override
    public PruneReport prune(Filters filters) {
        filters.checkKeys(Set.of("all", "label", "label!", "until"));
        boolean all = filters.flag("all", false);
        Optional<Instant> until = Times.until(filters, clock.instant());
        List<String> removed = new ArrayList<>();
        long bytes = 0;
        for (VolumeRecord volume : store.all()) {
            boolean wanted =
                    (all || volume.anonymous())
                            && users(volume.name()).isEmpty()
                            && until.filter(time -> volume.created().isAfter(time)).isEmpty()
                            && filters.matches(volume.labels());
            if (wanted) {
                bytes += Trees.bytes(store.data(volume.name()));
                store.remove(volume.name());
                removed.add(volume.name());
            }
        }
        announcer.tell("volume", "prune", "", Map.of("reclaimed", "" + bytes));
        return new PruneReport(removed, bytes);
    }
}
