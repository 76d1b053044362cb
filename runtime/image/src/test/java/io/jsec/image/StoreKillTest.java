package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies the store at every step that it takes: each copy is what a kill at that moment leaves. It
 * must open, hold whole images only, and nothing that no image needs.
 */
@Tag("unit")
class StoreKillTest {
    private static final byte[] BASE = Stores.layer("base", "base");
    private static final byte[] TOP = Stores.layer("top", "top");

    @TempDir private Path folder;
    private final List<Path> copies = new ArrayList<>();

    private void copy(Path store) {
        Path copy = folder.resolve("copy-" + copies.size());
        try (Stream<Path> paths = Files.walk(store)) {
            for (Path path : paths.toList()) {
                Path target = copy.resolve(store.relativize(path).toString());
                Files.copy(
                        path,
                        target,
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        copies.add(copy);
    }

    private void killedEverywhere(Consumer<ImageStore> before, Consumer<ImageStore> work) {
        Path path = folder.resolve("store");
        try (ImageStore store = Stores.open(path)) {
            before.accept(store);
        }
        try (ImageStore store =
                ImageStore.open(
                        path, ImageUse.NOTHING, Stores.CLOCK, "amd64", step -> copy(path))) {
            work.accept(store);
        }
        copy(path);
        assertThat(copies).hasSizeGreaterThan(3);
        copies.forEach(StoreKillTest::assertSound);
    }

    private static void assertSound(Path path) {
        try (ImageStore store = Stores.open(path)) {
            assertThat(store.notes()).isEmpty();
            List<String> blobs = new ArrayList<>();
            List<String> layers = new ArrayList<>(List.of("none"));
            for (Image image : store.list(ImageFilter.NONE)) {
                blobs.add(image.manifest().hex());
                blobs.add(image.id().hex());
                for (ImageDigest layer : image.layers()) {
                    blobs.add(layer.hex());
                    Path lower = store.lowerDirectories(List.of(layer)).getFirst();
                    assertThat(lower).isNotEmptyDirectory();
                    layers.add(String.valueOf(lower.getFileName()));
                    layers.add(lower.getFileName() + ".json");
                }
            }
            assertThat(Set.copyOf(StoreFiles.names(path.resolve("oci/blobs/sha256"))))
                    .isEqualTo(Set.copyOf(blobs));
            assertThat(Set.copyOf(StoreFiles.names(path.resolve("layers"))))
                    .isEqualTo(Set.copyOf(layers));
            assertThat(StoreFiles.names(path.resolve("ingest"))).containsExactly("view");
        }
    }

    @Test
    void a_kill_while_a_store_is_made_leaves_one_that_opens() {
        killedEverywhere(
                store -> {},
                store ->
                        store.importRoot(
                                stream(BASE),
                                new ImportRequest(Optional.empty(), "", List.of()),
                                Progress.SILENT));
    }

    // Promise P18
    @Test
    void a_kill_while_loading_leaves_whole_images() {
        killedEverywhere(
                store -> Stores.load(store, "2026-01-01T00:00:00Z", List.of("a:1"), BASE),
                store -> Stores.load(store, "2026-01-02T00:00:00Z", List.of("a:1"), BASE, TOP));

        assertThat(copies).hasSizeGreaterThan(10);
    }

    // Promise P18
    @Test
    void a_kill_while_removing_leaves_whole_images() {
        killedEverywhere(
                store -> {
                    Stores.load(store, "2026-01-01T00:00:00Z", List.of("a:1"), BASE);
                    Stores.load(store, "2026-01-02T00:00:00Z", List.of("b:1", "b:2"), BASE, TOP);
                },
                store -> {
                    store.remove("b:2", false, true);
                    store.remove("b:1", false, true);
                    store.remove("a:1", false, true);
                });
    }

    @Test
    void an_image_that_somebody_damaged_is_dropped_and_said() throws IOException {
        Path path = folder.resolve("store");
        try (ImageStore store = Stores.open(path)) {
            Image image = Stores.load(store, "2026-01-01T00:00:00Z", List.of("a:1"), BASE);
            Stores.load(store, "2026-01-02T00:00:00Z", List.of("b:1"), TOP);
            Files.writeString(path.resolve("oci/blobs/sha256/" + image.id().hex()), "{}");
        }

        try (ImageStore store = Stores.open(path)) {
            assertThat(store.notes())
                    .singleElement()
                    .asString()
                    .contains("docker.io/library/a:1")
                    .contains("its content does not match its digest");
            assertThat(store.list(ImageFilter.NONE)).hasSize(1);
        }
        assertSound(path);
    }

    @Test
    void a_layer_that_somebody_removed_is_unpacked_again() {
        Path path = folder.resolve("store");
        Image image;
        try (ImageStore store = Stores.open(path)) {
            image = Stores.load(store, "2026-01-01T00:00:00Z", List.of("a:1"), BASE);
            TreeRemoval.remove(store.lowerDirectories(image.layers()).getFirst());
        }

        try (ImageStore store = Stores.open(path)) {
            assertThat(store.lowerDirectories(image.layers()).getFirst().resolve("base"))
                    .hasContent("base");
        }
    }
}
