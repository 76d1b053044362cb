package io.jsec.daemon.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An edge on a socket in a folder of a test, with a handler that is told what to do. */
final class ServedEdge implements AutoCloseable {
    /** What a test wants to happen for a request. */
    interface Action {
        void run(Request request, Response response) throws IOException, InterruptedException;
    }

    final Path socket;
    final Edge edge;

    ServedEdge(Path folder, EdgeLimits limits, Action action) throws IOException {
        socket = folder.resolve("api.sock");
        edge =
                new Edge(
                        limits,
                        new Handler() {
                            @Override
                            public void handle(Request request, Response response)
                                    throws IOException, InterruptedException {
                                action.run(request, response);
                            }

                            @Override
                            public boolean mayHijack(String method, String path) {
                                return path.endsWith("/attach");
                            }
                        },
                        Map.of("Api-Version", "1.50"));
        edge.listen(socket);
    }

    ServedEdge(Path folder, Action action) throws IOException {
        this(folder, limits(), action);
    }

    /** Those of production, but for times that a test would have to sit out. */
    static EdgeLimits limits() {
        EdgeLimits limits = EdgeLimits.standard();
        return limits(
                limits.connections(), limits.connectionsOfUser(), limits.headers(), limits.idle());
    }

    /** The same with other ones of these. */
    static EdgeLimits limits(int connections, int ofUser, Duration headers, Duration idle) {
        EdgeLimits limits = EdgeLimits.standard();
        return new EdgeLimits(
                connections,
                ofUser,
                limits.requestLineBytes(),
                limits.headerBytes(),
                limits.bodyBytes(),
                headers,
                idle,
                limits.body(),
                Duration.ofMillis(200));
    }

    RawClient client() throws IOException {
        return new RawClient(socket);
    }

    @Override
    public void close() {
        edge.close();
    }
}
