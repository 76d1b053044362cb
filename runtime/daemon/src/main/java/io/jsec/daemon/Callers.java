package io.jsec.daemon;

import io.jsec.ca.Role;
import io.jsec.daemon.edge.Peer;
import io.jsec.engine.Access;
import io.jsec.journal.Identity;
import java.util.Set;

/**
 * Who the peers of an engine are. The engine's owner and root are admins. Whoever is in the group
 * of a socket is an operator of what is his own, told by his number: names are given away again.
 * Whoever comes by a port without TLS is not asked who he is, and is an admin: that is what such a
 * port means. The holder of a certificate has the role that stands in it. A container that comes by
 * its own socket is a sidecar of what it made itself.
 *
 * @param owner the engine's user, as a number of the host
 * @param groups of its sockets, as numbers of the host
 */
public record Callers(long owner, Set<Long> groups) {
    private static final Role ADMIN = new Role(Roles.ADMIN);
    private static final Role SIDECAR = new Role(Roles.SIDECAR);
    private static final Role NOBODY = new Role(Roles.NOBODY);

    /** Copies the groups. */
    public Callers {
        groups = Set.copyOf(groups);
    }

    Caller of(Peer peer) {
        return peer.certificate()
                .map(certificate ->
                        new Caller(
                                Identity.certificate(certificate.name()),
                                certificate.role().orElse(NOBODY)))
                .or(() -> peer.container().map(Callers::sidecar))
                .orElseGet(() ->
                        peer.isKnown()
                                ? new Caller(Identity.user(peer.uid()), role(peer))
                                : new Caller(Identity.PEER, ADMIN));
    }

    private static Caller sidecar(Peer.Container container) {
        return new Caller(
                Identity.container(container.id()), SIDECAR, container.scope(), container.shared());
    }

    private Role role(Peer peer) {
        if (peer.uid() == 0 || peer.uid() == owner) {
            return ADMIN;
        }
        boolean member =
                groups.contains(peer.gid()) || peer.groups().stream().anyMatch(groups::contains);
        return member ? new Role("operator@" + Access.OWNER + "=" + peer.uid()) : NOBODY;
    }
}
