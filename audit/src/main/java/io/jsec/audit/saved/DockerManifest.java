package io.jsec.audit.saved;

import io.jsec.audit.saved.ImageParts.Part;
import io.jsec.rules.read.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code manifest.json} of {@code docker save}: a list of images, each with {@code Config}, {@code
 * RepoTags} and {@code Layers}.
 */
final class DockerManifest {
    static final String NAME = "manifest.json";

    private static final int IMAGES_MAX = 500;

    /** A configuration is called by its digest; kaniko and its kin write the algorithm, too. */
    private static final Pattern CONFIG =
            Pattern.compile("(?:blobs/sha256/|sha256:)?([0-9a-f]{64})(?:\\.json)?");

    /** Layers in {@code blobs} are called by theirs; others by an id that says nothing. */
    private static final Pattern BLOB = Pattern.compile("blobs/(sha256)/([0-9a-f]{64})");

    private DockerManifest() {}

    static List<ImageParts> read(Documents documents) throws IOException {
        List<ImageParts> images = new ArrayList<>();
        Node root = documents.read(new Part(NAME, Optional.empty()));
        if (!(root instanceof Node.Sequence)) {
            throw new IOException(NAME + " is no list");
        }
        for (Node image : root.list()) {
            if (images.size() == IMAGES_MAX) {
                throw new IOException(NAME + " has more than " + IMAGES_MAX + " images");
            }
            String config = Documents.text(image, "Config");
            if (config.isEmpty()) {
                throw new IOException(NAME + ": an image has no Config");
            }
            Matcher digest = CONFIG.matcher(config);
            Optional<Digest> wanted =
                    digest.matches() ? Digest.of("sha256:" + digest.group(1)) : Optional.empty();
            images.add(
                    new ImageParts(
                            strings(Documents.items(image, "RepoTags")),
                            "",
                            new Part(config, wanted),
                            layers(image)));
        }
        return images;
    }

    private static List<Part> layers(Node image) {
        List<Part> layers = new ArrayList<>();
        for (String name : strings(Documents.items(image, "Layers"))) {
            Matcher blob = BLOB.matcher(name);
            Optional<Digest> digest =
                    blob.matches()
                            ? Digest.of(blob.group(1) + ":" + blob.group(2))
                            : Optional.empty();
            layers.add(new Part(name, digest));
        }
        return layers;
    }

    private static List<String> strings(List<Node> nodes) {
        return nodes.stream().flatMap(node -> node.string().stream()).toList();
    }
}
