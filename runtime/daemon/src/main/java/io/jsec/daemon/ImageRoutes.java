package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.CommitRequest;
import io.jsec.engine.Containers;
import io.jsec.engine.ImageLoad;
import io.jsec.engine.Images;
import io.jsec.journal.ObjectId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Images, and what makes them of containers and archives. */
final class ImageRoutes {
    private static final String NO_REGISTRIES =
            "registries are not supported yet: use docker load or docker import";

    private final Images images;
    private final Containers containers;

    ImageRoutes(Images images, Containers containers) {
        this.images = images;
        this.containers = containers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/images/json", this::list),
                Route.post("/images/create", this::create),
                Route.post("/images/load", this::load),
                Route.post("/images/prune", this::prune),
                Route.get("/images/get", this::save),
                Route.get("/images/search", call -> noRegistries()),
                Route.get("/images/{name}/json", this::inspect),
                Route.get("/images/{name}/history", this::history),
                Route.get("/images/{name}/get", this::saveOne),
                Route.post("/images/{name}/push", call -> noRegistries()),
                Route.post("/images/{name}/tag", this::tag),
                Route.delete("/images/{name}", this::remove),
                Route.get("/distribution/{name}/json", call -> noRegistries()),
                Route.post("/commit", this::commit));
    }

    private static void noRegistries() {
        throw new StatusException(501, NO_REGISTRIES);
    }

    private void list(Call call) throws IOException {
        ArrayNode array = Json.array();
        images.list(call.query().truth("all"), FilterReader.read(call.query()))
                .forEach(each -> array.add(ImageJson.summary(each, call.version())));
        call.json(200, array);
    }

    private void inspect(Call call) throws IOException {
        call.json(200, ImageJson.of(images.inspect(call.name("name")), call.version()));
    }

    private void history(Call call) throws IOException {
        ArrayNode array = Json.array();
        for (Images.HistoryStep step : images.history(call.name("name"))) {
            ObjectNode json =
                    array.addObject()
                            .put("Id", step.id())
                            .put("Created", step.created().getEpochSecond())
                            .put("CreatedBy", step.createdBy());
            json.set("Tags", Json.texts(step.tags()));
            json.put("Size", step.sizeBytes()).put("Comment", step.comment());
        }
        call.json(200, array);
    }

    private void tag(Call call) throws IOException {
        images.tag(
                call.name("name"),
                call.query().text("repo").orElse(""),
                call.query().text("tag").orElse(""));
        call.done(201);
    }

    private void remove(Call call) throws IOException {
        List<Images.ImageDeletion> deletions =
                images.remove(
                        call.name("name"),
                        call.query().truth("force"),
                        !call.query().truth("noprune"));
        deletions.forEach(each -> call.about(ObjectId.Kind.IMAGE, each.what()));
        call.json(200, deletions(deletions));
    }

    private static ArrayNode deletions(List<Images.ImageDeletion> deletions) {
        ArrayNode array = Json.array();
        deletions.forEach(each ->
                array.addObject().put(each.untagged() ? "Untagged" : "Deleted", each.what()));
        return array;
    }

    private void prune(Call call) throws IOException {
        Images.ImagePrune prune = images.prune(FilterReader.read(call.query()));
        prune.deletions().forEach(each -> call.about(ObjectId.Kind.IMAGE, each.what()));
        ObjectNode answer = Json.object();
        answer.set("ImagesDeleted", deletions(prune.deletions()));
        call.json(200, answer.put("SpaceReclaimed", prune.reclaimedBytes()));
    }

    /** An import; pulling needs registries. */
    private void create(Call call) throws IOException {
        if (call.query().given("fromImage").isPresent()) {
            noRegistries();
        }
        String source = call.query().text("fromSrc").orElse("");
        if (!source.equals("-")) {
            throw new StatusException(
                    400, "fromSrc takes - for the body: this engine fetches no addresses");
        }
        String id =
                images.importRoot(
                        call.request().body(),
                        call.query().text("repo").orElse(""),
                        call.query().text("tag").orElse(""),
                        call.query().text("message").orElse(""),
                        call.query().all("changes"));
        call.about(ObjectId.Kind.IMAGE, id);
        LazyStream out = new LazyStream(call, "application/json");
        out.write(Json.bytes(Json.object().put("status", id)));
    }

    private void load(Call call) throws IOException {
        if (call.query().given("platform").isPresent()) {
            throw new StatusException(400, "--platform of load is not supported: leave it out");
        }
        ImageLoad load = images.load(call.request().body());
        LazyStream out = new LazyStream(call, "application/json");
        for (ImageLoad.Loaded image : load.images()) {
            if (image.names().isEmpty()) {
                call.about(ObjectId.Kind.IMAGE, image.id());
                say(out, "Loaded image ID: " + image.id());
            }
            for (String name : image.names()) {
                call.about(ObjectId.Kind.IMAGE, name);
                say(out, "Loaded image: " + name);
            }
        }
        for (String note : load.notes()) {
            say(out, note);
        }
        out.begun();
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(Json.bytes(Json.object().put("stream", text + "\n")));
    }

    private void save(Call call) throws IOException {
        List<String> names = call.query().all("names");
        if (names.isEmpty()) {
            throw new StatusException(400, "names takes at least one image");
        }
        images.save(names, new LazyStream(call, "application/x-tar"));
    }

    private void saveOne(Call call) throws IOException {
        images.save(List.of(call.name("name")), new LazyStream(call, "application/x-tar"));
    }

    private void commit(Call call) throws IOException {
        String container =
                call.query()
                        .given("container")
                        .orElseThrow(() -> new StatusException(400, "container is missing"));
        Fields fields = call.body();
        CommitRequest request =
                new CommitRequest(
                        call.query().text("repo").orElse(""),
                        call.query().text("tag").orElse(""),
                        call.query().text("author").orElse(""),
                        call.query().text("comment").orElse(""),
                        call.query().truth("pause", true),
                        call.query().all("changes"),
                        fields.names().isEmpty()
                                ? Optional.empty()
                                : Optional.of(ConfigReader.config(fields)));
        String id = containers.commit(container, request);
        call.about(ObjectId.Kind.IMAGE, id);
        call.json(201, Json.object().put("Id", id));
    }
}
