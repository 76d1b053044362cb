package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.integer;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.util.List;

/** {@code search}: the engine asks its registry. */
final class Search {
    private static final int DESCRIPTION_CHARACTERS_MAX = 45;
    private static final String TABLE =
            "{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}";

    private Search() {}

    static DockerVerb verb() {
        return DockerVerb.of(
                "search",
                "TERM",
                "Have the engine search its registry for images.",
                List.of(
                        list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "table, json, or a template for each."),
                        integer("limit", "The most results."),
                        flag("no-trunc", "Do not shorten descriptions.")),
                Search::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        Request request = Request.get("/images/search").with("term", call.word(0));
        if (flags.isSet("limit")) {
            request = request.with("limit", flags.text("limit"));
        }
        List<JsonNode> rows = Json.list(call.api().json(Filters.on(request, flags)));
        boolean cut = !flags.on("no-trunc");
        Listing<JsonNode> listing =
                new Listing<>(
                        "result",
                        List.of(
                                new Column<>(
                                        "Description", "DESCRIPTION", row -> description(row, cut)),
                                new Column<>(
                                        "IsAutomated",
                                        "AUTOMATED",
                                        row -> mark(row, "is_automated")),
                                new Column<>(
                                        "IsOfficial", "OFFICIAL", row -> mark(row, "is_official")),
                                new Column<>("Name", "NAME", row -> row.path("name").asText()),
                                new Column<>(
                                        "StarCount",
                                        "STARS",
                                        row -> row.path("star_count").asText("0"))),
                        TABLE);
        call.printText(listing.text(flags.text("format"), rows));
        return 0;
    }

    private static String description(JsonNode row, boolean cut) {
        String text = row.path("description").asText().replace("\n", " ").replace("\r", " ");
        return cut ? Human.ellipsis(text, DESCRIPTION_CHARACTERS_MAX) : text;
    }

    private static String mark(JsonNode row, String field) {
        return row.path(field).asBoolean() ? "[OK]" : "";
    }
}
