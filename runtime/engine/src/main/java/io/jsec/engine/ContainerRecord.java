package io.jsec.engine;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

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

    /** One that is being made, and has not run. */
    static ContainerRecord of(
            String id,
            String name,
            Instant created,
            String imageId,
            List<String> layers,
            ContainerConfig config,
            HostConfig host,
            List<MountPlan> mounts) {
        return new ContainerRecord(
                id,
                name,
                created,
                false,
                imageId,
                layers,
                config,
                host,
                mounts,
                new ContainerState.Created(ContainerState.Past.NONE),
                0,
                false,
                Lease.NONE,
                0,
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

    /** Everything of one, of which another is made with something changed. */
    private static final class Draft {
        private String id;
        private String name;
        private Instant created;
        private boolean whole;
        private String imageId;
        private List<String> layers;
        private ContainerConfig config;
        private HostConfig host;
        private List<MountPlan> mounts;
        private ContainerState state;
        private int restarts;
        private boolean stopped;
        private Lease lease;
        private long droppedBytes;
        private boolean starting;

        Draft(ContainerRecord from) {
            id = from.id;
            name = from.name;
            created = from.created;
            whole = from.whole;
            imageId = from.imageId;
            layers = from.layers;
            config = from.config;
            host = from.host;
            mounts = from.mounts;
            state = from.state;
            restarts = from.restarts;
            stopped = from.stopped;
            lease = from.lease;
            droppedBytes = from.droppedBytes;
            starting = from.starting;
        }

        ContainerRecord made() {
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
                    starting);
        }
    }

    private ContainerRecord changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    ContainerRecord complete() {
        return changed(draft -> draft.whole = true);
    }

    ContainerRecord named(String other) {
        return changed(draft -> draft.name = other);
    }

    ContainerRecord in(ContainerState other) {
        return changed(draft -> draft.state = other);
    }

    ContainerRecord with(HostConfig other) {
        return changed(draft -> draft.host = other);
    }

    ContainerRecord with(List<MountPlan> other) {
        return changed(draft -> draft.mounts = other);
    }

    ContainerRecord with(Lease other) {
        return changed(draft -> draft.lease = other);
    }

    /** One whose anonymous volumes are no longer its own, and stay when it goes. */
    ContainerRecord leavingVolumes() {
        return with(mounts.stream().filter(mount -> !mount.anonymous()).toList());
    }

    ContainerRecord restarted(int count) {
        return changed(draft -> draft.restarts = count);
    }

    ContainerRecord stoppedByUser(boolean value) {
        return changed(draft -> draft.stopped = value);
    }

    ContainerRecord dropped(long bytes) {
        return changed(draft -> draft.droppedBytes = bytes);
    }

    ContainerRecord starting(boolean value) {
        return changed(draft -> draft.starting = value);
    }
}
