package io.jsec.cli;

import io.jsec.launch.IdentityForm;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Rule;
import io.jsec.launch.UsernsMode;
import io.jsec.linux.Caller;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.SubordinateIds;
import java.util.List;
import java.util.Optional;

/**
 * The ids of the user this process runs as, and which form a container gets from them: a slot where
 * setup made them, owner form where there are subordinate ids, a single id where the user asked to
 * go without.
 *
 * @param user the user's name
 * @param uids the user's id and its subordinate ones
 * @param gids likewise
 */
record Ids(String user, IdentityForm.Ids uids, IdentityForm.Ids gids) {
    private static final long OWNER_IDS = IdentityForm.CONTAINER_IDS - 1L;

    /** Of this process. */
    static Ids here() {
        HostFiles files = HostFiles.here();
        Caller caller = Caller.current(files);
        SubordinateIds ids = SubordinateIds.read(files, caller.name(), caller.uid());
        return new Ids(
                caller.name(),
                form(caller.uid(), ids.uidRange()),
                form(Identity.gid(), ids.gidRange()));
    }

    private static IdentityForm.Ids form(int own, Optional<SubordinateIds.Range> range) {
        return new IdentityForm.Ids(
                Integer.toUnsignedLong(own),
                range.map(SubordinateIds.Range::first).orElse(0L),
                range.map(SubordinateIds.Range::count).orElse(0L));
    }

    /** Whether a container of 65,536 ids fits. */
    boolean enough() {
        return uids.count() >= OWNER_IDS && gids.count() >= OWNER_IDS;
    }

    /**
     * The form a launch has, a slot apart.
     *
     * @param mode what was asked for
     * @param degrade whether a single id will do
     * @throws RefusedException where it cannot be had
     */
    IdentityForm withoutSlot(UsernsMode mode, boolean degrade) {
        if (mode == UsernsMode.SLOT) {
            throw noSlot("this host has no slots for the user " + user);
        }
        if (enough()) {
            return new IdentityForm.Owner(uids, gids);
        }
        if (degrade) {
            return new IdentityForm.Single(single(uids), single(gids));
        }
        throw new Refusal(
                        Rule.SUBORDINATE_IDS_MISSING,
                        "a container for the user " + user,
                        "/etc/subuid and /etc/subgid give it "
                                + given()
                                + " ids where 65535 are"
                                + " needed",
                        "as root, usermod --add-subuids 200000-265534 --add-subgids 200000-265534 "
                                + user
                                + "; or --security-opt jsec.degrade=1 for a container of one id")
                .exception();
    }

    private long given() {
        return Math.min(uids.count(), gids.count());
    }

    private static IdentityForm.Ids single(IdentityForm.Ids ids) {
        return new IdentityForm.Ids(ids.own(), 0, 0);
    }

    /** The refusal of a slot. */
    static RefusedException noSlot(String why) {
        return new RefusedException(
                List.of(
                        new Refusal(
                                Rule.SLOT_MISSING,
                                "--userns slot",
                                why,
                                "jsec setup as root, or --userns owner")));
    }
}
