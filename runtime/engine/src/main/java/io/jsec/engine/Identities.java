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
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which ids containers run with: a slot nobody else has, where setup made slots, else owner form.
 * Only who takes namespaces of another container takes its slot too. A slot's lock is held by this
 * process; which container has it stands in the container's record, so that an engine that starts
 * again takes the locks back before it starts anything.
 */
final class Identities {
    private final EngineSettings settings;
    private final Map<Integer, Held> held = new HashMap<>();

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
     * A slot in use.
     *
     * @param lock goes with the last container
     * @param containers ids of those that have it
     */
    private record Held(Fd lock, Set<String> containers) {}

    /**
     * Leases ids.
     *
     * @param container its id
     * @param degrade whether a single id will do where there are no more
     * @throws io.jsec.launch.RefusedException where there are none
     */
    synchronized Lease lease(String container, UsernsMode mode, boolean degrade) {
        if (mode != UsernsMode.OWNER && settings.slots() > 0) {
            SlotLease lease =
                    SlotLease.acquire(settings.store().resolve("slots"), settings.slots())
                            .orElseThrow(() -> SlotLease.exhausted(settings.slots()).exception());
            held.put(lease.index(), new Held(lease.lock(), containers(container)));
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

    /**
     * The ids of a container whose namespaces this one takes.
     *
     * @param donor of one that runs
     * @throws EngineException where this one was to have others, or it ended meanwhile
     */
    synchronized Lease share(String container, Donors.Ids donor, UsernsMode mode, boolean degrade) {
        OptionalInt slot = donor.slot();
        if (slot.isPresent() ? mode == UsernsMode.OWNER : mode == UsernsMode.SLOT) {
            throw otherIds(mode);
        }
        if (slot.isEmpty()) {
            IdentityForm form = withoutSlot(degrade);
            if (!form.title().equals(donor.title())) {
                throw otherIds(mode);
            }
            return new Lease(form, slot);
        }
        Held lock = held.get(slot.getAsInt());
        if (lock == null) {
            throw EngineException.conflict(
                    "the container whose namespaces are taken is not running any more");
        }
        lock.containers().add(container);
        int index = slot.getAsInt();
        return new Lease(settings.ids().slot(index, settings.view(index)), slot);
    }

    private static EngineException otherIds(UsernsMode mode) {
        return EngineException.unsupported(
                "--security-opt jsec.userns=" + mode.name().toLowerCase(Locale.ROOT),
                "who takes namespaces of a container has its ids, and that one has others",
                "the option left out, or given to both");
    }

    private static Set<String> containers(String first) {
        Set<String> all = new HashSet<>();
        all.add(first);
        return all;
    }

    /** Takes back the slot of a container that runs; false where somebody else has it. */
    synchronized boolean resume(String container, int slot) {
        Held other = held.get(slot);
        if (other != null) {
            // They share it: only one engine notes who has what, and it notes nothing else.
            return other.containers().add(container);
        }
        Optional<Fd> lock =
                Flock.tryLock(settings.store().resolve("slots").resolve(Integer.toString(slot)));
        lock.ifPresent(fd -> held.put(slot, new Held(fd, containers(container))));
        return lock.isPresent();
    }

    /** A container gives its slot back; it is free when the last one did. */
    synchronized void release(String container, OptionalInt slot) {
        if (slot.isEmpty()) {
            return;
        }
        Held lock = held.get(slot.getAsInt());
        if (lock != null && lock.containers().remove(container) && lock.containers().isEmpty()) {
            held.remove(slot.getAsInt());
            lock.lock().close();
        }
    }
}
