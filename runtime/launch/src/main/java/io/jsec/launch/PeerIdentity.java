package io.jsec.launch;

import java.util.List;

/**
 * Who connected to a socket of the engine's, when it connected, in the ids of the host: the
 * launcher's outer half asks the kernel outside every namespace of ours.
 *
 * @param pid on the host; it may have ended, and its number be another's by now
 * @param uid effective
 * @param gid effective
 * @param groups supplementary
 * @param tcp whether it came by TCP: then nothing else is known, pid is 0 and ids are {@link
 *     #UNKNOWN}
 * @param groupsKnown false where it has more than {@link #GROUPS_MAX} groups: none is listed then,
 *     and none may be assumed
 */
public record PeerIdentity(
        int pid, long uid, long gid, List<Long> groups, boolean groupsKnown, boolean tcp) {
    /** No user's and no group's number. */
    public static final long UNKNOWN = 0xffff_ffffL;

    /** Groups that are handed in. */
    public static final int GROUPS_MAX = 1024;

    /** Copies the groups. */
    public PeerIdentity {
        groups = List.copyOf(groups);
    }

    /** Whether it acts with this group, as its own or a supplementary one. */
    public boolean isIn(long group) {
        return gid == group || groups.contains(group);
    }
}
