package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class OciLayoutTest {
    private static final byte[] LAYER = {1, 2, 3};

    @TempDir private Path folder;
    private OciBlobs blobs;

    @BeforeEach
    void write() throws IOException {
        ImageConfig config = new ImageConfig(List.of("/x"), List.of(), "", "");
        blobs = OciBlobs.of(LAYER, config, "a:1", "amd64");
        new OciLayout(folder).write(blobs);
    }

    private Path blob(byte[] bytes) {
        return folder.resolve("blobs/sha256").resolve(ImageDigest.of(bytes).hex());
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> new OciLayout(folder).layer())
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("refused: ")
                .hasMessageContaining(why)
                .hasMessageContaining("Instead: remove " + folder);
    }

    @Test
    void a_layout_reads_back_its_layer() {
        assertThat(new OciLayout(folder).layer()).isEqualTo(LAYER);
    }

    @Test
    void a_layout_holds_three_blobs_under_their_digests() throws IOException {
        try (var files = Files.list(folder.resolve("blobs/sha256"))) {
            for (Path file : files.toList()) {
                assertThat(file.getFileName())
                        .hasToString(ImageDigest.of(Files.readAllBytes(file)).hex());
            }
        }
        assertThat(folder.resolve("blobs/sha256")).isDirectoryContaining("glob:**");
        assertThat(blob(LAYER)).exists();
        assertThat(blob(blobs.config())).exists();
        assertThat(blob(blobs.manifest())).exists();
    }

    @Test
    void a_changed_layer_is_refused() throws IOException {
        Files.write(blob(LAYER), new byte[] {1, 2, 4});

        assertRefused("its content does not match its digest and size");
    }

    @Test
    void a_shorter_layer_is_refused() throws IOException {
        Files.write(blob(LAYER), new byte[] {1});

        assertRefused("its content does not match its digest and size");
    }

    @Test
    void a_missing_blob_is_refused() throws IOException {
        Files.delete(blob(blobs.config()));

        assertRefused("there is no such file");
    }

    @Test
    void a_blob_that_is_a_link_is_refused() throws IOException {
        Path elsewhere = Files.write(folder.resolve("elsewhere"), LAYER);
        Files.delete(blob(LAYER));
        Files.createSymbolicLink(blob(LAYER), elsewhere);

        assertRefused("there is no such file");
    }

    @Test
    void another_layout_version_is_refused() throws IOException {
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");

        assertRefused("its version is not 1.0.0");
    }

    @Test
    void an_index_that_is_not_json_is_refused() throws IOException {
        Files.writeString(folder.resolve("index.json"), "{");

        assertRefused("it is not JSON");
    }

    @Test
    void an_index_of_two_images_is_refused() throws IOException {
        Files.writeString(folder.resolve("index.json"), "{\"manifests\":[{},{}]}");

        assertRefused("its manifests are not exactly one");
    }

    @Test
    void an_empty_index_is_refused() throws IOException {
        Files.writeString(folder.resolve("index.json"), "null");

        assertRefused("its manifests are not exactly one");
    }

    @Test
    void an_index_over_its_limit_is_refused() throws IOException {
        Files.write(folder.resolve("index.json"), new byte[64 * 1024 + 1]);

        assertRefused("it is larger than 65536 bytes");
    }

    @Test
    void a_descriptor_of_another_type_is_refused() throws IOException {
        replaceInIndex("image.manifest.v1", "image.index.v1");

        assertRefused("its media type is not application/vnd.oci.image.manifest.v1+json");
    }

    @Test
    void a_digest_that_climbs_is_refused() throws IOException {
        replaceInIndex(ImageDigest.of(blobs.manifest()).toString(), "sha256:../../index.json");

        assertRefused("its digest is not sha256: and 64 lower-case hexadecimal digits");
    }

    @Test
    void a_config_of_another_layer_is_refused() throws IOException {
        OciBlobs other =
                OciBlobs.of(
                        new byte[] {9},
                        new ImageConfig(List.of("/x"), List.of(), "", ""),
                        "a:1",
                        "amd64");
        byte[] manifest =
                new String(blobs.manifest(), UTF_8)
                        .replace(
                                ImageDigest.of(blobs.config()).hex(),
                                ImageDigest.of(other.config()).hex())
                        .getBytes(UTF_8);
        Files.write(blob(other.config()), other.config());
        Files.write(blob(manifest), manifest);
        replaceInIndex(ImageDigest.of(blobs.manifest()).hex(), ImageDigest.of(manifest).hex());

        assertRefused("its diff_ids name another layer");
    }

    private void replaceInIndex(String from, String to) throws IOException {
        String index = Files.readString(folder.resolve("index.json"));
        assertThat(index).contains(from);
        Files.writeString(folder.resolve("index.json"), index.replace(from, to));
    }
}
