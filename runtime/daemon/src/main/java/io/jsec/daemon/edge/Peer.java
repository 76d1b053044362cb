package io.jsec.daemon.edge;

import io.jsec.ca.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as the kernel said when it was made (unix(7),
 * SO_PEERCRED and SO_PEERGROUPS).
 *
 * <p>Of who comes by TCP the kernel says nothing: every user, every program and every container
 * with the host's network can. Such a peer is {@link #UNKNOWN}, and acts as the engine's owner
 * does: that is what an unauthenticated socket means, and why it must be asked for by that name.
 * Who comes by TLS is whom its certificate names, and no user of this host.
 *
 * @param pid in the namespace of whoever asked the kernel; 0 where it is not seen from there
 * @param uid of the user
 * @param gid of the first group
 * @param groups the others
 * @param certificate whom the TLS handshake found, after its chain was accepted
 */
public record Peer(int pid, long uid, long gid, List<Long> groups, Optional<Identity> certificate) {
    /** No user's and no group's number. */
    public static final long NOBODY = 0xffff_ffffL;

    /** Who came by TCP without TLS. */
    public static final Peer UNKNOWN = new Peer(0, NOBODY, NOBODY, List.of());

    /** Copies the list. */
    public Peer {
        groups = List.copyOf(groups);
    }

    /** A user of this host, by a unix socket. */
    public Peer(int pid, long uid, long gid, List<Long> groups) {
        this(pid, uid, gid, groups, Optional.empty());
    }

    /** The holder of a certificate. */
    public static Peer of(Identity certificate) {
        return new Peer(0, NOBODY, NOBODY, List.of(), Optional.of(certificate));
    }

    /** Who it is, for messages: {@code uid 1000}, {@code client alice}, or {@code tcp}. */
    public String label() {
        return certificate
                .map(held -> "client " + held.name())
                .orElse(isKnown() ? "uid " + uid : "tcp");
    }

    /** Whether the kernel said who it is. */
    public boolean isKnown() {
        return uid != NOBODY;
    }
}
