package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OciBlobsTest {
    private static final byte[] LAYER = {1, 2, 3};

    private static OciBlobs blobs(ImageConfig config) {
        return OciBlobs.of(LAYER, config, "a/b:1", "amd64");
    }

    private static ImageConfig config(String user, String folder) {
        return new ImageConfig(List.of("/x", "y"), List.of("A=1"), user, folder);
    }

    private static JsonNode json(byte[] document) throws IOException {
        return new ObjectMapper().readTree(document);
    }

    @Test
    void the_manifest_describes_config_and_layer() throws IOException {
        OciBlobs blobs = blobs(config("", ""));
        JsonNode manifest = json(blobs.manifest());

        assertThat(manifest.path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(manifest.at("/config/digest").asText())
                .isEqualTo(ImageDigest.of(blobs.config()).toString());
        assertThat(manifest.at("/config/size").asInt()).isEqualTo(blobs.config().length);
        assertThat(manifest.at("/layers/0/digest").asText())
                .isEqualTo(ImageDigest.of(LAYER).toString());
        assertThat(manifest.at("/layers/0/size").asInt()).isEqualTo(3);
        assertThat(manifest.at("/layers/0/mediaType").asText())
                .isEqualTo("application/vnd.oci.image.layer.v1.tar");
    }

    @Test
    void the_config_names_the_layer_as_its_only_difference() throws IOException {
        JsonNode config = json(blobs(config("", "")).config());

        assertThat(config.at("/rootfs/type").asText()).isEqualTo("layers");
        assertThat(config.at("/rootfs/diff_ids")).hasSize(1);
        assertThat(config.at("/rootfs/diff_ids/0").asText())
                .isEqualTo(ImageDigest.of(LAYER).toString());
    }

    @Test
    void the_config_says_how_to_run() throws IOException {
        JsonNode config = json(blobs(config("7:8", "/w")).config()).path("config");

        assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/x\",\"y\"]");
        assertThat(config.path("Env").toString()).isEqualTo("[\"A=1\"]");
        assertThat(config.path("User").asText()).isEqualTo("7:8");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/w");
    }

    @Test
    void an_empty_user_or_folder_is_left_out() throws IOException {
        JsonNode config = json(blobs(config("", "")).config()).path("config");

        assertThat(config.has("User")).isFalse();
        assertThat(config.has("WorkingDir")).isFalse();
    }

    @Test
    void the_index_names_manifest_platform_and_reference() throws IOException {
        OciBlobs blobs = blobs(config("", ""));
        JsonNode named = json(blobs.index()).at("/manifests/0");

        assertThat(named.path("digest").asText())
                .isEqualTo(ImageDigest.of(blobs.manifest()).toString());
        assertThat(named.at("/platform/architecture").asText()).isEqualTo("amd64");
        assertThat(named.at("/annotations/org.opencontainers.image.ref.name").asText())
                .isEqualTo("a/b:1");
    }

    @Test
    void equal_parts_give_equal_bytes() {
        assertThat(blobs(config("", "")).index()).isEqualTo(blobs(config("", "")).index());
    }
}
