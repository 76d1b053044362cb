package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.integer;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import io.jsec.cli.template.GoNil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}: the containers of an engine. */
final class ContainerList {
    private static final int COMMAND_CHARACTERS_MAX = 20;
    private static final int MOUNT_CHARACTERS_MAX = 15;

    private static final String TABLE =
            "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t"
                    + "{{.Names}}";
    private static final String RAW =
            """
            container_id: {{.ID}}
            image: {{.Image}}
            command: {{.Command}}
            created_at: {{.CreatedAt}}
            state: {{- pad .State 1 0}}
            status: {{- pad .Status 1 0}}
            names: {{.Names}}
            labels: {{- pad .Labels 1 0}}
            ports: {{- pad .Ports 1 0}}
            """;

    private final boolean cut;
    private final DockerEnvironment environment;

    private ContainerList(boolean cut, DockerEnvironment environment) {
        this.cut = cut;
        this.environment = environment;
    }

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "",
                "List containers.",
                List.of(
                        flag("a,all", "All containers, not only those that run."),
                        list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "table, json, or a template for each."),
                        integer("n,last", "The last N that were made, in any state."),
                        flag("l,latest", "The last one that was made, in any state."),
                        flag("no-trunc", "Do not shorten ids and commands."),
                        flag("q,quiet", "Ids only."),
                        flag("s,size", "The sizes of their files.")),
                ContainerList::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        String format = flags.text("format");
        long last = flags.on("latest") && !flags.isSet("last") ? 1 : flags.number("last", -1);
        boolean size = flags.on("size") || (!flags.on("quiet") && readsSize(format));
        Request request = Request.get("/containers/json");
        request = request.withFlag("all", flags.on("all"));
        if (last > 0) {
            request = request.with("limit", Long.toString(last));
        }
        request = Filters.on(request.withFlag("size", size), flags);
        List<JsonNode> rows = Json.list(call.api().json(request));
        ContainerList list = new ContainerList(!flags.on("no-trunc"), call.environment());
        boolean isTable = format.isEmpty() || format.equals("table");
        if (flags.on("quiet")) {
            format = isTable ? "{{.ID}}" : format.equals("raw") ? "container_id: {{.ID}}" : format;
        }
        String table = flags.on("size") ? TABLE + "\t{{.Size}}" : TABLE;
        Listing<JsonNode> listing =
                new Listing<>("container", list.columns(), table)
                        .labels((row, name) -> row.path("Labels").path(name).asText(""))
                        .raw(flags.on("size") ? RAW + "size: {{.Size}}\n" : RAW);
        call.printText(listing.text(format, rows));
        return 0;
    }

    /** Whether a template shows the sizes, which the engine has to be asked for. */
    private static boolean readsSize(String format) {
        return format.contains(".Size") || format.matches("(?s).*\\bjson \\.[^A-Za-z].*");
    }

    /** A table of containers in another form. */
    static String rows(String table, List<JsonNode> containers, DockerEnvironment environment) {
        ContainerList list = new ContainerList(true, environment);
        return new Listing<>("container", list.columns(), table).text("", containers);
    }

    private List<Column<JsonNode>> columns() {
        return List.of(
                new Column<>("Command", "COMMAND", this::command),
                new Column<>("CreatedAt", "CREATED AT", this::createdAt),
                new Column<>("ID", "CONTAINER ID", this::id),
                new Column<>("Image", "IMAGE", this::image),
                new Column<>("Labels", "LABELS", row -> Json.labels(row.path("Labels"))),
                new Column<>("LocalVolumes", "LOCAL VOLUMES", ContainerList::localVolumes),
                new Column<>("Mounts", "MOUNTS", this::mounts),
                new Column<>("Names", "NAMES", this::names),
                new Column<>("Networks", "NETWORKS", ContainerList::networks),
                new Column<>("Platform", "PLATFORM", ContainerList::platform),
                new Column<>("Ports", "PORTS", row -> Ports.summary(row.path("Ports"))),
                new Column<>("RunningFor", "CREATED", this::runningFor),
                new Column<>("Size", "SIZE", ContainerList::size),
                new Column<>("State", "STATE", row -> row.path("State").asText()),
                new Column<>("Status", "STATUS", row -> row.path("Status").asText()));
    }

    private String id(JsonNode row) {
        String id = row.path("Id").asText();
        return cut ? Human.shortId(id) : id;
    }

    private String command(JsonNode row) {
        String command = row.path("Command").asText();
        return "\""
                + quoted(cut ? Human.ellipsis(command, COMMAND_CHARACTERS_MAX) : command)
                + "\"";
    }

    private static String quoted(String text) {
        String all = io.jsec.cli.template.Template.parse("{{printf \"%q\" .}}").render(text);
        return all.substring(1, all.length() - 1);
    }

    private String createdAt(JsonNode row) {
        return Human.time(Instant.ofEpochSecond(row.path("Created").asLong()), environment.zone());
    }

    private String runningFor(JsonNode row) {
        Instant created = Instant.ofEpochSecond(row.path("Created").asLong());
        return Human.duration(Duration.between(created, environment.clock().instant())) + " ago";
    }

    private String image(JsonNode row) {
        String image = row.path("Image").asText();
        if (image.isEmpty()) {
            return "<no image>";
        }
        if (!cut) {
            return image;
        }
        String id = Human.shortId(row.path("ImageID").asText());
        if (id.equals(Human.shortId(image))) {
            return id;
        }
        int digest = image.indexOf('@');
        return digest > 0 ? image.substring(0, digest) : image;
    }

    private String names(JsonNode row) {
        List<String> names = new ArrayList<>();
        for (String name : Json.texts(row.path("Names"))) {
            String bare = name.startsWith("/") ? name.substring(1) : name;
            if (!cut || bare.indexOf('/') < 0) {
                names.add(bare);
            }
        }
        return String.join(",", names);
    }

    private static String localVolumes(JsonNode row) {
        return Long.toString(
                Json.list(row.path("Mounts")).stream()
                        .filter(mount -> mount.path("Driver").asText().equals("local"))
                        .count());
    }

    private String mounts(JsonNode row) {
        List<String> mounts = new ArrayList<>();
        for (JsonNode mount : row.path("Mounts")) {
            String name = mount.path("Name").asText();
            String shown = name.isEmpty() ? mount.path("Source").asText() : name;
            mounts.add(cut ? Human.ellipsis(shown, MOUNT_CHARACTERS_MAX) : shown);
        }
        return String.join(",", mounts);
    }

    private static String networks(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.path("NetworkSettings").path("Networks").fieldNames().forEachRemaining(names::add);
        return String.join(",", names);
    }

    private static Object platform(JsonNode row) {
        JsonNode platform = row.path("ImageManifestDescriptor").path("platform");
        return platform.isObject() ? Structure.of("platform", platform) : GoNil.LIST;
    }

    private static String size(JsonNode row) {
        String own = Human.shortSize(row.path("SizeRw").asLong());
        long whole = row.path("SizeRootFs").asLong();
        return whole > 0 ? own + " (virtual " + Human.shortSize(whole) + ")" : own;
    }
}
