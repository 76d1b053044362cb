package io.jsec.launch;

import io.jsec.linux.SubordinateIds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ids an engine's user can give to containers: its own, and one range of subordinate ones a
 * kind.
 *
 * @param uids user ids
 * @param gids group ids
 */
public record EngineIds(IdentityForm.Ids uids, IdentityForm.Ids gids) {
    /**
     * The ids of a user.
     *
     * @param uid the user's own id
     * @param gid its primary group
     */
    public static EngineIds of(int uid, int gid, SubordinateIds subordinate) {
        return new EngineIds(ids(uid, subordinate.uidRange()), ids(gid, subordinate.gidRange()));
    }

    /** Owner form, where there are 65,535 subordinate ids of both kinds. */
    public Optional<IdentityForm> owner() {
        return least() >= IdentityForm.CONTAINER_IDS - 1
                ? Optional.of(new IdentityForm.Owner(uids, gids))
                : Optional.empty();
    }

    /** The one id there always is. */
    public IdentityForm single() {
        return new IdentityForm.Single(uids, gids);
    }

    /** How many slots the subordinate ids are enough for, beside owner form. */
    public int slots() {
        return (int) Math.max(0, least() / IdentityForm.CONTAINER_IDS - 1);
    }

    /**
     * A leased slot.
     *
     * @param index below {@link #slots}
     * @param view the store as that slot sees it
     */
    public IdentityForm slot(int index, Path view) {
        return new IdentityForm.Slot(uids, gids, index, view);
    }

    private long least() {
        return Math.min(uids.count(), gids.count());
    }

    private static IdentityForm.Ids ids(int own, Optional<SubordinateIds.Range> range) {
        long first = range.map(SubordinateIds.Range::first).orElse(0L);
        long count = range.map(SubordinateIds.Range::count).orElse(0L);
        return new IdentityForm.Ids(Integer.toUnsignedLong(own), first, count);
    }
}
