package io.jsec.cli;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.UsernsMode;
import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The identity of one launch, with the locks that lease it.
 *
 * @param form the ids
 * @param locks descriptors whose locks jsec-launch keeps while the container runs
 */
record LaunchIdentity(IdentityForm form, List<Fd> locks) {
    private static final Path VIEWS = Path.of("/run/jsec/views");

    LaunchIdentity {
        locks = List.copyOf(locks);
    }

    /** A slot where setup made them and none is refused, else what {@link Ids} gives. */
    static LaunchIdentity lease(Places places, ContainerSpec spec) {
        Ids ids = Ids.here();
        if (!wantsSlot(places, spec.userns())) {
            boolean degrade = spec.confinement().degrade();
            return new LaunchIdentity(ids.withoutSlot(spec.userns(), degrade), List.of());
        }
        int count = slots(ids);
        for (int slot = 0; slot < count; slot++) {
            Path view = VIEWS.resolve(Integer.toString(slot));
            Optional<Fd> lock =
                    Files.isDirectory(view)
                            ? Flock.tryLock(lockOf(places.store(), slot))
                            : Optional.empty();
            if (lock.isPresent()) {
                return new LaunchIdentity(
                        new IdentityForm.Slot(ids.uids(), ids.gids(), slot, view),
                        List.of(lock.get()));
            }
        }
        throw Ids.noSlot("all " + count + " slots are taken by running containers");
    }

    /** The same without a lease, for {@code explain}: the first slot stands for any. */
    static IdentityForm shown(Places places, ContainerSpec spec) {
        Ids ids = Ids.here();
        return wantsSlot(places, spec.userns())
                ? new IdentityForm.Slot(ids.uids(), ids.gids(), 0, VIEWS.resolve("0"))
                : ids.withoutSlot(spec.userns(), spec.confinement().degrade());
    }

    private static boolean wantsSlot(Places places, UsernsMode mode) {
        return mode != UsernsMode.OWNER && places.system() && Files.isDirectory(VIEWS.resolve("0"));
    }

    private static int slots(Ids ids) {
        long fits = Math.min(ids.uids().count(), ids.gids().count());
        return (int) (fits / IdentityForm.CONTAINER_IDS) - 1;
    }

    private static Path lockOf(Path store, int slot) {
        return store.resolve("slots").resolve(Integer.toString(slot));
    }
}
