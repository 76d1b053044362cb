package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.ContainerSummary;
import io.jsec.engine.MountPoint;

/** A line of {@code GET /containers/json}. */
final class SummaryJson {
    private SummaryJson() {}

    static ObjectNode of(ContainerSummary summary) {
        ObjectNode json = Json.object().put("Id", summary.id());
        json.putArray("Names").add("/" + summary.name());
        json.put("Image", summary.image())
                .put("ImageID", summary.imageId())
                .put("Command", summary.command())
                .put("Created", summary.created().getEpochSecond());
        ArrayNode ports = json.putArray("Ports");
        summary.exposedPorts().stream().sorted().forEach(port -> ports.add(port(port)));
        summary.sizes()
                .ifPresent(sizes -> {
                    json.put("SizeRw", sizes.rw());
                    json.put("SizeRootFs", sizes.rootFs().orElse(0));
                });
        json.set("Labels", Json.table(summary.labels()));
        json.put("State", summary.state().status().word()).put("Status", summary.status());
        json.putObject("HostConfig").put("NetworkMode", summary.networkMode());
        json.putObject("NetworkSettings")
                .putObject("Networks")
                .set(NetworkRoutes.shown(summary.networkMode()), NetworkRoutes.endpoint());
        ArrayNode mounts = json.putArray("Mounts");
        summary.mounts().forEach(mount -> mounts.add(mount(mount)));
        return json;
    }

    private static ObjectNode port(String port) {
        String[] parts = port.split("/", 2);
        return Json.object()
                .put("PrivatePort", Integer.parseInt(parts[0].replaceAll("-.*", "")))
                .put("Type", parts.length == 1 ? "tcp" : parts[1]);
    }

    /** A mount, here and in inspect. */
    static ObjectNode mount(MountPoint mount) {
        ObjectNode json = Json.object().put("Type", mount.type());
        if (!mount.name().isEmpty()) {
            json.put("Name", mount.name());
        }
        json.put("Source", mount.source()).put("Destination", mount.destination());
        if (!mount.driver().isEmpty()) {
            json.put("Driver", mount.driver());
        }
        return json.put("Mode", mount.mode())
                .put("RW", mount.readWrite())
                .put("Propagation", mount.propagation());
    }
}
