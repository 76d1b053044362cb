package io.jsec.daemon.edge;

import java.util.List;

/**
 * Who is at the other end of a connection, as the kernel said when it was made (unix(7),
 * SO_PEERCRED and SO_PEERGROUPS).
 *
 * <p>Of who comes by TCP the kernel says nothing: every user, every program and every container
 * with the host's network can. Such a peer is {@link #UNKNOWN}, and acts as the engine's owner
 * does: that is what an unauthenticated socket means, and why it must be asked for by that name.
 *
 * @param pid in the namespace of whoever asked the kernel; 0 where it is not seen from there
 * @param uid of the user
 * @param gid of the first group
 * @param groups the others
 */
public record Peer(int pid, long uid, long gid, List<Long> groups) {
    /** No user's and no group's number. */
    public static final long NOBODY = 0xffff_ffffL;

    /** Who came by TCP. */
    public static final Peer UNKNOWN = new Peer(0, NOBODY, NOBODY, List.of());

    /** Copies the list. */
    public Peer {
        groups = List.copyOf(groups);
    }

    /** Whether the kernel said who it is. */
    public boolean isKnown() {
        return uid != NOBODY;
    }
}
