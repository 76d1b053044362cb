package io.jsec.daemon;

import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.Containers;
import io.jsec.engine.PathStat;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Paths of containers as tar streams: {@code docker cp}. */
final class ArchiveRoutes {
    private static final String STAT = "X-Docker-Container-Path-Stat";

    private final Containers containers;

    ArchiveRoutes(Containers containers) {
        this.containers = containers;
    }

    List<Route> routes() {
        return List.of(
                Route.head("/containers/{id}/archive", this::head),
                Route.get("/containers/{id}/archive", this::get),
                Route.put("/containers/{id}/archive", this::put));
    }

    private static String path(Call call) {
        return call.query()
                .given("path")
                .orElseThrow(() -> new StatusException(400, "path cannot be empty"));
    }

    private PathStat stat(Call call) {
        PathStat stat = containers.stat(call.name("id"), path(call));
        byte[] json =
                Json.compact(
                        Json.object()
                                .put("name", stat.name())
                                .put("size", stat.size())
                                .put("mode", stat.mode())
                                .put("mtime", Times.text(stat.modified()))
                                .put("linkTarget", stat.linkTarget()));
        call.response().header(STAT, Base64.getEncoder().encodeToString(json));
        return stat;
    }

    private void head(Call call) throws IOException {
        stat(call);
        call.done(200);
    }

    private void get(Call call) throws IOException {
        stat(call);
        containers.getArchive(
                call.name("id"), path(call), new LazyStream(call, "application/x-tar"));
    }

    private void put(Call call) throws IOException {
        containers.putArchive(
                call.name("id"),
                path(call),
                call.request().body(),
                call.query().truth("noOverwriteDirNonDir"),
                call.query().truth("copyUIDGID"));
        call.done(200);
    }
}
