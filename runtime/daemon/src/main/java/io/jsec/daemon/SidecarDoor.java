package io.jsec.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.Peer;
import io.jsec.engine.OwnSockets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves containers the API, each on a socket of its own: whoever comes by it is that container,
 * with the role sidecar in the container's scope.
 *
 * <p>An engine finds its running containers before it can serve anybody; until it is opened, their
 * sockets wait here.
 */
public final class SidecarDoor implements OwnSockets.Door {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarDoor.class);

    private record Waiting(OwnSockets.Sidecar sidecar, int listener) {}

    @GuardedBy("this")
    private final Map<String, Waiting> waiting = new HashMap<>();

    @GuardedBy("this")
    private final Map<String, AutoCloseable> served = new HashMap<>();

    @GuardedBy("this")
    private @Nullable Edge edge;

    /** Serves those that wait, and all that come from now on. */
    public synchronized void open(Edge server) {
        edge = server;
        waiting.values().forEach(each -> listen(server, each.sidecar(), each.listener()));
        waiting.clear();
    }

    @Override
    public synchronized void serve(OwnSockets.Sidecar sidecar, int listener) {
        end(sidecar.container());
        Edge server = edge;
        if (server == null) {
            waiting.put(sidecar.container(), new Waiting(sidecar, listener));
        } else {
            listen(server, sidecar, listener);
        }
    }

    @GuardedBy("this")
    private void listen(Edge server, OwnSockets.Sidecar sidecar, int listener) {
        // In one name with all it makes: else it would have more of every limit with each of them.
        Peer peer = Peer.of(new Peer.Container(sidecar.head(), sidecar.scope(), sidecar.shared()));
        served.put(sidecar.container(), server.listen(listener, peer));
    }

    @Override
    public synchronized void end(String container) {
        Waiting unserved = waiting.remove(container);
        if (unserved != null) {
            Edge.drop(unserved.listener());
        }
        AutoCloseable listening = served.remove(container);
        if (listening != null) {
            close(listening, container);
        }
    }

    private static void close(AutoCloseable listening, String container) {
        try {
            listening.close();
        } catch (Exception e) {
            LOG.warn("the socket of the container {} does not end", container, e);
        }
    }
}
