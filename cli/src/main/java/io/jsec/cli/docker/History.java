package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code history}: how an image was made. */
final class History {
    private static final int COMMAND_CHARACTERS_MAX = 45;
    private static final String TABLE =
            "{{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}";

    private final Flags flags;
    private final DockerEnvironment environment;

    private History(Flags flags, DockerEnvironment environment) {
        this.flags = flags;
        this.environment = environment;
    }

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "IMAGE",
                "Print how an image was made.",
                List.of(
                        text("format", "FORMAT", "table, json, or a template for each."),
                        flag("H,human", "Sizes and times for people; on unless =false."),
                        flag("no-trunc", "Do not shorten ids and commands."),
                        text("platform", "OS/ARCH", "The platform of the image."),
                        flag("q,quiet", "Ids only.")),
                History::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        Request request = Request.get("/images/" + Request.escapeImage(call.word(0)) + "/history");
        if (flags.isSet("platform")) {
            request = request.with("platform", Platform.json(flags.text("platform")));
        }
        List<JsonNode> rows = Json.list(call.api().json(request));
        String format = flags.text("format");
        if (flags.on("quiet") && (format.isEmpty() || format.equals("table"))) {
            format = "{{.ID}}";
        }
        History history = new History(flags, call.environment());
        call.printText(new Listing<>("history", history.columns(), TABLE).text(format, rows));
        return 0;
    }

    private List<Column<JsonNode>> columns() {
        return List.of(
                new Column<>("Comment", "COMMENT", row -> row.path("Comment").asText()),
                new Column<>("CreatedAt", "CREATED AT", this::createdAt),
                new Column<>("CreatedBy", "CREATED BY", this::createdBy),
                new Column<>("CreatedSince", "CREATED", this::createdSince),
                new Column<>("ID", "IMAGE", this::id),
                new Column<>("Size", "SIZE", this::size));
    }

    private boolean human() {
        return flags.onUnlessSet("human");
    }

    private String createdAt(JsonNode row) {
        long seconds = row.path("Created").asLong();
        return seconds <= 0 && !human()
                ? ""
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochSecond(seconds).atZone(environment.zone()));
    }

    private String createdSince(JsonNode row) {
        if (!human()) {
            return createdAt(row);
        }
        Instant created = Instant.ofEpochSecond(row.path("Created").asLong());
        return created.getEpochSecond() <= 0
                ? "N/A"
                : Human.duration(Duration.between(created, environment.clock().instant())) + " ago";
    }

    private String createdBy(JsonNode row) {
        String by = row.path("CreatedBy").asText().replace('\t', ' ');
        return flags.on("no-trunc") ? by : Human.ellipsis(by, COMMAND_CHARACTERS_MAX);
    }

    private String id(JsonNode row) {
        String id = row.path("Id").asText();
        return flags.on("no-trunc") ? id : Human.shortId(id);
    }

    private String size(JsonNode row) {
        long size = row.path("Size").asLong();
        return human() ? Human.shortSize(size) : Long.toString(size);
    }
}
