package io.jsec.daemon.edge;

import java.util.List;

/**
 * Who is at the other end of a connection, as the kernel said when it was made (unix(7),
 * SO_PEERCRED and SO_PEERGROUPS).
 *
 * @param pid in the namespace of whoever asked the kernel; 0 where it is not seen from there
 * @param uid of the user
 * @param gid of the first group
 * @param groups the others
 */
public record Peer(int pid, long uid, long gid, List<Long> groups) {
    /** Copies the list. */
    public Peer {
        groups = List.copyOf(groups);
    }
}
