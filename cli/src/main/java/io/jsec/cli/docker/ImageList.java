package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code images}: a row for each name of each image. */
final class ImageList {
    private static final String NONE = "<none>";
    private static final String CREATED = "{{if .CreatedSince}}{{.CreatedSince}}{{else}}N/A{{end}}";
    private static final String TABLE =
            "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t" + CREATED + "\t{{.Size}}";
    private static final String DIGESTS =
            "{{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t" + CREATED + "\t{{.Size}}";
    private static final String RAW =
            """
            repository: {{ .Repository }}
            tag: {{.Tag}}
            image_id: {{.ID}}
            created_at: {{.CreatedAt}}
            virtual_size: {{.Size}}
            """;

    private final boolean cut;
    private final DockerEnvironment environment;

    private ImageList(boolean cut, DockerEnvironment environment) {
        this.cut = cut;
        this.environment = environment;
    }

    /**
     * One name of an image.
     *
     * @param image as the engine lists it
     */
    private record Name(JsonNode image, String repository, String tag, String digest) {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "[REPOSITORY[:TAG]]",
                "List images.",
                List.of(
                        flag("a,all", "Also those that only other images are made of."),
                        flag("digests", "Their digests."),
                        list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "table, json, or a template for each."),
                        flag("no-trunc", "Do not shorten ids."),
                        flag("q,quiet", "Ids only.")),
                ImageList::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        Request request = Request.get("/images/json").withFlag("all", flags.on("all"));
        Map<String, List<String>> reference =
                call.words().isEmpty() ? Map.of() : Map.of("reference", List.of(call.word(0)));
        request = Filters.on(request, flags, reference);
        String format = flags.text("format");
        boolean isTable = format.isEmpty() || format.equals("table");
        boolean digests = flags.on("digests") || format.contains("{{.Digest}}");
        List<Name> names = new ArrayList<>();
        call.api().json(request).forEach(image -> names.addAll(names(image, digests)));
        if (flags.on("quiet") && (isTable || format.equals("raw"))) {
            format = isTable ? "{{.ID}}" : "image_id: {{.ID}}";
        }
        ImageList list = new ImageList(!flags.on("no-trunc"), call.environment());
        String table = flags.on("digests") ? DIGESTS : TABLE;
        call.printText(new Listing<>("image", list.columns(), table).raw(RAW).text(format, names));
        return 0;
    }

    /** A table of images in another form, with one name of each. */
    static String rows(String table, JsonNode images, DockerEnvironment environment) {
        List<Name> names = new ArrayList<>();
        images.forEach(image -> names.add(names(image, false).getFirst()));
        ImageList list = new ImageList(true, environment);
        return new Listing<>("image", list.columns(), table).text("", names);
    }

    /** The names of an image; one that has none gets a row all the same. */
    private static List<Name> names(JsonNode image, boolean digests) {
        Map<String, List<String>> tags = new TreeMap<>();
        Map<String, List<String>> known = new TreeMap<>();
        for (String name : Json.texts(image.path("RepoTags"))) {
            int colon = name.lastIndexOf(':');
            if (!name.equals("<none>:<none>") && colon > 0) {
                tags.computeIfAbsent(name.substring(0, colon), key -> new ArrayList<>())
                        .add(name.substring(colon + 1));
            }
        }
        for (String name : Json.texts(image.path("RepoDigests"))) {
            int at = name.indexOf('@');
            if (!name.equals("<none>@<none>") && at > 0) {
                known.computeIfAbsent(name.substring(0, at), key -> new ArrayList<>())
                        .add(name.substring(at + 1));
            }
        }
        List<Name> names = new ArrayList<>();
        tags.forEach((repository, each) -> {
            List<String> of = known.getOrDefault(repository, List.of());
            for (String tag : each) {
                if (!digests || of.isEmpty()) {
                    names.add(new Name(image, repository, tag, NONE));
                } else {
                    of.forEach(digest -> names.add(new Name(image, repository, tag, digest)));
                }
            }
        });
        known.forEach((repository, each) -> {
            if (!tags.containsKey(repository)) {
                for (String digest : digests ? each : List.of(NONE)) {
                    names.add(new Name(image, repository, NONE, digest));
                }
            }
        });
        if (names.isEmpty()) {
            names.add(new Name(image, NONE, NONE, NONE));
        }
        return names;
    }

    private List<Column<Name>> columns() {
        return List.of(
                new Column<>("Containers", "CONTAINERS", row -> count(row, "Containers")),
                new Column<>("CreatedAt", "CREATED AT", this::createdAt),
                new Column<>("CreatedSince", "CREATED", this::createdSince),
                new Column<>("Digest", "DIGEST", Name::digest),
                new Column<>("ID", "IMAGE ID", this::id),
                new Column<>("Repository", "REPOSITORY", Name::repository),
                new Column<>("SharedSize", "SHARED SIZE", row -> known(row, "SharedSize")),
                new Column<>("Size", "SIZE", row -> Human.shortSize(size(row))),
                new Column<>("Tag", "TAG", Name::tag),
                new Column<>("UniqueSize", "UNIQUE SIZE", ImageList::uniqueSize),
                new Column<>("VirtualSize", "VIRTUAL SIZE", row -> Human.size(size(row))));
    }

    private static long size(Name row) {
        return row.image().path("Size").asLong();
    }

    private static String count(Name row, String field) {
        long count = row.image().path(field).asLong(-1);
        return count < 0 ? "N/A" : Long.toString(count);
    }

    private static String known(Name row, String field) {
        long size = row.image().path(field).asLong(-1);
        return size < 0 ? "N/A" : Human.size(size);
    }

    private static String uniqueSize(Name row) {
        long shared = row.image().path("SharedSize").asLong(-1);
        return shared < 0 ? "N/A" : Human.size(size(row) - (double) shared);
    }

    private String id(Name row) {
        String id = row.image().path("Id").asText();
        return cut ? Human.shortId(id) : id;
    }

    private String createdAt(Name row) {
        long seconds = row.image().path("Created").asLong();
        return seconds <= 0
                ? "N/A"
                : Human.time(Instant.ofEpochSecond(seconds), environment.zone());
    }

    private String createdSince(Name row) {
        long seconds = row.image().path("Created").asLong();
        return seconds <= 0
                ? ""
                : Human.duration(
                                Duration.between(
                                        Instant.ofEpochSecond(seconds),
                                        environment.clock().instant()))
                        + " ago";
    }
}
