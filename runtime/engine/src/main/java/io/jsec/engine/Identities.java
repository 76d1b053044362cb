package io.jsec.engine;

import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.Refusal;
import io.jsec.launch.Rule;
import io.jsec.launch.SlotLease;
import io.jsec.launch.UsernsMode;
import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which ids containers run with: a slot nobody else has, where setup made slots, else owner form. A
 * slot's lock is held by this process; which container has it stands in the container's record, so
 * that an engine that starts again takes the locks back before it starts anything.
 */
final class Identities {
    private final EngineSettings settings;
    private final Map<Integer, Fd> held = new HashMap<>();

    Identities(EngineSettings settings) {
        this.settings = settings;
    }

    /**
     * The ids of one launch.
     *
     * @param slot absent for other forms
     */
    record Lease(IdentityForm form, OptionalInt slot) {}

    /**
     * Leases ids.
     *
     * @param degrade whether a single id will do where there are no more
     * @throws io.jsec.launch.RefusedException where there are none
     */
    synchronized Lease lease(UsernsMode mode, boolean degrade) {
        if (mode != UsernsMode.OWNER && settings.slots() > 0) {
            SlotLease lease =
                    SlotLease.acquire(settings.store().resolve("slots"), settings.slots())
                            .orElseThrow(() -> SlotLease.exhausted(settings.slots()).exception());
            held.put(lease.index(), lease.lock());
            return new Lease(
                    settings.ids().slot(lease.index(), settings.view(lease.index())),
                    OptionalInt.of(lease.index()));
        }
        if (mode == UsernsMode.SLOT) {
            throw SlotLease.exhausted(0).exception();
        }
        return new Lease(withoutSlot(degrade), OptionalInt.empty());
    }

    private IdentityForm withoutSlot(boolean degrade) {
        EngineIds ids = settings.ids();
        return ids.owner()
                .orElseGet(() -> {
                    if (!degrade) {
                        throw new Refusal(
                                        Rule.SUBORDINATE_IDS_MISSING,
                                        "a container",
                                        "the engine's user has fewer than 65535 subordinate ids",
                                        "usermod --add-subuids and --add-subgids as root, or"
                                                + " --security-opt jsec.degrade=1 for a container"
                                                + " of one id")
                                .exception();
                    }
                    return ids.single();
                });
    }

    /** Takes back the slot of a container that runs; false where somebody else has it. */
    synchronized boolean resume(int slot) {
        if (held.containsKey(slot)) {
            return false;
        }
        Optional<Fd> lock =
                Flock.tryLock(settings.store().resolve("slots").resolve(Integer.toString(slot)));
        lock.ifPresent(fd -> held.put(slot, fd));
        return lock.isPresent();
    }

    /** Gives a slot back. */
    synchronized void release(OptionalInt slot) {
        if (slot.isPresent()) {
            Fd lock = held.remove(slot.getAsInt());
            if (lock != null) {
                lock.close();
            }
        }
    }
}
