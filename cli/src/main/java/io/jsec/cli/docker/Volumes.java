package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code volume}: the volumes of an engine. */
final class Volumes {
    private static final String NOT_KNOWN = "N/A";
    private static final String TABLE = "{{.Driver}}\t{{.Name}}";

    private Volumes() {}

    static DockerVerb list() {
        return DockerVerb.of(
                "volume ls",
                "",
                "List volumes.",
                List.of(
                        Flag.list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "table, json, or a template for each."),
                        flag("q,quiet", "Names only.")),
                Volumes::list);
    }

    private static int list(Call call) {
        Flags flags = call.flags();
        Request request = Filters.on(Request.get("/volumes"), flags);
        List<JsonNode> rows = new ArrayList<>(Json.list(call.api().json(request).path("Volumes")));
        rows.sort(Comparator.comparing(row -> row.path("Name").asText(), NaturalOrder.INSTANCE));
        String format = flags.text("format");
        if (flags.on("quiet") && (format.isEmpty() || format.equals("table"))) {
            format = "{{.Name}}";
        }
        call.printText(listing(TABLE).text(format, rows));
        return 0;
    }

    /** The list in some form of table. */
    static Listing<JsonNode> listing(String table) {
        return new Listing<JsonNode>(
                        "volume",
                        List.of(
                                new Column<>("Availability", "AVAILABILITY", row -> NOT_KNOWN),
                                field("Driver", "DRIVER"),
                                new Column<>("Group", "GROUP", row -> NOT_KNOWN),
                                new Column<>(
                                        "Labels", "LABELS", row -> Json.labels(row.path("Labels"))),
                                new Column<>(
                                        "Links",
                                        "LINKS",
                                        row ->
                                                row.path("UsageData")
                                                        .path("RefCount")
                                                        .asText(NOT_KNOWN)),
                                field("Mountpoint", "MOUNTPOINT"),
                                field("Name", "VOLUME NAME"),
                                field("Scope", "SCOPE"),
                                new Column<>("Size", "SIZE", Volumes::size),
                                new Column<>("Status", "STATUS", row -> NOT_KNOWN)),
                        table)
                .labels((row, name) -> row.path("Labels").path(name).asText(""));
    }

    private static String size(JsonNode row) {
        JsonNode size = row.path("UsageData").path("Size");
        return size.isNumber() ? Human.size(size.asLong()) : NOT_KNOWN;
    }

    private static Column<JsonNode> field(String name, String header) {
        return new Column<>(name, header, row -> row.path(name).asText());
    }

    static DockerVerb create() {
        return DockerVerb.of(
                "volume create",
                "[VOLUME]",
                "Make a volume.",
                List.of(
                        text("d,driver", "NAME", "The driver; local otherwise."),
                        Flag.list("label", "NAME=VALUE", "A label."),
                        text("name", "NAME", "The name."),
                        Flag.list("o,opt", "NAME=VALUE", "An option of the driver.")),
                Volumes::create);
    }

    private static int create(Call call) {
        Flags flags = call.flags();
        ObjectNode body = Json.object().put("Driver", flags.text("driver", "local"));
        if (!call.words().isEmpty() && flags.isSet("name")) {
            throw DockerException.of(
                    "conflicting options: cannot specify a volume-name through"
                            + " both --name and as a positional arg");
        }
        String name = call.words().isEmpty() ? flags.text("name") : call.word(0);
        if (!name.isEmpty()) {
            body.put("Name", name);
        }
        CreateRequest.pairs(body, "DriverOpts", Variables.pairs(flags.all("opt")));
        CreateRequest.pairs(body, "Labels", Variables.pairs(flags.all("label")));
        Request request = Request.post("/volumes/create").json(JsonTree.text(body));
        call.print(call.api().json(request).path("Name").asText());
        return 0;
    }

    static DockerVerb remove() {
        return DockerVerb.of(
                "volume rm",
                "VOLUME [VOLUME...]",
                "Remove volumes.",
                List.of(flag("f,force", "No error for one that is not there.")),
                call ->
                        call.each(name ->
                                call.api()
                                        .call(
                                                Request.delete("/volumes/" + Request.escape(name))
                                                        .withFlag(
                                                                "force",
                                                                call.flags().on("force")))));
    }
}
