package io.jsec.cli;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Rule;
import io.jsec.launch.SlotLease;
import io.jsec.launch.UsernsMode;
import io.jsec.linux.Caller;
import io.jsec.linux.Fd;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.SubordinateIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The identity of one launch, with the locks that lease it: a slot where setup made them, owner
 * form where there are subordinate ids, a single id where the user asked to go without.
 *
 * @param form the ids
 * @param locks descriptors whose locks jsec-launch keeps while the container runs
 */
record LaunchIdentity(IdentityForm form, List<Fd> locks) {
    /** Where the views of slots are, where setup made any. */
    static final Path VIEWS = Path.of("/run/jsec/views");

    LaunchIdentity {
        locks = List.copyOf(locks);
    }

    /** The identity of a launch that is about to happen. */
    static LaunchIdentity lease(Places places, ContainerSpec spec) {
        int count = slots(places, spec.userns());
        if (count == 0) {
            return new LaunchIdentity(withoutSlot(spec), List.of());
        }
        SlotLease lease =
                SlotLease.acquire(places.store().resolve("slots"), count)
                        .orElseThrow(() -> SlotLease.exhausted(count).exception());
        return new LaunchIdentity(slot(lease.index()), List.of(lease.lock()));
    }

    /** The same without a lease, for {@code explain}: the first slot stands for any. */
    static IdentityForm shown(Places places, ContainerSpec spec) {
        return slots(places, spec.userns()) == 0 ? withoutSlot(spec) : slot(0);
    }

    /** What jsec-launch maps for itself, whatever form containers have. */
    static IdentityForm ofEngine() {
        EngineIds ids = ids();
        return ids.owner().orElseGet(ids::single);
    }

    /** How many slots may be leased: the views that are there, of the system engine's user only. */
    private static int slots(Places places, UsernsMode mode) {
        return mode == UsernsMode.OWNER ? 0 : slots(places);
    }

    /** The same for an engine, whatever its containers ask for. */
    static int slots(Places places) {
        if (!places.system()) {
            return 0;
        }
        int possible = ids().slots();
        int count = 0;
        while (count < possible && Files.isDirectory(view(count))) {
            count++;
        }
        return count;
    }

    private static IdentityForm slot(int index) {
        return ids().slot(index, view(index));
    }

    /** The directory of the views, where there are any. */
    static Optional<Path> views(int slots) {
        return slots == 0 ? Optional.empty() : Optional.of(VIEWS);
    }

    private static Path view(int index) {
        return VIEWS.resolve(Integer.toString(index));
    }

    private static IdentityForm withoutSlot(ContainerSpec spec) {
        if (spec.userns() == UsernsMode.SLOT) {
            throw SlotLease.exhausted(0).exception();
        }
        EngineIds ids = ids();
        return ids.owner()
                .orElseGet(() -> {
                    if (!spec.confinement().degrade()) {
                        throw missing(ids);
                    }
                    return ids.single();
                });
    }

    private static RefusedException missing(EngineIds ids) {
        String user = Caller.current(HostFiles.here()).name();
        long given = Math.min(ids.uids().count(), ids.gids().count());
        return new Refusal(
                        Rule.SUBORDINATE_IDS_MISSING,
                        "a container for the user " + user,
                        "/etc/subuid and /etc/subgid give it "
                                + given
                                + " ids where 65535 are needed",
                        "as root, usermod --add-subuids 200000-265534 --add-subgids 200000-265534 "
                                + user
                                + "; or --security-opt jsec.degrade=1 for a container of one id")
                .exception();
    }

    /** The ids of the user this process runs as. */
    static EngineIds ids() {
        HostFiles files = HostFiles.here();
        Caller caller = Caller.current(files);
        return EngineIds.of(
                caller.uid(),
                Identity.gid(),
                SubordinateIds.read(files, caller.name(), caller.uid()));
    }
}
