package io.jsec.cli;

import io.jsec.daemon.edge.Connections;
import io.jsec.daemon.edge.Peer;
import io.jsec.launch.HandedSocket;
import io.jsec.launch.HandedSockets;
import io.jsec.launch.LauncherException;
import io.jsec.launch.PeerIdentity;
import io.jsec.linux.LinuxException;
import java.io.IOException;
import java.util.Optional;

/** Connections the launcher accepted, with who the kernel said was at their other end. */
final class HandedConnections implements Connections {
    private final HandedSockets sockets;

    HandedConnections(HandedSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public Optional<Accepted> accept() throws IOException {
        try {
            return sockets.accept().map(HandedConnections::accepted);
        } catch (LauncherException | LinuxException e) {
            throw new IOException("the launcher hands no more clients in", e);
        }
    }

    private static Accepted accepted(HandedSocket handed) {
        PeerIdentity peer = handed.peer();
        return new Accepted(
                handed.socket().release(),
                new Peer(peer.pid(), peer.uid(), peer.gid(), peer.groups()));
    }
}
