package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.PruneReport;
import io.jsec.engine.VolumeRequest;
import io.jsec.engine.VolumeView;
import io.jsec.engine.Volumes;
import io.jsec.journal.ObjectId;
import java.io.IOException;
import java.util.List;

/** Directories that outlive containers. */
final class VolumeRoutes {
    private final Volumes volumes;

    VolumeRoutes(Volumes volumes) {
        this.volumes = volumes;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/volumes", this::list),
                Route.post("/volumes/create", this::create),
                Route.post("/volumes/prune", this::prune),
                Route.get("/volumes/{name}", this::inspect),
                Route.delete("/volumes/{name}", this::remove));
    }

    private void list(Call call) throws IOException {
        ObjectNode answer = Json.object();
        ArrayNode array = answer.putArray("Volumes");
        volumes.list(FilterReader.read(call.query())).forEach(each -> array.add(of(each)));
        call.json(200, answer.putNull("Warnings"));
    }

    private void create(Call call) throws IOException {
        Fields fields = call.body();
        if (fields.asks("ClusterVolumeSpec")) {
            throw new StatusException(
                    400, "ClusterVolumeSpec is not supported: this engine is one machine's");
        }
        VolumeRequest request =
                new VolumeRequest(
                        fields.text("Name").orElse(""),
                        fields.text("Driver").orElse(""),
                        fields.table("DriverOpts"),
                        fields.table("Labels"));
        VolumeView volume = volumes.create(request);
        call.about(ObjectId.Kind.VOLUME, volume.name());
        call.json(201, of(volume));
    }

    private void prune(Call call) throws IOException {
        PruneReport report = volumes.prune(FilterReader.read(call.query()));
        report.removed().forEach(name -> call.about(ObjectId.Kind.VOLUME, name));
        ObjectNode answer = Json.object();
        answer.set("VolumesDeleted", Json.texts(report.removed()));
        call.json(200, answer.put("SpaceReclaimed", report.reclaimedBytes()));
    }

    private void inspect(Call call) throws IOException {
        call.json(200, of(volumes.inspect(call.name("name"))));
    }

    private void remove(Call call) throws IOException {
        volumes.remove(call.name("name"), call.query().truth("force"));
        call.done(204);
    }

    /** A volume, here and in the disk usage. */
    static ObjectNode of(VolumeView volume) {
        ObjectNode json =
                Json.object()
                        .put("CreatedAt", Times.text(volume.created()))
                        .put("Driver", volume.driver());
        json.set("Labels", Json.table(volume.labels()));
        json.put("Mountpoint", volume.mountpoint())
                .put("Name", volume.name())
                .putNull("Options")
                .put("Scope", "local");
        volume.sizeBytes()
                .ifPresent(bytes ->
                        json.putObject("UsageData")
                                .put("RefCount", volume.references())
                                .put("Size", bytes));
        return json;
    }
}
