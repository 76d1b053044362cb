package io.jsec.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The configuration blob of an image, read and written.
 *
 * @param document as it stands in the blob
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
record ConfigDocument(JsonNode document) {
    private static final int LAYERS_MAX = 125;
    private static final int HISTORY_MAX = 10_000;

    /** Reads a blob; the message names the image. */
    static ConfigDocument parse(byte[] blob) {
        ConfigDocument config = new ConfigDocument(Documents.read(blob, "image configuration"));
        config.layers();
        if (config.document.path("history").size() > HISTORY_MAX) {
            throw ImageException.tooLarge("image configuration", HISTORY_MAX + " steps");
        }
        return config;
    }

    /** Digests of the uncompressed layers, lowest first. */
    List<ImageDigest> layers() {
        JsonNode rootfs = document.path("rootfs");
        if (!rootfs.path("type").asText("layers").equals("layers")) {
            throw ImageException.invalid(
                    "image configuration", "its root file system is not made of layers");
        }
        List<ImageDigest> layers = new ArrayList<>();
        for (JsonNode node : rootfs.path("diff_ids")) {
            layers.add(Documents.digest(node, "image configuration"));
        }
        if (layers.size() > LAYERS_MAX) {
            throw ImageException.tooLarge("image", LAYERS_MAX + " layers");
        }
        return layers;
    }

    Image.Platform platform() {
        return new Image.Platform(
                document.path("os").asText("linux"),
                document.path("architecture").asText(""),
                document.path("variant").asText(""));
    }

    Instant created() {
        return Documents.time(document.path("created"));
    }

    String author() {
        return document.path("author").asText("");
    }

    /** The comment of the last step, or of the image itself in old ones. */
    String comment() {
        String own = document.path("comment").asText("");
        JsonNode history = document.path("history");
        return own.isEmpty() && !history.isEmpty()
                ? history.path(history.size() - 1).path("comment").asText("")
                : own;
    }

    /** The steps; those with a layer take their sizes from the list, lowest layer first. */
    List<Image.Step> history(List<Long> layerBytes) {
        List<Image.Step> steps = new ArrayList<>();
        int layer = 0;
        for (JsonNode node : document.path("history")) {
            boolean empty = node.path("empty_layer").asBoolean(false);
            long bytes = !empty && layer < layerBytes.size() ? layerBytes.get(layer++) : 0;
            steps.add(
                    new Image.Step(
                            Documents.time(node.path("created")),
                            node.path("created_by").asText(""),
                            node.path("author").asText(""),
                            node.path("comment").asText(""),
                            empty,
                            bytes));
        }
        return steps;
    }

    ImageConfig config() {
        JsonNode c = document.path("config");
        Map<String, String> labels = new LinkedHashMap<>();
        c.path("Labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return new ImageConfig(
                Documents.texts(c.path("Entrypoint")),
                Documents.texts(c.path("Cmd")),
                Documents.texts(c.path("Env")),
                c.path("User").asText(""),
                c.path("WorkingDir").asText(""),
                keys(c.path("ExposedPorts")),
                keys(c.path("Volumes")),
                labels,
                c.path("StopSignal").asText(""),
                Documents.texts(c.path("Shell")),
                Documents.texts(c.path("OnBuild")),
                healthcheck(c.path("Healthcheck")));
    }

    private static TreeSet<String> keys(JsonNode node) {
        TreeSet<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Optional<ImageHealthcheck> healthcheck(JsonNode node) {
        if (node.path("Test").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ImageHealthcheck(
                        Documents.texts(node.path("Test")),
                        Duration.ofNanos(node.path("Interval").asLong()),
                        Duration.ofNanos(node.path("Timeout").asLong()),
                        Duration.ofNanos(node.path("StartPeriod").asLong()),
                        Duration.ofNanos(node.path("StartInterval").asLong()),
                        node.path("Retries").asInt()));
    }
}
