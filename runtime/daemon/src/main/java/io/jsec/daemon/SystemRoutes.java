package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.DiskUsage;
import io.jsec.engine.Engine;
import io.jsec.engine.EventMessage;
import io.jsec.engine.EventStream;
import io.jsec.engine.EventsRequest;
import io.jsec.engine.Filters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine itself. */
final class SystemRoutes {
    private final Engine engine;
    private final Product product;

    SystemRoutes(Engine engine, Product product) {
        this.engine = engine;
        this.product = product;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/_ping", SystemRoutes::ping),
                Route.head("/_ping", SystemRoutes::ping),
                Route.get("/version", this::version),
                Route.get("/info", this::info),
                Route.get("/events", this::events),
                Route.get("/system/df", this::diskUsage),
                Route.post("/auth", SystemRoutes::auth));
    }

    private static void ping(Call call) throws IOException {
        call.response()
                .header("Builder-Version", "1")
                .header("Swarm", "inactive")
                .header("Cache-Control", "no-cache, no-store, must-revalidate")
                .header("Pragma", "no-cache")
                .send(200, "text/plain; charset=utf-8", "OK".getBytes(StandardCharsets.US_ASCII));
    }

    private void version(Call call) throws IOException {
        call.json(200, InfoJson.version(engine.facts().version(), product));
    }

    private void info(Call call) throws IOException {
        call.json(200, InfoJson.info(engine.facts().info(), product));
    }

    private static void auth(Call call) {
        throw new StatusException(501, "registries are not supported yet: nothing to log in to");
    }

    private void events(Call call) throws IOException {
        Optional<Instant> since = Times.parse("since", call.query().text("since"));
        Optional<Instant> until = Times.parse("until", call.query().text("until"));
        if (since.isPresent() && until.filter(end -> end.isBefore(since.get())).isPresent()) {
            throw new StatusException(
                    400,
                    "`since` time (%d) cannot be after `until` time (%d)"
                            .formatted(since.get().getEpochSecond(), until.get().getEpochSecond()));
        }
        EventsRequest request = new EventsRequest(since, until, FilterReader.read(call.query()));
        try (EventStream stream = engine.events().follow(request)) {
            call.request().whenGone(stream::close);
            OutputStream out = call.response().stream(200, "application/json");
            Optional<EventMessage> event = stream.next();
            while (event.isPresent()) {
                out.write(Json.bytes(EventJson.of(event.orElseThrow())));
                event = stream.next();
            }
        }
    }

    private void diskUsage(Call call) throws IOException {
        List<String> types = call.query().all("type");
        for (String type : types) {
            if (!List.of("container", "image", "volume", "build-cache").contains(type)) {
                throw new StatusException(400, "unknown object type: " + type);
            }
        }
        DiskUsage usage = engine.facts().diskUsage();
        ObjectNode json = Json.object().put("LayersSize", usage.layersBytes());
        if (asked(types, "image")) {
            ArrayNode images = json.putArray("Images");
            engine.images()
                    .list(false, Filters.NONE)
                    .forEach(each -> images.add(ImageJson.summary(each, call.version())));
        }
        if (asked(types, "container")) {
            ArrayNode containers = json.putArray("Containers");
            usage.containers().forEach(each -> containers.add(SummaryJson.of(each)));
        }
        if (asked(types, "volume")) {
            ArrayNode volumes = json.putArray("Volumes");
            usage.volumes().forEach(each -> volumes.add(VolumeRoutes.of(each)));
        }
        if (asked(types, "build-cache")) {
            json.putArray("BuildCache");
        }
        call.json(200, json);
    }

    private static boolean asked(List<String> types, String type) {
        return types.isEmpty() || types.contains(type);
    }
}
