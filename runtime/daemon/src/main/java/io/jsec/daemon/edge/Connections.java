package io.jsec.daemon.edge;

import java.io.IOException;
import java.util.Optional;

/** Where connections come from that somebody else accepted. */
public interface Connections {
    /**
     * A connected stream socket: a unix one where the peer is known, else one of TCP.
     *
     * @param fd the descriptor; whoever takes it owns it
     * @param peer who connected
     */
    record Accepted(int fd, Peer peer) {}

    /**
     * Waits for the next one.
     *
     * @return nothing when there will be none any more
     */
    Optional<Accepted> accept() throws IOException;
}
