package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * An image layout in a folder, with exactly one image of one layer.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     layout</a>
 */
final class OciLayout {
    private static final int DOCUMENT_BYTES_MAX = 64 * 1024;
    private static final int LAYER_BYTES_MAX = 4 * 1024 * 1024;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    OciLayout(Path folder) {
        this.folder = folder;
    }

    /** Writes all documents into the folder, which must exist. */
    void write(OciBlobs blobs) throws IOException {
        Files.createDirectories(blob(ImageDigest.of(blobs.manifest())).getParent());
        for (byte[] bytes : new byte[][] {blobs.layer(), blobs.config(), blobs.manifest()}) {
            Files.write(blob(ImageDigest.of(bytes)), bytes);
        }
        Files.write(folder.resolve("index.json"), blobs.index());
        Files.writeString(folder.resolve("oci-layout"), OciBlobs.LAYOUT);
    }

    /**
     * Reads the layer after checking every size and digest on the way to it.
     *
     * @throws ImageException naming the file that is missing or not what its digest says
     */
    byte[] layer() {
        JsonNode layout = document(read("oci-layout", DOCUMENT_BYTES_MAX), "oci-layout");
        if (!layout.path("imageLayoutVersion").asText().equals("1.0.0")) {
            throw corrupt("oci-layout", "its version is not 1.0.0");
        }
        JsonNode index = document(read("index.json", DOCUMENT_BYTES_MAX), "index.json");
        byte[] manifestBytes =
                described(only(index, "manifests"), OciBlobs.MANIFEST_TYPE, DOCUMENT_BYTES_MAX);
        JsonNode manifest = document(manifestBytes, "the manifest");
        byte[] configBytes =
                described(manifest.path("config"), OciBlobs.CONFIG_TYPE, DOCUMENT_BYTES_MAX);
        byte[] layer = described(only(manifest, "layers"), OciBlobs.LAYER_TYPE, LAYER_BYTES_MAX);
        JsonNode rootfs = document(configBytes, "the configuration").path("rootfs");
        if (!only(rootfs, "diff_ids").asText().equals(ImageDigest.of(layer).toString())) {
            throw corrupt("the configuration", "its diff_ids name another layer");
        }
        return layer;
    }

    private JsonNode only(JsonNode parent, String list) {
        JsonNode items = parent.path(list);
        if (items.size() != 1) {
            throw corrupt("the image", "its " + list + " are not exactly one");
        }
        return items.path(0);
    }

    private byte[] described(JsonNode descriptor, String type, int bytesMax) {
        String text = descriptor.path("digest").asText();
        if (!descriptor.path("mediaType").asText().equals(type)) {
            throw corrupt("blob " + text, "its media type is not " + type);
        }
        ImageDigest digest;
        try {
            digest = ImageDigest.parse(text);
        } catch (IllegalArgumentException e) {
            throw corrupt(
                    "a descriptor",
                    "its digest is not sha256: and 64 lower-case hexadecimal digits");
        }
        byte[] bytes = read(folder.relativize(blob(digest)).toString(), bytesMax);
        if (bytes.length != descriptor.path("size").asLong(-1)
                || !ImageDigest.of(bytes).equals(digest)) {
            throw corrupt("blob " + digest, "its content does not match its digest and size");
        }
        return bytes;
    }

    private byte[] read(String name, int bytesMax) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw corrupt(name, "there is no such file");
        }
        try {
            if (Files.size(file) > bytesMax) {
                throw corrupt(name, "it is larger than " + bytesMax + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ImageException.failed("reading " + file, e);
        }
    }

    private JsonNode document(byte[] bytes, String what) {
        try {
            return JSON.readTree(new String(bytes, UTF_8));
        } catch (IOException e) {
            throw corrupt(what, "it is not JSON");
        }
    }

    private Path blob(ImageDigest digest) {
        return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
    }

    private ImageException corrupt(String what, String why) {
        return ImageException.refused(
                what + " of the image in " + folder, why, "remove " + folder + " and start again");
    }
}
