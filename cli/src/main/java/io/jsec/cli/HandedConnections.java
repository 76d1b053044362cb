package io.jsec.cli;

import io.jsec.daemon.edge.Connections;
import io.jsec.daemon.edge.Peer;
import io.jsec.launch.HandedSocket;
import io.jsec.launch.HandedSockets;
import io.jsec.launch.LauncherException;
import io.jsec.launch.PeerIdentity;
import io.jsec.linux.LinuxException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections the launcher accepted, with who the kernel said was at their other end. */
final class HandedConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(HandedConnections.class);

    /** How long clients wait at least once there is no room for them. */
    private static final Duration CROWDED = Duration.ofMillis(100);

    /** How long it is not said again. */
    private static final Duration SAID = Duration.ofMinutes(1);

    private final HandedSockets sockets;
    private final Duration interval;
    private final BooleanSupplier over;
    private long saidNanos = System.nanoTime() - SAID.toNanos();

    /**
     * @param interval how often it is asked whether this is over, while nobody comes
     * @param over asked by the thread that accepts: what it sees is all that was accepted
     */
    HandedConnections(HandedSockets sockets, Duration interval, BooleanSupplier over) {
        this.sockets = sockets;
        this.interval = interval;
        this.over = over;
    }

    @Override
    public Optional<Accepted> accept() throws IOException {
        try {
            while (!sockets.await(interval)) {
                if (over.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            awaitRoom();
            return sockets.accept().map(HandedConnections::accepted);
        } catch (LauncherException | LinuxException e) {
            throw new IOException("the launcher hands no more clients in", e);
        }
    }

    private void awaitRoom() {
        if (sockets.hasRoom()) {
            return;
        }
        if (System.nanoTime() - saidNanos >= SAID.toNanos()) {
            saidNanos = System.nanoTime();
            LOG.warn(
                    "too many open files: new clients wait until others are gone. Instead: fewer"
                            + " connections at a time, or a higher ulimit -Hn where the engine"
                            + " starts");
        }
        do {
            sockets.pause(CROWDED);
        } while (!sockets.hasRoom());
    }

    private static Accepted accepted(HandedSocket handed) {
        PeerIdentity peer = handed.peer();
        return new Accepted(
                handed.socket().release(),
                peer.tcp()
                        ? Peer.UNKNOWN
                        : new Peer(peer.pid(), peer.uid(), peer.gid(), peer.groups()));
    }
}
