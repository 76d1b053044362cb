package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image archives that lie, and unusual ones that do not. */
@Tag("unit")
class HostileArchiveTest {
    private static final byte[] LAYER = Stores.layer("a", "content");
    private static final byte[] CONFIG = Archives.config(LAYER);
    private static final String CONFIG_NAME = ImageDigest.of(CONFIG).hex() + ".json";

    @TempDir private Path folder;
    private ImageStore store;

    @BeforeEach
    void open() {
        store = Stores.open(folder);
    }

    @AfterEach
    void close() {
        assertThat(StoreFiles.names(folder.resolve("ingest"))).containsExactly("view");
        store.close();
    }

    private void assertRefused(byte[] archive, ImageException.Kind kind, String words) {
        assertThatThrownBy(() -> store.load(stream(archive), Progress.SILENT))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
        assertThat(store.list(ImageFilter.NONE)).isEmpty();
    }

    private static RawTar with(String manifest) {
        return new RawTar()
                .file("l.tar", 0644, LAYER)
                .file(CONFIG_NAME, 0644, CONFIG)
                .file("manifest.json", manifest);
    }

    private static String manifest(String config, String tags, String layers) {
        return "[{\"Config\":\"%s\",\"RepoTags\":%s,\"Layers\":%s}]"
                .formatted(config, tags, layers);
    }

    @Test
    void a_layer_that_is_a_link_to_another_one_is_that_one() {
        byte[] config = Archives.config(LAYER, LAYER);
        String name = ImageDigest.of(config).hex() + ".json";
        byte[] archive =
                new RawTar()
                        .file("one/layer.tar", 0644, LAYER)
                        .link("two/layer.tar", "../one/layer.tar")
                        .file(name, 0644, config)
                        .file(
                                "manifest.json",
                                manifest(
                                        name, "[\"x:1\"]", "[\"one/layer.tar\",\"two/layer.tar\"]"))
                        .bytes();

        store.load(stream(archive), Progress.SILENT);

        assertThat(store.find("x:1").layers()).hasSize(2);
        assertThat(store.diskUse().layerBytes()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "missing", "l.tar/x", "", "/etc/passwd", "loop"})
    void documents_name_files_of_the_archive_only(String path) {
        byte[] archive =
                with(manifest(CONFIG_NAME, "null", "[\"" + path + "\"]"))
                        .link("loop", "loop")
                        .bytes();

        assertRefused(archive, ImageException.Kind.INVALID_ARCHIVE, "image archive refused");
    }

    @Test
    void a_path_out_of_the_archive_is_refused() {
        assertRefused(
                new RawTar().file("../x", "x").bytes(),
                ImageException.Kind.INVALID_ARCHIVE,
                "leads out of the root");
        assertRefused(
                new RawTar().link("x", "../../x").bytes(),
                ImageException.Kind.INVALID_ARCHIVE,
                "leads out of the root");
    }

    @Test
    void a_configuration_under_a_wrong_digest_is_refused() {
        String wrong = "0".repeat(64) + ".json";
        byte[] archive =
                new RawTar()
                        .file("l.tar", 0644, LAYER)
                        .file(wrong, 0644, CONFIG)
                        .file("manifest.json", manifest(wrong, "[]", "[\"l.tar\"]"))
                        .bytes();

        assertRefused(archive, ImageException.Kind.DIGEST_MISMATCH, "its bytes have the digest");
    }

    @Test
    void a_blob_under_a_wrong_digest_is_refused() {
        byte[] manifest = Documents.write(Map.of("schemaVersion", 2));
        byte[] archive =
                new RawTar()
                        .file("oci-layout", OciBlobs.LAYOUT)
                        .file("blobs/sha256/" + "1".repeat(64), 0644, manifest)
                        .file(
                                "index.json",
                                "{\"manifests\":[{\"mediaType\":\""
                                        + OciBlobs.MANIFEST_TYPE
                                        + "\",\"digest\":\"sha256:"
                                        + "1".repeat(64)
                                        + "\",\"size\":1}]}")
                        .bytes();

        assertRefused(archive, ImageException.Kind.DIGEST_MISMATCH, "blob sha256:1111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "[1]",
                "null",
                "[{}]",
                "[{\"Config\":[]}]",
                "[{\"Config\":\"a\",\"Config\":\"b\"}]"
            })
    void a_manifest_that_is_none_is_refused(String manifest) {
        assertRefused(with(manifest).bytes(), ImageException.Kind.INVALID_ARCHIVE, "refused");
    }

    @Test
    void a_name_that_is_none_is_refused() {
        assertRefused(
                with(manifest(CONFIG_NAME, "[\"Not A Name\"]", "[\"l.tar\"]")).bytes(),
                ImageException.Kind.BAD_PARAMETER,
                "invalid reference format");
    }

    @Test
    void more_or_fewer_layers_than_the_configuration_names_are_refused() {
        assertRefused(
                with(manifest(CONFIG_NAME, "[]", "[]")).bytes(),
                ImageException.Kind.INVALID_ARCHIVE,
                "it names 1 layers and holds 0");
    }

    @Test
    void other_systems_and_older_forms_are_refused_by_name() {
        byte[] windows =
                Archives.text(new String(CONFIG, UTF_8).replace("\"linux\"", "\"windows\""));
        byte[] archive = Archives.docker(windows, List.of("w:1"), LAYER);

        assertRefused(archive, ImageException.Kind.UNSUPPORTED, "it is for windows");
        assertRefused(
                new RawTar().file("repositories", "{}").bytes(),
                ImageException.Kind.UNSUPPORTED,
                "the form before Docker 1.10");
        assertRefused(
                new RawTar().file("readme", "x").bytes(),
                ImageException.Kind.INVALID_ARCHIVE,
                "neither manifest.json nor an image layout");
    }

    @Test
    void of_several_machines_ours_is_taken() {
        RawTar tar = new RawTar().file("oci-layout", OciBlobs.LAYOUT);
        byte[] manifest =
                Documents.write(
                        Documents.ordered(
                                "schemaVersion",
                                2,
                                "config",
                                Archives.describe(tar, OciBlobs.CONFIG_TYPE, CONFIG),
                                "layers",
                                List.of(Archives.describe(tar, OciBlobs.LAYER_TYPE, LAYER))));
        Map<String, Object> ours = Archives.describe(tar, OciBlobs.MANIFEST_TYPE, manifest);
        ours.put("platform", Map.of("os", "linux", "architecture", "amd64"));
        Map<String, Object> theirs =
                Documents.descriptor(OciBlobs.MANIFEST_TYPE, new ImageDigest("2".repeat(64)), 5);
        theirs.put("platform", Map.of("os", "linux", "architecture", "s390x"));
        byte[] inner = Documents.write(Map.of("manifests", List.of(theirs, ours)));
        Map<String, Object> index = Archives.describe(tar, OciBlobs.INDEX_TYPE, inner);
        index.put("annotations", Map.of("io.containerd.image.name", "reg.example/multi:1"));
        tar.file("index.json", 0644, Documents.write(Map.of("manifests", List.of(index))));

        store.load(stream(tar.bytes()), Progress.SILENT);

        assertThat(store.find("reg.example/multi:1").manifest())
                .isEqualTo(ImageDigest.of(manifest));
    }

    @Test
    void indexes_within_indexes_end() {
        RawTar tar = new RawTar().file("oci-layout", OciBlobs.LAYOUT);
        byte[] at = Documents.write(Map.of("manifests", List.of()));
        for (int i = 0; i < 8; i++) {
            Map<String, Object> below = Archives.describe(tar, OciBlobs.INDEX_TYPE, at);
            at = Documents.write(Map.of("manifests", List.of(below)));
        }
        tar.file("index.json", 0644, at);

        assertRefused(
                tar.bytes(),
                ImageException.Kind.INVALID_ARCHIVE,
                "its indexes are nested too deep");
    }

    @Test
    void a_good_image_before_a_broken_one_stays() {
        byte[] archive =
                new RawTar()
                        .file("l.tar", 0644, LAYER)
                        .file(CONFIG_NAME, 0644, CONFIG)
                        .file("bad.json", "{\"rootfs\":{\"diff_ids\":[\"sha256:x\"]}}")
                        .file(
                                "manifest.json",
                                "[{\"Config\":\""
                                        + CONFIG_NAME
                                        + "\",\"RepoTags\":[\"good:1\"],\"Layers\":[\"l.tar\"]},"
                                        + "{\"Config\":\"bad.json\",\"Layers\":[\"l.tar\"]}]")
                        .bytes();

        assertThatThrownBy(() -> store.load(stream(archive), Progress.SILENT))
                .isInstanceOf(ImageException.class);
        assertThat(store.find("good:1").layers()).hasSize(1);
    }

    @Test
    void bytes_flipped_anywhere_never_do_more_than_refuse() {
        byte[] whole = Archives.gzip(Archives.docker(CONFIG, List.of("a:1"), LAYER));
        byte[] plain = Archives.docker(CONFIG, List.of("a:1"), LAYER);
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = (i % 2 == 0 ? whole : plain).clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                store.load(stream(bytes), Progress.SILENT);
            } catch (ImageException e) {
                assertThat(e.kind())
                        .as("seed %d, round %d: %s", seed, i, e.getMessage())
                        .isNotIn(ImageException.Kind.FAILED, ImageException.Kind.DAMAGED);
            }
        }
    }
}
