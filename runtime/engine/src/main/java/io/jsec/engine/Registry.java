package io.jsec.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every container of the engine, by id and by name; what is kept of them is kept here first. */
final class Registry {
    private final StateStore store;
    private final Map<String, LiveContainer> byId = new ConcurrentHashMap<>();
    private final Map<String, String> idByName = new ConcurrentHashMap<>();

    Registry(StateStore store) {
        this.store = store;
    }

    /**
     * Takes a name for an id.
     *
     * @throws EngineException in dockerd's words where it is taken
     */
    void reserve(String name, String id) {
        String other = idByName.putIfAbsent(name, id);
        if (other != null && !other.equals(id)) {
            throw EngineException.conflict(
                    "Conflict. The container name \"/"
                            + name
                            + "\" is already in use by container \""
                            + other
                            + "\". You have to remove (or rename) that container to be able to"
                            + " reuse that name.");
        }
    }

    /** Gives a name back. */
    void release(String name, String id) {
        idByName.remove(name, id);
    }

    /** Whether a name is free. */
    boolean isFree(String name) {
        return !idByName.containsKey(name);
    }

    /** Adds a container whose record is kept already. */
    void add(LiveContainer container) {
        idByName.put(container.record().name(), container.id());
        byId.put(container.id(), container);
    }

    /** Keeps a record, then shows it. */
    void keep(LiveContainer container, ContainerRecord record) {
        store.put(record);
        container.record(record);
    }

    /**
     * Shows what has happened, whether it can be kept or not: a full disk must not make a container
     * that ended look alive. What was not kept is found out again by the next engine.
     *
     * @return why it was not kept
     */
    Optional<EngineException> note(LiveContainer container, ContainerRecord record) {
        try {
            store.put(record);
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(e);
        } finally {
            container.record(record);
        }
    }

    /** Forgets a container. */
    void remove(LiveContainer container) {
        store.removeContainer(container.id());
        byId.remove(container.id());
        release(container.record().name(), container.id());
    }

    /** Oldest first. */
    List<LiveContainer> all() {
        Collection<LiveContainer> all = byId.values();
        return all.stream()
                .filter(each -> each.record().whole())
                .sorted(Comparator.comparing((LiveContainer each) -> each.record().created()))
                .toList();
    }

    /** Half-made ones too, in no order. */
    List<LiveContainer> everything() {
        return List.copyOf(byId.values());
    }

    /** By exact id. */
    Optional<LiveContainer> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * By id, name, or the start of an id.
     *
     * @throws EngineException in dockerd's words where there is none, or several
     */
    LiveContainer find(String ref) {
        return find(ref, Access.FULL);
    }

    /** The same among those that a client sees. */
    LiveContainer find(String ref, Access access) {
        LiveContainer exact = byId.get(ref);
        if (exact != null && isSeen(exact, access)) {
            return whole(exact, ref);
        }
        String name = ref.startsWith("/") ? ref.substring(1) : ref;
        String id = idByName.get(name);
        LiveContainer named = id == null ? null : byId.get(id);
        if (named != null && isSeen(named, access)) {
            return whole(named, ref);
        }
        List<LiveContainer> found =
                ref.matches("[0-9a-f]{1,64}")
                        ? all().stream()
                                .filter(each -> each.id().startsWith(ref) && isSeen(each, access))
                                .toList()
                        : List.of();
        if (found.size() > 1) {
            throw EngineException.badParameter("multiple IDs found with provided prefix: " + ref);
        }
        if (found.isEmpty()) {
            throw EngineException.noContainer(ref);
        }
        return found.getFirst();
    }

    /** The same among those that a client sees, and may enter and use. */
    LiveContainer findMade(String ref, Access access) {
        LiveContainer found = find(ref, access);
        access.checkMade("using the container " + ref, found.record().config().labels());
        return found;
    }

    private static boolean isSeen(LiveContainer container, Access access) {
        return access.owns(container.record().config().labels());
    }

    private static LiveContainer whole(LiveContainer container, String ref) {
        if (!container.record().whole()) {
            throw EngineException.noContainer(ref);
        }
        return container;
    }
}
