package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Image archives for tests, in the forms that real programs write. */
final class Archives {
    private Archives() {}

    /** The configuration of an image of these layers. */
    static byte[] config(String created, Map<String, Object> settings, byte[]... layers) {
        return Documents.write(
                Documents.ordered(
                        "architecture",
                        "amd64",
                        "os",
                        "linux",
                        "created",
                        created,
                        "config",
                        settings,
                        "rootfs",
                        Documents.ordered(
                                "type",
                                "layers",
                                "diff_ids",
                                List.of(layers).stream()
                                        .map(layer -> ImageDigest.of(layer).toString())
                                        .toList()),
                        "history",
                        List.of(layers).stream()
                                .map(layer ->
                                        Documents.ordered(
                                                "created", created, "created_by", "a test"))
                                .toList()));
    }

    static byte[] config(byte[]... layers) {
        return config(
                "2026-01-02T03:04:05Z",
                Map.of("Cmd", List.of("/bin/sh"), "Env", List.of("PATH=/bin")),
                layers);
    }

    /** What docker before 25 writes: a folder for each layer, and documents at the end. */
    static byte[] docker(byte[] config, List<String> tags, byte[]... layers) {
        RawTar tar = new RawTar();
        for (int i = 0; i < layers.length; i++) {
            tar.folder("layer" + i, 0755);
            tar.file("layer" + i + "/VERSION", "1.0");
            tar.file("layer" + i + "/layer.tar", 0644, layers[i]);
        }
        String name = ImageDigest.of(config).hex() + ".json";
        tar.file(name, 0644, config);
        tar.file("manifest.json", 0644, dockerManifest(name, tags, layers.length));
        return tar.bytes();
    }

    static byte[] dockerManifest(String config, List<String> tags, int layers) {
        List<String> paths =
                IntStream.range(0, layers).mapToObj(i -> "layer" + i + "/layer.tar").toList();
        return Documents.write(
                List.of(Documents.ordered("Config", config, "RepoTags", tags, "Layers", paths)));
    }

    /** An OCI image layout of one image with compressed layers. */
    static byte[] oci(byte[] config, String name, byte[]... layers) {
        RawTar tar = new RawTar();
        tar.file("oci-layout", OciBlobs.LAYOUT);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (byte[] layer : layers) {
            byte[] zipped = gzip(layer);
            parts.add(describe(tar, OciBlobs.LAYER_TYPE + "+gzip", zipped));
        }
        byte[] manifest =
                Documents.write(
                        Documents.ordered(
                                "schemaVersion",
                                2,
                                "mediaType",
                                OciBlobs.MANIFEST_TYPE,
                                "config",
                                describe(tar, OciBlobs.CONFIG_TYPE, config),
                                "layers",
                                parts));
        Map<String, Object> named = describe(tar, OciBlobs.MANIFEST_TYPE, manifest);
        named.put("annotations", Map.of("org.opencontainers.image.ref.name", name));
        tar.file(
                "index.json",
                0644,
                Documents.write(
                        Documents.ordered("schemaVersion", 2, "manifests", List.of(named))));
        return tar.bytes();
    }

    /** Adds a blob and describes it. */
    static Map<String, Object> describe(RawTar tar, String type, byte[] blob) {
        ImageDigest digest = ImageDigest.of(blob);
        tar.file("blobs/sha256/" + digest.hex(), 0644, blob);
        return Documents.descriptor(type, digest, blob.length);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
