package io.jsec.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The four documents of an image of one layer, made from its parts. Keys keep their order and
 * nothing depends on the clock, so that equal parts give equal digests.
 *
 * @param layer an uncompressed tar archive
 * @param config the image configuration
 * @param manifest names config and layer
 * @param index names the manifest
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image
 *     manifest</a>
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record OciBlobs(byte[] layer, byte[] config, byte[] manifest, byte[] index) {
    static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
    static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static OciBlobs of(byte[] layer, ImageConfig settings, String name, String architecture) {
        byte[] config =
                json(
                        ordered(
                                "created",
                                EPOCH,
                                "architecture",
                                architecture,
                                "os",
                                "linux",
                                "config",
                                runtimeConfig(settings),
                                "rootfs",
                                ordered(
                                        "type",
                                        "layers",
                                        "diff_ids",
                                        List.of(ImageDigest.of(layer).toString()))));
        byte[] manifest =
                json(
                        ordered(
                                "schemaVersion",
                                2,
                                "mediaType",
                                MANIFEST_TYPE,
                                "config",
                                descriptor(CONFIG_TYPE, config),
                                "layers",
                                List.of(descriptor(LAYER_TYPE, layer))));
        Map<String, Object> named = descriptor(MANIFEST_TYPE, manifest);
        named.put("platform", ordered("architecture", architecture, "os", "linux"));
        named.put("annotations", ordered("org.opencontainers.image.ref.name", name));
        byte[] index =
                json(
                        ordered(
                                "schemaVersion",
                                2,
                                "mediaType",
                                INDEX_TYPE,
                                "manifests",
                                List.of(named)));
        return new OciBlobs(layer, config, manifest, index);
    }

    private static Map<String, Object> runtimeConfig(ImageConfig settings) {
        Map<String, Object> config =
                ordered("Entrypoint", settings.entrypoint(), "Env", settings.env());
        if (!settings.user().isEmpty()) {
            config.put("User", settings.user());
        }
        if (!settings.workingDir().isEmpty()) {
            config.put("WorkingDir", settings.workingDir());
        }
        return config;
    }

    private static Map<String, Object> descriptor(String type, byte[] blob) {
        return ordered(
                "mediaType", type, "digest", ImageDigest.of(blob).toString(), "size", blob.length);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static byte[] json(Map<String, Object> document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps are always JSON", e);
        }
    }
}
