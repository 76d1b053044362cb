package io.jsec.daemon.edge;

import io.jsec.ca.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is at the other end of a connection, as the kernel said when it was made (unix(7),
 * SO_PEERCRED and SO_PEERGROUPS).
 *
 * <p>Of who comes by TCP the kernel says nothing: every user, every program and every container
 * with the host's network can. Such a peer is {@link #UNKNOWN}, and acts as the engine's owner
 * does: that is what an unauthenticated socket means, and why it must be asked for by that name.
 * Who comes by TLS is whom its certificate names, and no user of this host. Who comes by the socket
 * of a container is that container, whichever of its users or processes it is.
 *
 * @param pid in the namespace of whoever asked the kernel; 0 where it is not seen from there
 * @param uid of the user
 * @param gid of the first group
 * @param groups the others
 * @param certificate whom the TLS handshake found, after its chain was accepted
 * @param container whose socket it came by
 */
public record Peer(
        int pid,
        long uid,
        long gid,
        List<Long> groups,
        Optional<Identity> certificate,
        Optional<Container> container) {
    /** No user's and no group's number. */
    public static final long NOBODY = 0xffff_ffffL;

    /** Who came by TCP without TLS. */
    public static final Peer UNKNOWN = new Peer(0, NOBODY, NOBODY, List.of());

    /**
     * A container with a socket of its own.
     *
     * @param id 64 hexadecimal digits
     * @param scope labels of what it makes and sees
     * @param shared labels by which it sees more
     */
    public record Container(String id, Map<String, String> scope, Map<String, String> shared) {
        private static final int SHORT = 12;

        /** Copied. */
        public Container {
            scope = Map.copyOf(scope);
            shared = Map.copyOf(shared);
        }

        /** One that shares nothing. */
        public Container(String id, Map<String, String> scope) {
            this(id, scope, Map.of());
        }

        private String label() {
            return "container " + id.substring(0, SHORT);
        }
    }

    /** Copies the list. */
    public Peer {
        groups = List.copyOf(groups);
    }

    /** A user of this host, by a unix socket. */
    public Peer(int pid, long uid, long gid, List<Long> groups) {
        this(pid, uid, gid, groups, Optional.empty(), Optional.empty());
    }

    /** Whoever is in a container. */
    public static Peer of(Container container) {
        return new Peer(0, NOBODY, NOBODY, List.of(), Optional.empty(), Optional.of(container));
    }

    /** The holder of a certificate. */
    public static Peer of(Identity certificate) {
        return new Peer(0, NOBODY, NOBODY, List.of(), Optional.of(certificate), Optional.empty());
    }

    /**
     * Who it is, for messages: {@code uid 1000}, {@code client alice}, {@code container
     * 0123456789ab}, or {@code tcp}.
     */
    public String label() {
        return certificate
                .map(held -> "client " + held.name())
                .or(() -> container.map(Container::label))
                .orElse(isKnown() ? "uid " + uid : "tcp");
    }

    /** Whether the kernel said which user it is. */
    public boolean isKnown() {
        return uid != NOBODY;
    }
}
