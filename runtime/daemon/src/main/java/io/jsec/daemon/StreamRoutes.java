package io.jsec.daemon;

import io.jsec.daemon.edge.Duplex;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.AttachRequest;
import io.jsec.engine.AttachSession;
import io.jsec.engine.Containers;
import io.jsec.engine.Frames;
import io.jsec.engine.LogsRequest;
import io.jsec.engine.StatsSample;
import io.jsec.engine.StatsStream;
import io.jsec.engine.StreamFrame;
import io.jsec.engine.WaitCondition;
import io.jsec.engine.WaitTicket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Containers: what is answered with a stream. */
final class StreamRoutes {
    private final Containers containers;

    StreamRoutes(Containers containers) {
        this.containers = containers;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/containers/{id}/attach", this::attach),
                Route.get(Route.ATTACH_SOCKET, this::attachSocket),
                Route.get("/containers/{id}/logs", this::logs),
                Route.post("/containers/{id}/wait", this::await),
                Route.get("/containers/{id}/stats", this::stats),
                Route.get("/containers/{id}/export", this::export));
    }

    private void attach(Call call) throws IOException {
        AttachRequest request = attachRequest(call, true);
        try (AttachSession session = containers.attach(call.name("id"), request)) {
            Duplex duplex = Attached.open(call, session.tty());
            Attached.serve(call, duplex, session, request.stdin());
        }
    }

    /** Clients of versions that do not choose streams have all of them, and read text. */
    private void attachSocket(Call call) throws IOException {
        boolean choose = call.version().isAtLeast(ApiVersion.MULTIPLEXED_TYPE);
        try (AttachSession session =
                containers.attach(call.name("id"), attachRequest(call, choose))) {
            boolean text = !call.version().isAtLeast(ApiVersion.BINARY_FRAMES);
            Attached.serve(call, call.response().webSocket(text), session);
        }
    }

    private static AttachRequest attachRequest(Call call, boolean choose) {
        return new AttachRequest(
                call.query().truth("logs"),
                call.query().truth("stream"),
                !choose || call.query().truth("stdin"),
                !choose || call.query().truth("stdout"),
                !choose || call.query().truth("stderr"),
                call.query().text("detachKeys").orElse(""));
    }

    private void logs(Call call) throws IOException {
        LogsRequest request = logsRequest(call);
        if (!request.stdout() && !request.stderr()) {
            throw new StatusException(400, "Bad parameters: you must choose at least one stream");
        }
        String id = call.name("id");
        boolean tty = containers.inspect(id, false).config().tty();
        try (Frames frames = containers.logs(id, request)) {
            call.request().whenGone(frames::close);
            OutputStream out = call.response().stream(200, Multiplexed.type(call.version(), tty));
            Multiplexed multiplexed = new Multiplexed(out, tty);
            Optional<StreamFrame> frame = frames.next();
            while (frame.isPresent()) {
                multiplexed.write(frame.orElseThrow());
                frame = frames.next();
            }
        }
    }

    private static LogsRequest logsRequest(Call call) {
        return new LogsRequest(
                call.query().truth("stdout"),
                call.query().truth("stderr"),
                call.query().truth("follow"),
                call.query().truth("timestamps"),
                Times.parseOfLogs("since", call.query().text("since")),
                Times.parseOfLogs("until", call.query().text("until")),
                tail(call.query().text("tail").orElse("all")));
    }

    /** A number of lines; anything else is all of them, as it is for dockerd. */
    private static OptionalLong tail(String text) {
        return text.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** The head goes out before the wait: clients start the container when they have it. */
    private void await(Call call) throws IOException {
        WaitCondition condition = WaitCondition.parse(call.query().text("condition").orElse(""));
        try (WaitTicket ticket = containers.await(call.name("id"), condition)) {
            call.request().whenGone(ticket::close);
            OutputStream out = call.response().stream(200, "application/json");
            WaitTicket.WaitResult result = ticket.await();
            var json = Json.object();
            if (!result.error().isEmpty()) {
                json.putObject("Error").put("Message", result.error());
            }
            out.write(Json.bytes(json.put("StatusCode", result.exitCode())));
        }
    }

    private void stats(Call call) throws IOException {
        String id = call.name("id");
        boolean oneShot = call.query().truth("one-shot");
        if (!call.query().truth("stream", true)) {
            call.json(200, StatsJson.of(containers.stats(id, oneShot)));
            return;
        }
        if (oneShot) {
            throw new StatusException(400, "cannot have stream=true and one-shot=true");
        }
        try (StatsStream stream = containers.statsStream(id)) {
            call.request().whenGone(stream::close);
            OutputStream out = call.response().stream(200, "application/json");
            Optional<StatsSample> sample = stream.next();
            while (sample.isPresent()) {
                out.write(Json.bytes(StatsJson.of(sample.orElseThrow())));
                sample = stream.next();
            }
        }
    }

    private void export(Call call) throws IOException {
        String id = call.name("id");
        containers.export(id, new LazyStream(call, "application/octet-stream"));
    }
}
