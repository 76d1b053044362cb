package io.jsec.audit.saved;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Builds one saved image in the layouts that tools write. */
public final class ImageBuilder {
    private final List<byte[]> layers = new ArrayList<>();
    private String user = "app";
    private boolean gzip;

    /** Puts a layer on top. */
    public ImageBuilder layer(TarWriter layer) {
        layers.add(layer.bytes());
        return this;
    }

    /** A layer as it is. */
    ImageBuilder layer(byte[] bytes) {
        layers.add(bytes);
        return this;
    }

    /** Whose rights its process has. */
    public ImageBuilder user(String name) {
        user = name;
        return this;
    }

    /** Layers are compressed where the layout knows it. */
    ImageBuilder gzip() {
        gzip = true;
        return this;
    }

    byte[] config() {
        String ids =
                layers.stream()
                        .map(each -> "\"sha256:" + sha256(each) + "\"")
                        .collect(Collectors.joining(","));
        return ("{\"created\":\"2026-01-02T03:04:05Z\",\"config\":{\"User\":\""
                        + user
                        + "\",\"Env\":[\"PATH=/bin\"]},\"rootfs\":{\"type\":\"layers\",\"diff_i"
                        + "ds\":["
                        + ids
                        + "]},\"history\":[{\"created_by\":\"COPY x /\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** docker save before version 25: a folder for each layer. */
    public byte[] docker(String... names) {
        TarWriter tar = new TarWriter();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            String path = "%064x/layer.tar".formatted(i + 1);
            paths.add(path);
            tar.file(path, 0644, layers.get(i));
        }
        String config = sha256(config()) + ".json";
        tar.file(config, 0644, config());
        return tar.file("manifest.json", manifest(config, List.of(names), paths)).bytes();
    }

    /** One element of manifest.json, as a list. */
    static String manifest(String config, List<String> names, List<String> layers) {
        return "[{\"Config\":\""
                + config
                + "\",\"RepoTags\":"
                + list(names)
                + ",\"Layers\":"
                + list(layers)
                + "}]";
    }

    private static String list(List<String> words) {
        return words.stream()
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The files of an OCI layout by their names. */
    public Map<String, byte[]> layout(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String manifest = manifest(files);
        files.put("oci-layout", utf8("{\"imageLayoutVersion\":\"1.0.0\"}"));
        files.put("index.json", utf8(index(descriptor(bytes(files, manifest), MANIFEST, name))));
        return files;
    }

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** Adds manifest, configuration and layers as blobs; gives the path of the manifest. */
    String manifest(Map<String, byte[]> files) {
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            byte[] stored = gzip ? gzip(layer) : layer;
            blob(files, stored);
            descriptors.add(descriptor(stored, "application/vnd.oci.image.layer.v1.tar", ""));
        }
        blob(files, config());
        String config = descriptor(config(), "application/vnd.oci.image.config.v1+json", "");
        return blob(
                files,
                utf8(
                        "{\"schemaVersion\":2,\"mediaType\":\""
                                + MANIFEST
                                + "\",\"config\":"
                                + config
                                + ",\"layers\":["
                                + String.join(",", descriptors)
                                + "]}"));
    }

    /** A file that is there. */
    static byte[] bytes(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    static String blob(Map<String, byte[]> files, byte[] bytes) {
        String path = "blobs/sha256/" + sha256(bytes);
        files.put(path, bytes);
        return path;
    }

    static String index(String... descriptors) {
        return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", descriptors) + "]}";
    }

    static String descriptor(byte[] bytes, String type, String name) {
        String annotations =
                name.isEmpty()
                        ? ""
                        : ",\"annotations\":{\"org.opencontainers.image.ref.name\":\""
                                + name
                                + "\"}";
        return "{\"mediaType\":\""
                + type
                + "\",\"digest\":\"sha256:"
                + sha256(bytes)
                + "\",\"size\":"
                + bytes.length
                + annotations
                + "}";
    }

    /** Files as an archive. */
    static byte[] tar(Map<String, byte[]> files) {
        TarWriter tar = new TarWriter();
        files.forEach((name, bytes) -> tar.file(name, 0644, bytes));
        return tar.bytes();
    }

    /** Files as a folder. */
    public static void write(Path root, Map<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String sha256(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
