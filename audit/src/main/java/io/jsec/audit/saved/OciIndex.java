package io.jsec.audit.saved;

import io.jsec.audit.saved.ImageParts.Part;
import io.jsec.rules.read.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code index.json} of an OCI image layout, with the indexes below it. What is no image, such as a
 * signature, is left out and said; of an image for several platforms, those that were saved are
 * read.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">image
 *     layout</a>
 */
final class OciIndex {
    static final String NAME = "index.json";

    private static final int DEPTH_MAX = 8;
    private static final int MANIFESTS_MAX = 1_000;
    private static final Pattern INDEX =
            Pattern.compile(
                    "application/vnd\\.(?:oci\\.image\\.index\\.v1\\+json"
                            + "|docker\\.distribution\\.manifest\\.list\\.v2\\+json)");
    private static final Pattern CONFIG =
            Pattern.compile(
                    "application/vnd\\.(?:oci\\.image\\.config\\.v1\\+json"
                            + "|docker\\.container\\.image\\.v1\\+json)");

    private final Documents documents;
    private final List<ImageParts> images = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<Digest> seen = new HashSet<>();

    private OciIndex(Documents documents) {
        this.documents = documents;
    }

    /**
     * What an index holds.
     *
     * @param notes what was left out
     */
    record Found(List<ImageParts> images, List<String> notes) {}

    static Found read(Documents documents) throws IOException {
        OciIndex index = new OciIndex(documents);
        index.index(documents.read(new Part(NAME, Optional.empty())), Optional.empty(), 0);
        return new Found(List.copyOf(index.images), List.copyOf(index.notes));
    }

    private void index(Node node, Optional<String> outer, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new IOException("indexes lie more than " + DEPTH_MAX + " deep in each other");
        }
        if (!(node.find("manifests").orElse(null) instanceof Node.Sequence manifests)) {
            throw new IOException("an index has no list of manifests");
        }
        int missing = 0;
        for (Node each : manifests.items()) {
            Optional<String> name = name(each).or(() -> outer);
            Digest digest = digest(each);
            boolean attested =
                    !Documents.text(each, "annotations", "vnd.docker.reference.type").isEmpty();
            if (attested || !seen.add(digest)) {
                continue;
            }
            if (seen.size() > MANIFESTS_MAX) {
                throw new IOException("the index has more than " + MANIFESTS_MAX + " manifests");
            }
            if (depth > 0 && !documents.has(digest.path())) {
                missing++;
                continue;
            }
            descriptor(each, digest, name, depth);
        }
        if (missing > 0) {
            notes.add("images for " + missing + " other platforms were not saved");
        }
    }

    private void descriptor(Node each, Digest digest, Optional<String> name, int depth)
            throws IOException {
        Node document = documents.read(new Part(digest.path(), Optional.of(digest)));
        String type = Documents.text(each, "mediaType");
        if (INDEX.matcher(type).matches() || document.find("manifests").isPresent()) {
            index(document, name, depth + 1);
            return;
        }
        String config = Documents.text(document, "config", "mediaType");
        if (!CONFIG.matcher(config).matches()) {
            notes.add(digest.shown() + " is no image but " + (config.isEmpty() ? type : config));
            return;
        }
        List<Part> layers = new ArrayList<>();
        for (Node layer : Documents.items(document, "layers")) {
            layers.add(part(layer));
        }
        Node own =
                document.find("config")
                        .orElseThrow(() -> new IOException(digest.shown() + " has no config"));
        images.add(new ImageParts(name.stream().toList(), platform(each), part(own), layers));
    }

    private static Part part(Node descriptor) throws IOException {
        Digest digest = digest(descriptor);
        return new Part(digest.path(), Optional.of(digest));
    }

    private static Digest digest(Node descriptor) throws IOException {
        String text = Documents.text(descriptor, "digest");
        return Digest.of(text)
                .orElseThrow(() ->
                        new IOException("a digest is neither of sha256 nor of sha512: " + text));
    }

    /** containerd writes the whole name, others the tag alone. */
    private static Optional<String> name(Node descriptor) {
        return Stream.of("io.containerd.image.name", "org.opencontainers.image.ref.name")
                .map(key -> Documents.text(descriptor, "annotations", key))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String platform(Node descriptor) {
        String os = Documents.text(descriptor, "platform", "os");
        String machine = Documents.text(descriptor, "platform", "architecture");
        String variant = Documents.text(descriptor, "platform", "variant");
        String end = variant.isEmpty() ? "" : "/" + variant;
        return os.isEmpty() || machine.isEmpty() ? "" : os + "/" + machine + end;
    }
}
