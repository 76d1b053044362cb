package io.jsec.engine;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is kept of a container: one row. A new value replaces the old one.
 *
 * @param id 64 hexadecimal digits
 * @param name unique
 * @param created when
 * @param whole whether everything of it was made; else it goes at the next start
 * @param imageId {@code sha256:…}
 * @param layers digests of the image's layers, lowest first; they stay while the container does
 * @param config merged with the image's
 * @param host as asked for, defaults filled in
 * @param mounts resolved
 * @param state where in its life it is
 * @param restarts by its policy
 * @param stopped whether a user stopped it, which unless-stopped respects
 * @param lease of its ids
 * @param droppedBytes of output that nobody could keep in time
 * @param starting whether a start was begun of which nothing is noted yet: what the launcher has of
 *     it is then a run the state does not know
 */
record ContainerRecord(
        String id,
        String name,
        Instant created,
        boolean whole,
        String imageId,
        List<String> layers,
        ContainerConfig config,
        HostConfig host,
        List<MountPlan> mounts,
        ContainerState state,
        int restarts,
        boolean stopped,
        Lease lease,
        long droppedBytes,
        boolean starting) {
    ContainerRecord {
        layers = List.copyOf(layers);
        mounts = List.copyOf(mounts);
    }

    /** One that is not being started. */
    ContainerRecord(
            String id,
            String name,
            Instant created,
            boolean whole,
            String imageId,
            List<String> layers,
            ContainerConfig config,
            HostConfig host,
            List<MountPlan> mounts,
            ContainerState state,
            int restarts,
            boolean stopped,
            Lease lease,
            long droppedBytes) {
        this(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                false);
    }

    /**
     * The ids a container runs with.
     *
     * @param slot its number; absent for other forms
     * @param title of the form; empty before the first start
     * @param loosened what leaves the hardened default
     * @param warnings what this host cannot enforce
     */
    record Lease(OptionalInt slot, String title, List<String> loosened, List<String> warnings) {
        static final Lease NONE = new Lease(OptionalInt.empty(), "", List.of(), List.of());

        Lease {
            loosened = List.copyOf(loosened);
            warnings = List.copyOf(warnings);
        }
    }

    String shortId() {
        return id.substring(0, 12);
    }

    ContainerRecord complete() {
        return new ContainerRecord(
                id,
                name,
                created,
                true,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord named(String other) {
        return new ContainerRecord(
                id,
                other,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord in(ContainerState other) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                other,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord with(HostConfig other) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                other,
                mounts,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord with(List<MountPlan> other) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                other,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord with(Lease other) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                stopped,
                other,
                droppedBytes,
                starting);
    }

    /** One whose anonymous volumes are no longer its own, and stay when it goes. */
    ContainerRecord leavingVolumes() {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts.stream().filter(mount -> !mount.anonymous()).toList(),
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord restarted(int count) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                count,
                stopped,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord stoppedByUser(boolean value) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                value,
                lease,
                droppedBytes,
                starting);
    }

    ContainerRecord dropped(long bytes) {
        return new ContainerRecord(
                id, name, created, whole, imageId, layers, config, host, mounts, state, restarts,
                stopped, lease, bytes, starting);
    }

    ContainerRecord starting(boolean value) {
        return new ContainerRecord(
                id,
                name,
                created,
                whole,
                imageId,
                layers,
                config,
                host,
                mounts,
                state,
                restarts,
                stopped,
                lease,
                droppedBytes,
                value);
    }
}
