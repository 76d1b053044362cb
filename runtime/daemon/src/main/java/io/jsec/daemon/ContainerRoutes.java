package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.Containers;
import io.jsec.engine.CreateRequest;
import io.jsec.engine.CreateResult;
import io.jsec.engine.FileChange;
import io.jsec.engine.ListRequest;
import io.jsec.engine.PruneReport;
import io.jsec.engine.RemoveRequest;
import io.jsec.engine.StopRequest;
import io.jsec.engine.TopView;
import io.jsec.engine.UpdateRequest;
import io.jsec.journal.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Containers: what is answered with one object or a status. */
final class ContainerRoutes {
    private final Containers containers;
    private final String architecture;

    /**
     * @param architecture of the host, in Go's words
     */
    ContainerRoutes(Containers containers, String architecture) {
        this.containers = containers;
        this.architecture = architecture;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/containers/json", this::list),
                Route.post("/containers/create", this::create),
                Route.post("/containers/prune", this::prune),
                Route.get("/containers/{id}/json", this::inspect),
                Route.get("/containers/{id}/top", this::top),
                Route.get("/containers/{id}/changes", this::changes),
                Route.post("/containers/{id}/start", this::start),
                Route.post("/containers/{id}/stop", this::stop),
                Route.post("/containers/{id}/restart", this::restart),
                Route.post("/containers/{id}/kill", this::kill),
                Route.post("/containers/{id}/pause", this::pause),
                Route.post("/containers/{id}/unpause", this::unpause),
                Route.post("/containers/{id}/rename", this::rename),
                Route.post("/containers/{id}/resize", this::resize),
                Route.post("/containers/{id}/update", this::update),
                Route.delete("/containers/{id}", this::remove));
    }

    private void list(Call call) throws IOException {
        Optional<Integer> limit = call.query().number("limit").filter(count -> count > 0);
        ListRequest request =
                new ListRequest(
                        call.query().truth("all"),
                        limit.isPresent()
                                ? OptionalInt.of(limit.orElseThrow())
                                : OptionalInt.empty(),
                        call.query().truth("size"),
                        FilterReader.read(call.query()));
        ArrayNode array = Json.array();
        containers.list(request).forEach(each -> array.add(SummaryJson.of(each)));
        call.json(200, array);
    }

    private void create(Call call) throws IOException {
        call.query().given("platform").ifPresent(this::checkPlatform);
        CreateRequest request = ConfigReader.create(call.query().given("name"), call.body());
        call.about(ObjectId.Kind.IMAGE, request.config().image());
        CreateResult result = containers.create(request);
        call.about(ObjectId.Kind.CONTAINER, result.id());
        ObjectNode answer = Json.object().put("Id", result.id());
        answer.set("Warnings", Json.texts(result.warnings()));
        call.json(201, answer);
    }

    private void checkPlatform(String platform) {
        String[] parts = platform.split("/", -1);
        boolean fits =
                parts[0].equals("linux") && (parts.length == 1 || parts[1].equals(architecture));
        if (!fits) {
            throw new StatusException(
                    400,
                    "--platform "
                            + platform
                            + " is not supported: this engine runs linux/"
                            + architecture);
        }
    }

    private void prune(Call call) throws IOException {
        PruneReport report = containers.prune(FilterReader.read(call.query()));
        report.removed().forEach(id -> call.about(ObjectId.Kind.CONTAINER, id));
        ObjectNode answer = Json.object();
        answer.set("ContainersDeleted", Json.texts(report.removed()));
        call.json(200, answer.put("SpaceReclaimed", report.reclaimedBytes()));
    }

    private void inspect(Call call) throws IOException {
        boolean sizes = call.query().truth("size");
        call.json(200, ContainerJson.of(containers.inspect(call.name("id"), sizes)));
    }

    private void top(Call call) throws IOException {
        TopView top = containers.top(call.name("id"), call.query().given("ps_args").orElse("-ef"));
        ObjectNode answer = Json.object();
        answer.set("Titles", Json.texts(top.titles()));
        ArrayNode rows = answer.putArray("Processes");
        top.processes().forEach(row -> rows.add(Json.texts(row)));
        call.json(200, answer);
    }

    private void changes(Call call) throws IOException {
        ArrayNode array = Json.array();
        for (FileChange change : containers.changes(call.name("id"))) {
            array.addObject().put("Path", change.path()).put("Kind", number(change.kind()));
        }
        call.json(200, array);
    }

    private static int number(FileChange.Kind kind) {
        return switch (kind) {
            case MODIFIED -> 0;
            case ADDED -> 1;
            case DELETED -> 2;
        };
    }

    private void start(Call call) throws IOException {
        if (call.query().given("checkpoint").isPresent()) {
            throw new StatusException(400, "checkpoints are not supported: start without one");
        }
        containers.start(call.name("id"));
        call.done(204);
    }

    private static StopRequest stopRequest(Call call) {
        Optional<Integer> seconds = call.query().number("t");
        return new StopRequest(
                call.query().text("signal").orElse(""),
                seconds.isPresent() ? OptionalInt.of(seconds.orElseThrow()) : OptionalInt.empty());
    }

    private void stop(Call call) throws IOException {
        containers.stop(call.name("id"), stopRequest(call));
        call.done(204);
    }

    private void restart(Call call) throws IOException {
        containers.restart(call.name("id"), stopRequest(call));
        call.done(204);
    }

    private void kill(Call call) throws IOException {
        containers.kill(call.name("id"), call.query().text("signal").orElse(""));
        call.done(204);
    }

    private void pause(Call call) throws IOException {
        containers.pause(call.name("id"));
        call.done(204);
    }

    private void unpause(Call call) throws IOException {
        containers.unpause(call.name("id"));
        call.done(204);
    }

    private void rename(Call call) throws IOException {
        containers.rename(call.name("id"), call.query().text("name").orElse(""));
        call.done(204);
    }

    private void resize(Call call) throws IOException {
        containers.resize(call.name("id"), size(call, "h"), size(call, "w"));
        call.done(200);
    }

    /** A side of a terminal. */
    static int size(Call call, String name) {
        return call.query()
                .number(name)
                .filter(value -> value >= 0)
                .orElseThrow(() -> new StatusException(400, name + " takes a whole number"));
    }

    private void update(Call call) throws IOException {
        Fields fields = call.body();
        RefusedOptions.check(Json.object().set("HostConfig", fields.node()));
        List<String> warnings =
                containers.update(
                        call.name("id"),
                        new UpdateRequest(
                                HostReader.resources(fields), HostReader.restart(fields)));
        call.json(200, Json.object().set("Warnings", Json.texts(warnings)));
    }

    private void remove(Call call) throws IOException {
        if (call.query().truth("link")) {
            throw new StatusException(400, "--link is not supported: it comes with networks");
        }
        containers.remove(
                call.name("id"),
                new RemoveRequest(call.query().truth("force"), call.query().truth("v")));
        call.done(204);
    }
}
