package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code system df -v}: four tables. */
final class DiskUsageDetails {
    private static final String IMAGES =
            "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t"
                    + "{{.UniqueSize}}\t{{.Containers}}";
    private static final String CONTAINERS =
            "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t"
                    + "{{.Status}}\t{{.Names}}";
    private static final String VOLUMES = "{{.Name}}\t{{.Links}}\t{{.Size}}";
    private static final String CACHE =
            "{{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t"
                    + "{{.UsageCount}}\t{{.Shared}}";

    private final Call call;

    DiskUsageDetails(Call call) {
        this.call = call;
    }

    String text(JsonNode answer) {
        List<JsonNode> containers = new ArrayList<>();
        for (JsonNode each : answer.path("Containers")) {
            // The image's own size is told above.
            containers.add(((ObjectNode) each.deepCopy()).put("SizeRootFs", 0));
        }
        long cached = 0;
        for (JsonNode each : answer.path("BuildCache")) {
            cached += each.path("Shared").asBoolean() ? 0 : each.path("Size").asLong();
        }
        return "Images space usage:\n\n"
                + ImageList.rows(IMAGES, answer.path("Images"), call.environment())
                + "\nContainers space usage:\n\n"
                + ContainerList.rows(CONTAINERS, containers, call.environment())
                + "\nLocal Volumes space usage:\n\n"
                + Volumes.listing(VOLUMES).text("", Json.list(answer.path("Volumes")))
                + "\nBuild cache usage: "
                + Human.size(cached)
                + "\n\n"
                + cache(Json.list(answer.path("BuildCache")));
    }

    private static String cache(List<JsonNode> rows) {
        return new Listing<JsonNode>(
                        "build cache",
                        List.of(
                                new Column<>(
                                        "CacheType",
                                        "CACHE TYPE",
                                        row -> row.path("Type").asText()),
                                new Column<>(
                                        "CreatedSince",
                                        "CREATED",
                                        row -> row.path("CreatedAt").asText()),
                                new Column<>(
                                        "ID",
                                        "CACHE ID",
                                        row -> Human.shortId(row.path("ID").asText())),
                                new Column<>(
                                        "LastUsedSince",
                                        "LAST USED",
                                        row -> row.path("LastUsedAt").asText()),
                                new Column<>(
                                        "Shared", "SHARED", row -> row.path("Shared").asText()),
                                new Column<>(
                                        "Size",
                                        "SIZE",
                                        row -> Human.shortSize(row.path("Size").asLong())),
                                new Column<>(
                                        "UsageCount",
                                        "USAGE",
                                        row -> row.path("UsageCount").asText())),
                        CACHE)
                .text("", rows);
    }
}
