package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code system df}: what takes room. */
final class DiskUsage {
    private static final String TABLE =
            "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}";

    private DiskUsage() {}

    /**
     * One kind of things.
     *
     * @param type its name
     * @param count how many there are
     * @param active how many are in use
     * @param bytes what they take
     * @param free what removing the unused ones would give back
     * @param share whether that is also told as a share
     */
    private record Usage(
            String type, long count, long active, long bytes, long free, boolean share) {
        String reclaimable() {
            return share && bytes > 0
                    ? Human.size(free) + " (" + free * 100 / bytes + "%)"
                    : Human.size(free);
        }
    }

    static DockerVerb verb() {
        return DockerVerb.of(
                "system df",
                "",
                "Print what takes room.",
                List.of(
                        text("format", "FORMAT", "table, json, or a template for each."),
                        flag("v,verbose", "Each image, container and volume.")),
                DiskUsage::run);
    }

    private static int run(Call call) {
        String format = call.flags().text("format");
        JsonNode answer = call.api().json(Request.get("/system/df"));
        if (call.flags().on("verbose")) {
            if (!format.isEmpty() && !format.equals("table")) {
                throw DockerException.of(
                        "--verbose with --format refused: the details are tables"
                                + " of four kinds. Instead: --format without --verbose");
            }
            call.printText(new DiskUsageDetails(call).text(answer));
            return 0;
        }
        Listing<Usage> listing =
                new Listing<>(
                        "usage",
                        List.of(
                                new Column<>(
                                        "Active", "ACTIVE", row -> Long.toString(row.active())),
                                new Column<>("Reclaimable", "RECLAIMABLE", Usage::reclaimable),
                                new Column<>("Size", "SIZE", row -> Human.size(row.bytes())),
                                new Column<>(
                                        "TotalCount", "TOTAL", row -> Long.toString(row.count())),
                                new Column<>("Type", "TYPE", Usage::type)),
                        TABLE);
        List<Usage> rows = new ArrayList<>();
        rows.add(images(answer));
        rows.add(containers(answer.path("Containers")));
        rows.add(volumes(answer.path("Volumes")));
        rows.add(cache(answer.path("BuildCache")));
        call.printText(listing.text(format, rows));
        return 0;
    }

    private static Usage images(JsonNode answer) {
        JsonNode images = answer.path("Images");
        long used = 0;
        for (JsonNode image : images) {
            long size = image.path("Size").asLong(-1);
            long shared = image.path("SharedSize").asLong(-1);
            if (image.path("Containers").asLong() != 0 && size != -1 && shared != -1) {
                used += size - shared;
            }
        }
        long bytes = answer.path("LayersSize").asLong();
        long active = count(images, image -> image.path("Containers").asLong() > 0);
        return new Usage("Images", images.size(), active, bytes, bytes - used, true);
    }

    private static Usage containers(JsonNode containers) {
        Predicate<JsonNode> inUse =
                each ->
                        List.of("running", "paused", "restarting")
                                .contains(each.path("State").asText());
        long bytes = sum(containers, each -> true, "SizeRw");
        long free = bytes - sum(containers, inUse, "SizeRw");
        return new Usage(
                "Containers", containers.size(), count(containers, inUse), bytes, free, true);
    }

    private static Usage volumes(JsonNode volumes) {
        long bytes = 0;
        long free = 0;
        for (JsonNode volume : volumes) {
            JsonNode usage = volume.path("UsageData");
            long size = Math.max(0, usage.path("Size").asLong());
            bytes += size;
            free += usage.path("RefCount").asLong() == 0 ? size : 0;
        }
        long active = count(volumes, each -> each.path("UsageData").path("RefCount").asLong() > 0);
        return new Usage("Local Volumes", volumes.size(), active, bytes, free, true);
    }

    private static Usage cache(JsonNode cache) {
        long bytes = sum(cache, each -> !each.path("Shared").asBoolean(), "Size");
        long used =
                sum(
                        cache,
                        each -> each.path("InUse").asBoolean() && !each.path("Shared").asBoolean(),
                        "Size");
        long active = count(cache, each -> each.path("InUse").asBoolean());
        return new Usage("Build Cache", cache.size(), active, bytes, bytes - used, false);
    }

    private static long count(JsonNode list, Predicate<JsonNode> which) {
        return Json.list(list).stream().filter(which).count();
    }

    private static long sum(JsonNode list, Predicate<JsonNode> which, String field) {
        return Json.list(list).stream()
                .filter(which)
                .mapToLong(each -> each.path(field).asLong())
                .sum();
    }
}
