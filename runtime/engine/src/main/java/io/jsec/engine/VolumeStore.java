package io.jsec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** Volumes: a row and a directory, STORE/volumes/NAME/_data. */
final class VolumeStore {
    private final StateStore store;
    private final Path top;
    private final Announcer announcer;
    private final Clock clock;
    private final Map<String, VolumeRecord> byName = new ConcurrentSkipListMap<>();

    VolumeStore(StateStore store, Path top, Announcer announcer, Clock clock) {
        this.store = store;
        this.top = top;
        this.announcer = announcer;
        this.clock = clock;
        store.volumes().forEach(volume -> byName.put(volume.name(), volume));
    }

    /** Takes an image's content into an empty volume. */
    interface VolumeCopy {
        /**
         * Copies what a container that does not run has at a path.
         *
         * @param to the volume's directory
         */
        void copy(ContainerRecord container, String path, Path to) throws IOException;
    }

    Optional<VolumeRecord> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<VolumeRecord> all() {
        return List.copyOf(byName.values());
    }

    /** Where a volume's files are. */
    Path data(String name) {
        return top.resolve(name).resolve("_data");
    }

    /**
     * Refuses a name that a volume has which a client does not see. Names are the engine's, not a
     * scope's: that one is taken can be found out, and nothing else of it.
     */
    void check(String name, Access access) {
        VolumeRecord there = byName.get(name);
        if (there == null) {
            return;
        }
        if (!access.owns(there.labels())) {
            throw EngineException.conflict(
                    "create " + name + ": the volume name is already in use; choose another one");
        }
        access.checkMade("using the volume " + name, there.labels());
    }

    /** Makes a volume, or finds the one of that name; its row is kept before its directory. */
    synchronized VolumeRecord make(
            String name, Map<String, String> labels, boolean anonymous, Access access) {
        check(name, access);
        VolumeRecord there = byName.get(name);
        if (there != null) {
            makeDirectory(name);
            return there;
        }
        VolumeRecord made = new VolumeRecord(name, clock.instant(), labels, anonymous);
        store.put(made);
        byName.put(name, made);
        try {
            makeDirectory(name);
        } catch (EngineException e) {
            takeBack(name, e);
            throw e;
        }
        announcer.tell("volume", "create", name, Map.of("driver", "local"), labels);
        return made;
    }

    /** What was refused is not there; where its row cannot go either, it stays and tells. */
    private void takeBack(String name, EngineException why) {
        try {
            // Empty ones only: what somebody put there before is nobody's to remove here.
            Files.deleteIfExists(data(name));
            Files.deleteIfExists(top.resolve(name));
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        try {
            store.removeVolume(name);
            byName.remove(name);
        } catch (EngineException e) {
            why.addSuppressed(e);
        }
    }

    private void makeDirectory(String name) {
        try {
            Files.createDirectories(data(name));
            Files.setPosixFilePermissions(data(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw EngineException.internal("making the volume " + name + ": " + e.getMessage(), e);
        }
    }

    /** Removes a volume that nobody mounts: the directory first, so that a row always tells. */
    synchronized void remove(String name) {
        try {
            Trees.delete(top.resolve(name));
        } catch (IOException e) {
            throw EngineException.internal(
                    "removing the volume " + name + ": " + e.getMessage(), e);
        }
        store.removeVolume(name);
        VolumeRecord gone = byName.remove(name);
        Map<String, String> labels = gone == null ? Map.of() : gone.labels();
        announcer.tell("volume", "destroy", name, Map.of("driver", "local"), labels);
    }

    /** Removes the volumes that were made for a container alone. */
    void removeAnonymous(ContainerRecord container) {
        for (MountPlan mount : container.mounts()) {
            if (mount.anonymous() && find(mount.name()).isPresent()) {
                remove(mount.name());
            }
        }
    }

    /** Fills a container's empty volumes with what the image has in their places. */
    void populate(ContainerRecord container, VolumeCopy copy) {
        for (MountPlan mount : container.mounts()) {
            if (mount.kind() == MountPlan.Kind.VOLUME) {
                makeDirectory(mount.name());
                populate(container, mount, copy);
            }
        }
    }

    private void populate(ContainerRecord container, MountPlan mount, VolumeCopy copy) {
        Path to = data(mount.name());
        try {
            if (mount.copyUp() && Trees.isEmpty(to)) {
                copy.copy(container, mount.target(), to);
            }
        } catch (IOException e) {
            throw EngineException.internal(
                    "filling the volume " + mount.name() + ": " + e.getMessage(), e);
        }
    }

    /** As clients see it. */
    VolumeView view(VolumeRecord volume, int references, boolean counted) {
        return new VolumeView(
                volume.name(),
                "local",
                data(volume.name()).toString(),
                volume.created(),
                volume.labels(),
                volume.anonymous(),
                counted ? OptionalLong.of(Trees.bytes(data(volume.name()))) : OptionalLong.empty(),
                references);
    }

    /** Every name there is, for tests and prunes. */
    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }
}
