package io.jsec.engine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Takes containers away: files, anonymous volumes, record, in an order that can be repeated. */
final class Removals {
    private final Registry registry;
    private final ContainerStorage storage;
    private final VolumeStore volumes;
    private final Announcer announcer;

    Removals(
            Registry registry, ContainerStorage storage, VolumeStore volumes, Announcer announcer) {
        this.registry = registry;
        this.storage = storage;
        this.volumes = volumes;
        this.announcer = announcer;
    }

    /** A container of {@code --rm} ended; its lock is held, and it goes when that is free. */
    void afterEnd(LiveContainer container) {
        Thread.ofVirtual()
                .name("jsec-remove")
                .start(() -> {
                    try {
                        remove(container, true);
                    } catch (EngineException e) {
                        // It stays, as dead: the next engine, or somebody's rm, tries again.
                    }
                });
    }

    /**
     * Removes a container that has no processes.
     *
     * @param withVolumes whether its anonymous volumes go with it
     */
    void remove(LiveContainer container, boolean withVolumes) {
        container.lock().lock();
        try {
            if (registry.byId(container.id()).isEmpty()) {
                return;
            }
            ContainerRecord record = container.record();
            if (record.state().alive()) {
                throw EngineException.conflict(
                        "container " + record.id() + " was started again while it was removed");
            }
            LifeEvent event = new LifeEvent.Remove(true);
            if (LifeCycle.next(record.state(), event, record.id()) instanceof Transition.To to) {
                // What goes with it is kept too: the next engine may have to go on here. Where the
                // disk is full, removing is what makes room.
                record = withVolumes ? record : record.leavingVolumes();
                record = record.in(to.state());
                Optional<EngineException> _ = registry.note(container, record);
            }
            container.cancelRestart();
            container.hub().end();
            container.log().close();
            take(container, record);
        } finally {
            container.lock().unlock();
        }
    }

    private void take(LiveContainer container, ContainerRecord record) {
        try {
            storage.remove(record.id());
            volumes.removeAnonymous(record);
            registry.remove(container);
        } catch (IOException | EngineException e) {
            LifeEvent event = new LifeEvent.RemoveFailed();
            if (LifeCycle.next(record.state(), event, record.id()) instanceof Transition.To to) {
                Optional<EngineException> _ = registry.note(container, record.in(to.state()));
            }
            throw EngineException.internal(
                    "removing the files of " + record.shortId() + ": " + e.getMessage(), e);
        }
        announcer.tell(record, "destroy", Map.of());
        container.waiters().removed(record.state().past().exitCode());
    }
}
