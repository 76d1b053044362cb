package io.jsec.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.image.ArchiveIntake.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the images of an archive: what {@code docker save} writes (with manifest.json, whether or
 * not there is an image layout too), or an OCI image layout.
 */
final class ArchiveImages {
    private static final Pattern DIGEST_NAME =
            Pattern.compile("(?:.*/)?([a-f0-9]{64})(?:\\.json)?");
    private static final String CONTAINERD_NAME = "io.containerd.image.name";
    private static final int IMAGES_MAX = 1_000;
    private static final int INDEXES_DEEP_MAX = 4;

    private final ArchiveIntake archive;
    private final String architecture;
    private final List<LoadedImage> found = new ArrayList<>();

    private ArchiveImages(ArchiveIntake archive, String architecture) {
        this.archive = archive;
        this.architecture = architecture;
    }

    /**
     * Reads the archive's own documents.
     *
     * @param architecture which image to take where there is one for each of several machines
     */
    static List<LoadedImage> of(ArchiveIntake archive, String architecture) {
        ArchiveImages images = new ArchiveImages(archive, architecture);
        Optional<File> docker = archive.find("manifest.json");
        Optional<File> oci = archive.find("index.json");
        if (docker.isPresent()) {
            images.readDocker(docker.get());
        } else if (oci.isPresent() && archive.find("oci-layout").isPresent()) {
            images.readIndex(oci.get().document("index.json"), "", 0);
        } else if (archive.find("repositories").isPresent()) {
            throw ImageException.refused(
                    ImageException.Kind.UNSUPPORTED,
                    "image archive",
                    "it is of the form before Docker 1.10, without manifest.json",
                    "save the image again with a newer docker");
        } else {
            throw ImageException.invalid(
                    "image archive", "it has neither manifest.json nor an image layout");
        }
        if (images.found.isEmpty()) {
            throw ImageException.invalid(
                    "image archive", "it has no image for linux/" + architecture);
        }
        return images.found;
    }

    private void readDocker(File file) {
        JsonNode list = Documents.read(file.document("manifest.json"), "manifest.json");
        if (!list.isArray()) {
            throw ImageException.invalid("manifest.json", "it is no list");
        }
        for (JsonNode node : list) {
            String configPath = node.path("Config").asText();
            File config = archive.need(configPath);
            Matcher named = DIGEST_NAME.matcher(configPath);
            if (named.matches() && !named.group(1).equals(config.digest().hex())) {
                throw ImageException.refused(
                        ImageException.Kind.DIGEST_MISMATCH,
                        "image configuration " + configPath,
                        "its bytes have the digest " + config.digest(),
                        "make the archive again");
            }
            List<File> layers = new ArrayList<>();
            Documents.texts(node.path("Layers")).forEach(path -> layers.add(archive.need(path)));
            Set<String> names = new LinkedHashSet<>();
            Documents.texts(node.path("RepoTags"))
                    .forEach(tag -> names.add(ImageReference.parseTagged(tag).toString()));
            add(new LoadedImage(Optional.empty(), OciBlobs.MANIFEST_TYPE, config, layers, names));
        }
    }

    private void add(LoadedImage image) {
        if (found.size() == IMAGES_MAX) {
            throw ImageException.tooLarge("image archive", IMAGES_MAX + " images");
        }
        found.add(image);
    }

    private void readIndex(byte[] document, String name, int deep) {
        if (deep > INDEXES_DEEP_MAX) {
            throw ImageException.invalid("image archive", "its indexes are nested too deep");
        }
        JsonNode index = Documents.read(document, "index.json");
        boolean chosen = false;
        for (JsonNode node : index.path("manifests")) {
            String own = name(node);
            String type = node.path("mediaType").asText();
            // Below an index the entries are one image for several machines.
            if ((deep > 0 && chosen) || !fits(node.path("platform"))) {
                continue;
            }
            File blob = archive.blob(Documents.digest(node.path("digest"), "index.json"));
            String passed = own.isEmpty() ? name : own;
            switch (type) {
                case OciBlobs.INDEX_TYPE, Manifest.DOCKER_LIST_TYPE ->
                        readIndex(blob.document("index"), passed, deep + 1);
                case OciBlobs.MANIFEST_TYPE, Manifest.DOCKER_TYPE -> {
                    chosen = true;
                    addManifest(blob, type, passed);
                }
                default -> {
                    // Signatures and the like are no images.
                }
            }
        }
    }

    private void addManifest(File blob, String type, String name) {
        Manifest manifest = Manifest.parse(blob.document("image manifest"));
        if (!manifest.config().type().equals(OciBlobs.CONFIG_TYPE)
                && !manifest.config().type().equals(Manifest.DOCKER_CONFIG_TYPE)) {
            return;
        }
        List<File> layers = new ArrayList<>();
        manifest.layers().forEach(layer -> layers.add(archive.blob(layer.digest())));
        add(
                new LoadedImage(
                        Optional.of(blob),
                        type,
                        archive.blob(manifest.config().digest()),
                        layers,
                        name.isEmpty() ? Set.of() : Set.of(name)));
    }

    private boolean fits(JsonNode platform) {
        if (!platform.isObject()) {
            return true;
        }
        return platform.path("os").asText().equals("linux")
                && platform.path("architecture").asText().equals(architecture);
    }

    /** The full name in a descriptor's annotations; a tag alone is no name. */
    private static String name(JsonNode descriptor) {
        JsonNode notes = descriptor.path("annotations");
        String full = notes.path(CONTAINERD_NAME).asText("");
        String text = full.isEmpty() ? notes.path(CatalogEntry.NAME).asText("") : full;
        if (text.isEmpty() || (text.indexOf('/') < 0 && text.indexOf(':') < 0)) {
            return "";
        }
        return ImageReference.parseTagged(text).toString();
    }
}
