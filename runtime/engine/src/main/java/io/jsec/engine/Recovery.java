package io.jsec.engine;

import io.jsec.launch.ResidentEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The start of every engine: what is kept is laid beside what the launcher says. There is no other
 * start, so an engine that was killed at any moment comes back this way too.
 */
final class Recovery {
    /** What a container ended with whose launcher is gone. */
    static final int LOST = 137;

    private final StateStore store;
    private final Registry registry;
    private final Launcher launcher;
    private final ContainerStorage storage;
    private final VolumeStore volumes;
    private final Identities identities;
    private final Lives lives;
    private final Removals removals;
    private final Updates updates;
    private final LocalExecs execs;
    private final LeftGroups groups;
    private final Path proc;

    /**
     * @param proc the host's
     */
    Recovery(
            StateStore store,
            Registry registry,
            Launcher launcher,
            ContainerStorage storage,
            VolumeStore volumes,
            Identities identities,
            Lives lives,
            Removals removals,
            Updates updates,
            LocalExecs execs,
            LeftGroups groups,
            Path proc) {
        this.store = store;
        this.registry = registry;
        this.launcher = launcher;
        this.storage = storage;
        this.volumes = volumes;
        this.identities = identities;
        this.lives = lives;
        this.removals = removals;
        this.updates = updates;
        this.execs = execs;
        this.groups = groups;
        this.proc = proc;
    }

    /** Reads the records; the image store, which asks what is in use, can be opened then. */
    static void load(
            StateStore store,
            Registry registry,
            ContainerStorage storage,
            EngineSettings settings,
            Clock clock) {
        Map<String, HealthRecord> healths = new HashMap<>();
        store.healths().forEach(health -> healths.put(health.containerId(), health));
        for (ContainerRecord record : store.containers()) {
            LogOptions log = LogOptions.parse(record.host().log(), settings.defaults().log());
            LiveContainer container =
                    new LiveContainer(
                            record,
                            new ContainerLog(
                                    log,
                                    storage.directory(record.id()),
                                    record.id(),
                                    clock,
                                    record.droppedBytes()));
            registry.add(container);
            container.health(
                    Optional.ofNullable(healths.get(record.id())).flatMap(kept -> kept.of(record)));
        }
    }

    /** Brings every record and every process to one truth, then starts what is to run. */
    void reconcile() {
        Map<String, ResidentEntry> entries = new HashMap<>();
        launcher.list().forEach(entry -> entries.put(entry.id(), entry));
        // Before anything runs that makes new ones: health checks begin with their container.
        List<ExecRecord> beside = store.execs();
        Set<String> known = new HashSet<>();
        for (ContainerRecord record : store.containers()) {
            known.add(record.id());
            LiveContainer container = registry.byId(record.id()).orElseThrow();
            Optional<ResidentEntry> entry = Optional.ofNullable(entries.get(record.id()));
            if (entry.isEmpty()) {
                // A launcher that knows a container has its groups.
                groups.remove(record.id());
            }
            if (record.whole()) {
                // Slots first: nothing may be started in one that somebody has.
                record.lease().slot().ifPresent(slot -> resume(record.id(), slot, entry));
                settle(container, entry);
                requireFiles(container);
            } else {
                discard(container, entry);
            }
        }
        resumeExecs(beside, entries, known);
        entries.values().stream()
                .filter(entry -> !known.contains(entry.id()) && !runsOn(entry, known))
                .forEach(launcher::end);
        removeStrangers(known);
        startAgain();
    }

    private void resumeExecs(
            List<ExecRecord> all, Map<String, ResidentEntry> entries, Set<String> known) {
        for (ExecRecord exec : all) {
            known.add(exec.id());
            Optional<ResidentEntry> entry = Optional.ofNullable(entries.get(exec.id()));
            boolean sameRun = entries.get(exec.containerId()) instanceof ResidentEntry.Running;
            execs.resume(exec, entry, entry.map(this::pid).orElse(0), sameRun);
        }
    }

    /**
     * A process beside a container's first is the container's, whoever started it is gone or not.
     */
    private static boolean runsOn(ResidentEntry entry, Set<String> known) {
        return entry instanceof ResidentEntry.Running
                && entry.container().filter(known::contains).isPresent();
    }

    private void resume(String id, int slot, Optional<ResidentEntry> entry) {
        if (entry.filter(ResidentEntry.Running.class::isInstance).isPresent()) {
            boolean _ = identities.resume(id, slot);
        }
    }

    /** Half a container: it was never promised to anybody. */
    private void discard(LiveContainer container, Optional<ResidentEntry> entry) {
        entry.ifPresent(launcher::end);
        try {
            volumes.removeAnonymous(container.record());
            storage.remove(container.id());
            registry.remove(container);
        } catch (IOException | EngineException e) {
            // It has no name for anybody, and the next engine tries again.
        }
    }

    private void settle(LiveContainer container, Optional<ResidentEntry> entry) {
        ContainerState state = container.record().state();
        switch (state) {
            case ContainerState.Running _, ContainerState.Paused _ -> settleAlive(container, entry);
            case ContainerState.Created _, ContainerState.Exited _, ContainerState.Restarting _ -> {
                if (entry.isPresent() && container.record().starting()) {
                    // It was started, and the engine died before it could say so.
                    attach(container);
                    lives.began(container, pid(entry.get()));
                    settleEnded(container, entry.get());
                    return;
                }
                // Its end is noted already, and was only not forgotten.
                entry.ifPresent(launcher::end);
                if (state instanceof ContainerState.Restarting) {
                    lives.scheduleRestart(container, false);
                }
            }
            case ContainerState.Removing _, ContainerState.Dead _ -> {
                entry.ifPresent(launcher::end);
                removeAgain(container);
            }
        }
    }

    /**
     * Without files it is dead: a removal took them and could not note that on a disk that was
     * full, or they are on a disk that is not there. Only this engine says so, and only whoever
     * asks removes it.
     */
    private void requireFiles(LiveContainer container) {
        ContainerRecord record = container.record();
        boolean rests =
                switch (record.state()) {
                    case ContainerState.Created _, ContainerState.Exited _ -> true;
                    case ContainerState.Running _,
                            ContainerState.Paused _,
                            ContainerState.Restarting _,
                            ContainerState.Removing _,
                            ContainerState.Dead _ ->
                            false;
                };
        if (rests && !Files.isDirectory(storage.directory(record.id()))) {
            container.record(record.in(new ContainerState.Dead(record.state().past())));
        }
    }

    /** Its number on the host; 0 where that cannot be known. */
    private int pid(ResidentEntry entry) {
        return entry instanceof ResidentEntry.Running running
                ? HostPids.of(proc, running.enginePid()).orElse(0)
                : 0;
    }

    private void settleAlive(LiveContainer container, Optional<ResidentEntry> entry) {
        if (entry.isEmpty()) {
            container.log().resume();
            lives.lost(container);
            return;
        }
        attach(container);
        if (entry.get() instanceof ResidentEntry.Running) {
            lives.resumed(container);
            updates.resume(container);
        }
        settleEnded(container, entry.get());
    }

    private void settleEnded(LiveContainer container, ResidentEntry entry) {
        if (entry instanceof ResidentEntry.Ended ended) {
            lives.ended(container, ended.code(), ended.droppedBytes(), ended.oomKilled());
        }
    }

    private void attach(LiveContainer container) {
        container.log().resume();
        try {
            container.hub().begin(launcher.attach(container.id(), container.log().kept()));
        } catch (LauncherFailure e) {
            // Its streams are gone; its end will be told all the same.
        }
    }

    private void removeAgain(LiveContainer container) {
        try {
            removals.remove(container, true);
        } catch (EngineException e) {
            // It is dead, and says so when it is looked at.
        }
    }

    /** Directories without a record. */
    private void removeStrangers(Set<String> known) {
        for (String id : storage.ids()) {
            if (!known.contains(id)) {
                try {
                    storage.remove(id);
                } catch (IOException e) {
                    // The next engine tries again.
                }
            }
        }
    }

    private void startAgain() {
        for (LiveContainer container : registry.all()) {
            ContainerRecord record = container.record();
            boolean dead = record.state() instanceof ContainerState.Dead;
            if (!dead && !(record.state() instanceof ContainerState.Exited)) {
                continue;
            }
            if (record.host().autoRemove()) {
                removals.afterEnd(container);
                continue;
            }
            boolean again =
                    switch (record.host().restart().mode()) {
                        case NO -> false;
                        case ON_FAILURE -> Lives.restarts(record, record.state().past().exitCode());
                        case ALWAYS -> true;
                        case UNLESS_STOPPED -> !record.stopped();
                    };
            if (again) {
                startQuietly(container);
            }
        }
    }

    private void startQuietly(LiveContainer container) {
        try {
            lives.start(container);
        } catch (EngineException e) {
            // The record says why; the engine starts all the same.
        }
    }
}
