package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ImageStoreLoadTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    private static final byte[] LOWER =
            new RawTar().folder("etc", 0755).file("etc/name", "lower").bytes();
    private static final byte[] UPPER = new RawTar().file("etc/name", "upper!").bytes();

    @TempDir private Path folder;
    private ImageStore store;

    @BeforeEach
    void open() {
        store = ImageStore.open(folder.resolve("store"), ImageUse.NOTHING, CLOCK, "amd64");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private void assertRefused(byte[] archive, ImageException.Kind kind, String words) {
        assertThatThrownBy(() -> store.load(stream(archive), Progress.SILENT))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
        assertThat(store.list(ImageFilter.NONE)).isEmpty();
    }

    @Test
    void an_archive_of_docker_is_an_image_with_its_names_and_layers() throws IOException {
        byte[] config = Archives.config(LOWER, UPPER);
        byte[] archive =
                Archives.docker(config, List.of("box:1", "reg.example:5000/a/b:2"), LOWER, UPPER);

        LoadResult result = store.load(stream(archive), Progress.SILENT);

        assertThat(result.images()).hasSize(1);
        Image image = store.find("box:1");
        assertThat(image.id()).isEqualTo(ImageDigest.of(config));
        assertThat(image.repoTags()).containsExactly("box:1", "reg.example:5000/a/b:2");
        assertThat(image.config().command()).containsExactly("/bin/sh");
        assertThat(image.created()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(image.bytes()).isEqualTo(11);
        List<Path> lowers = store.lowerDirectories(image.layers());
        assertThat(lowers).hasSize(2);
        assertThat(lowers.get(0).resolve("etc/name")).hasContent("upper!");
        assertThat(lowers.get(1).resolve("etc/name")).hasContent("lower");
    }

    @Test
    void images_are_there_after_the_store_was_closed() {
        byte[] config = Archives.config(LOWER);
        store.load(stream(Archives.docker(config, List.of("box:1"), LOWER)), Progress.SILENT);
        Image before = store.find("box:1");

        reopen();

        assertThat(store.find("box:1")).isEqualTo(before);
        assertThat(store.notes()).isEmpty();
    }

    @Test
    void a_compressed_archive_and_an_image_layout_give_the_same_image() {
        byte[] config = Archives.config(LOWER, UPPER);
        byte[] docker = Archives.gzip(Archives.docker(config, List.of("a:1"), LOWER, UPPER));
        byte[] oci = Archives.oci(config, "docker.io/library/b:2", LOWER, UPPER);

        store.load(stream(docker), Progress.SILENT);
        store.load(stream(oci), Progress.SILENT);

        assertThat(store.list(ImageFilter.NONE)).hasSize(1);
        assertThat(store.find("b:2").repoTags()).containsExactly("a:1", "b:2");
    }

    @Test
    void a_name_moves_to_the_image_that_is_loaded_last() {
        store.load(
                stream(Archives.docker(Archives.config(LOWER), List.of("a:1"), LOWER)),
                Progress.SILENT);
        ImageDigest old = store.find("a:1").id();

        LoadResult result =
                store.load(
                        stream(Archives.docker(Archives.config(UPPER), List.of("a:1"), UPPER)),
                        Progress.SILENT);

        assertThat(result.images().getFirst().moved()).containsEntry("docker.io/library/a:1", old);
        assertThat(store.find(old.hex()).isDangling()).isTrue();
        assertThat(store.find("a:1").id()).isNotEqualTo(old);
    }

    // Promise P16
    @Test
    void a_layer_that_is_not_what_the_configuration_says_is_refused() {
        byte[] archive = Archives.docker(Archives.config(UPPER), List.of("a:1"), LOWER);

        assertRefused(archive, ImageException.Kind.DIGEST_MISMATCH, "layer sha256:");
        assertThat(StoreFiles.names(folder.resolve("store/ingest"))).containsExactly("view");
        assertThat(folder.resolve("store/oci/blobs/sha256")).isEmptyDirectory();
    }

    @Test
    void an_archive_that_ends_early_is_refused() {
        byte[] whole = Archives.docker(Archives.config(LOWER), List.of("a:1"), LOWER);

        for (int cut : new int[] {1, 511, 513, 1600, 2100}) {
            assertRefused(
                    Arrays.copyOf(whole, cut), ImageException.Kind.INVALID_ARCHIVE, "refused");
        }
    }

    @Test
    void a_store_has_one_process_at_a_time() {
        Path path = folder.resolve("store");

        assertThatThrownBy(() -> ImageStore.open(path, ImageUse.NOTHING, CLOCK, "amd64"))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.IN_USE));
    }

    @Test
    void what_a_kill_left_goes_at_the_next_start() throws IOException {
        Files.createDirectories(folder.resolve("store/ingest/7/root/deep"));
        Files.writeString(folder.resolve("store/oci/blobs/sha256/" + "a".repeat(64)), "x");
        Files.createDirectories(folder.resolve("store/layers/abc/etc"));
        Files.writeString(folder.resolve("store/layers/abd.json"), "{}");

        reopen();

        assertThat(StoreFiles.names(folder.resolve("store/ingest"))).containsExactly("view");
        assertThat(folder.resolve("store/oci/blobs/sha256")).isEmptyDirectory();
        assertThat(StoreFiles.names(folder.resolve("store/layers"))).containsExactly("none");
    }
}
