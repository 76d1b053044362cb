package io.jsec.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The manifest of an image: its configuration and its layers as blobs, lowest first.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image
 *     manifest</a>
 */
record Manifest(Part config, List<Part> layers) {
    static final String DOCKER_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST_TYPE =
            "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";
    private static final int LAYERS_MAX = 125;

    Manifest {
        layers = List.copyOf(layers);
    }

    /** A blob, and how it is described. */
    record Part(String type, ImageDigest digest, long size) {
        static Part read(JsonNode node) {
            return new Part(
                    node.path("mediaType").asText(),
                    Documents.digest(node.path("digest"), "image manifest"),
                    node.path("size").asLong());
        }

        /** A layer as it is stored; OCI has no name for bzip2 and xz, which readers recognize. */
        static Part layer(ImageDigest digest, long size, Compression compression) {
            String type =
                    switch (compression) {
                        case GZIP -> OciBlobs.LAYER_TYPE + "+gzip";
                        case ZSTD -> OciBlobs.LAYER_TYPE + "+zstd";
                        case NONE, BZIP2, XZ -> OciBlobs.LAYER_TYPE;
                    };
            return new Part(type, digest, size);
        }

        Map<String, Object> write() {
            return Documents.descriptor(type, digest, size);
        }
    }

    static Manifest parse(byte[] blob) {
        JsonNode node = Documents.read(blob, "image manifest");
        if (node.path("schemaVersion").asInt() != 2 || !node.path("config").isObject()) {
            throw ImageException.invalid("image manifest", "it is not of schema version 2");
        }
        List<Part> layers = new ArrayList<>();
        node.path("layers").forEach(layer -> layers.add(Part.read(layer)));
        if (layers.size() > LAYERS_MAX) {
            throw ImageException.tooLarge("image", LAYERS_MAX + " layers");
        }
        return new Manifest(Part.read(node.path("config")), layers);
    }

    byte[] write() {
        return Documents.write(
                Documents.ordered(
                        "schemaVersion",
                        2,
                        "mediaType",
                        OciBlobs.MANIFEST_TYPE,
                        "config",
                        config.write(),
                        "layers",
                        layers.stream().map(Part::write).toList()));
    }

    /** Configuration and layers. */
    Set<ImageDigest> blobs() {
        Set<ImageDigest> blobs = new LinkedHashSet<>();
        blobs.add(config.digest());
        layers.forEach(layer -> blobs.add(layer.digest()));
        return blobs;
    }
}
