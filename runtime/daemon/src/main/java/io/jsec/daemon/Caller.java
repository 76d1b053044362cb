package io.jsec.daemon;

import io.jsec.ca.Role;
import io.jsec.daemon.edge.Peer;
import io.jsec.journal.Identity;

/**
 * Who makes a call, and as what: the holder of a certificate with the role that stands in it, or a
 * user of this host.
 *
 * @param who as the journal names them
 * @param role what it may do, and on which objects
 */
record Caller(Identity who, Role role) {
    private static final Role ADMIN = new Role("admin");

    /** The one at the other end of a connection. */
    static Caller of(Peer peer) {
        return peer.certificate()
                .map(certificate ->
                        new Caller(
                                Identity.certificate(certificate.name()),
                                certificate.role().orElseThrow()))
                .orElseGet(() ->
                        new Caller(
                                peer.isKnown() ? Identity.user(peer.uid()) : Identity.PEER, ADMIN));
    }
}
