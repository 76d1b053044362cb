package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What this engine does not do, answered so that clients go on. */
final class AbsentRoutes {
    private static final String NO_SWARM =
            "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\""
                    + " to connect this node to swarm and try again.";

    private static final List<String> SWARM =
            List.of(
                    "GET /swarm",
                    "POST /swarm/leave",
                    "POST /swarm/update",
                    "GET /swarm/unlockkey",
                    "POST /swarm/unlock",
                    "GET /nodes",
                    "GET /nodes/{id}",
                    "DELETE /nodes/{id}",
                    "POST /nodes/{id}/update",
                    "GET /services",
                    "POST /services/create",
                    "GET /services/{id}",
                    "DELETE /services/{id}",
                    "POST /services/{id}/update",
                    "GET /services/{id}/logs",
                    "GET /tasks",
                    "GET /tasks/{id}",
                    "GET /tasks/{id}/logs",
                    "GET /secrets",
                    "POST /secrets/create",
                    "GET /secrets/{id}",
                    "DELETE /secrets/{id}",
                    "POST /secrets/{id}/update",
                    "GET /configs",
                    "POST /configs/create",
                    "GET /configs/{id}",
                    "DELETE /configs/{id}",
                    "POST /configs/{id}/update",
                    "PUT /volumes/{name}");

    private static final List<String> PLUGINS =
            List.of(
                    "GET /plugins/privileges",
                    "POST /plugins/pull",
                    "POST /plugins/create",
                    "GET /plugins/{name}/json",
                    "DELETE /plugins/{name}",
                    "POST /plugins/{name}/enable",
                    "POST /plugins/{name}/disable",
                    "POST /plugins/{name}/upgrade",
                    "POST /plugins/{name}/push",
                    "POST /plugins/{name}/set");

    private AbsentRoutes() {}

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        SWARM.forEach(line -> routes.add(route(line, 503, NO_SWARM)));
        for (String line : List.of("POST /swarm/init", "POST /swarm/join")) {
            routes.add(route(line, 501, "swarms are not supported: this engine is one machine's"));
        }
        for (String line : PLUGINS) {
            routes.add(route(line, 501, "plugins are not supported: none runs beside this engine"));
        }
        routes.add(Route.get("/plugins", call -> call.json(200, Json.array())));
        for (String line : List.of("POST /session", "POST /grpc", "POST /build/cancel")) {
            routes.add(route(line, 501, "BuildKit is not supported"));
        }
        routes.add(route("POST /build", 501, "building images is not supported: use docker load"));
        routes.add(Route.post("/build/prune", AbsentRoutes::pruneBuilds));
        routes.add(checkpoints("GET /containers/{id}/checkpoints"));
        routes.add(checkpoints("POST /containers/{id}/checkpoints"));
        routes.add(checkpoints("DELETE /containers/{id}/checkpoints/{checkpoint}"));
        return routes;
    }

    private static Route checkpoints(String line) {
        return route(line, 501, "checkpoints are not supported");
    }

    private static Route route(String line, int status, String message) {
        String[] words = line.split(" ", 2);
        return new Route(
                words[0],
                words[1],
                call -> {
                    throw new StatusException(status, message);
                });
    }

    /** There is no cache of builds: nothing is reclaimed, and docker system prune goes on. */
    private static void pruneBuilds(Call call) throws IOException {
        ObjectNode answer = Json.object();
        answer.putArray("CachesDeleted");
        call.json(200, answer.put("SpaceReclaimed", 0));
    }
}
