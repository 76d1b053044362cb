package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ImageRemovalTest {
    private static final String NEW = "2026-01-02T00:00:00Z";
    private static final String OLD = "2025-01-02T00:00:00Z";
    private static final byte[] BASE = Stores.layer("base", "12345");
    private static final byte[] TOP = Stores.layer("top", "123");
    private static final String CONTAINER = "c0ffee".repeat(10) + "c0ff";

    @TempDir private Path folder;
    private final Stores.Use use = new Stores.Use();
    private ImageStore store;

    @BeforeEach
    void open() {
        store = ImageStore.open(folder, use, Stores.CLOCK, "amd64");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> blobs() {
        return StoreFiles.names(folder.resolve("oci/blobs/sha256"));
    }

    private void assertInUse(String name, boolean force, String words) {
        assertThatThrownBy(() -> store.remove(name, force, true))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.IN_USE))
                .hasMessage(words);
    }

    private void usedBy(Image image, boolean running) {
        use.users.put(image.id(), List.of(new ImageUse.User(CONTAINER, running)));
        use.layers.addAll(image.layers());
    }

    @Test
    void the_last_name_takes_the_image_with_its_layers_and_blobs_along() {
        Image image = Stores.load(store, NEW, List.of("a:1"), BASE, TOP);

        List<Removal> removals = store.remove("a:1", false, true);

        assertThat(removals)
                .containsExactly(
                        new Removal.Untagged("a:1"),
                        new Removal.Deleted(image.id()),
                        removals.get(2),
                        removals.get(3));
        assertThat(removals.subList(2, 4))
                .containsExactlyInAnyOrder(
                        new Removal.Deleted(image.layers().get(0)),
                        new Removal.Deleted(image.layers().get(1)));
        assertThat(blobs()).isEmpty();
        assertThat(StoreFiles.names(folder.resolve("layers"))).containsExactly("none");
    }

    @Test
    void a_name_of_several_only_loses_that_name() {
        Stores.load(store, NEW, List.of("a:1", "b:2"), BASE);

        assertThat(store.remove("a:1", false, true)).containsExactly(new Removal.Untagged("a:1"));
        assertThat(store.find("b:2").repoTags()).containsExactly("b:2");
    }

    @Test
    void layers_that_another_image_needs_stay() {
        Stores.load(store, NEW, List.of("a:1"), BASE, TOP);
        Image other = Stores.load(store, NEW, List.of("b:1"), BASE);

        store.remove("a:1", false, true);

        assertThat(store.lowerDirectories(other.layers()).getFirst().resolve("base"))
                .hasContent("12345");
        assertThat(blobs()).hasSize(3);
    }

    @Test
    void an_id_with_several_names_needs_force() {
        Image image = Stores.load(store, NEW, List.of("a:1", "b:2"), BASE);
        String id = image.id().shortHex();

        assertInUse(
                id,
                false,
                "conflict: unable to delete "
                        + id
                        + " (must be forced) - image is referenced in multiple repositories");
        assertThat(store.remove(id, true, true))
                .startsWith(
                        new Removal.Untagged("a:1"),
                        new Removal.Untagged("b:2"),
                        new Removal.Deleted(image.id()));
        assertThat(store.list(ImageFilter.NONE)).isEmpty();
    }

    @Test
    void an_image_below_a_stopped_container_needs_force_and_leaves_its_layers() {
        Image image = Stores.load(store, NEW, List.of("a:1"), BASE);
        usedBy(image, false);

        assertInUse(
                "a:1",
                false,
                "conflict: unable to remove repository reference \"a:1\" (must force) - container "
                        + CONTAINER.substring(0, 12)
                        + " is using its referenced image "
                        + image.id().shortHex());
        assertInUse(
                image.id().hex(),
                false,
                "conflict: unable to delete "
                        + image.id().shortHex()
                        + " (must be forced) - image is being used by stopped container "
                        + CONTAINER.substring(0, 12));
        store.remove("a:1", true, true);

        assertThat(store.list(ImageFilter.NONE)).isEmpty();
        assertThat(store.lowerDirectories(image.layers()).getFirst().resolve("base"))
                .hasContent("12345");
    }

    @Test
    void layers_of_a_container_stay_over_a_restart_and_go_with_it() {
        Image image = Stores.load(store, NEW, List.of("a:1"), BASE);
        usedBy(image, false);
        store.remove("a:1", true, true);
        store.close();

        open();
        assertThat(store.lowerDirectories(image.layers()).getFirst()).isNotEmptyDirectory();
        store.close();
        use.layers.clear();
        open();

        assertThat(StoreFiles.names(folder.resolve("layers"))).containsExactly("none");
    }

    @Test
    void an_image_below_a_running_container_only_loses_its_name() {
        Image image = Stores.load(store, NEW, List.of("a:1"), BASE);
        usedBy(image, true);

        assertInUse(
                image.id().hex(),
                true,
                "conflict: unable to delete "
                        + image.id().shortHex()
                        + " (cannot be forced) - image is being used by running container "
                        + CONTAINER.substring(0, 12));
        assertThat(store.remove("a:1", true, true)).containsExactly(new Removal.Untagged("a:1"));
        assertThat(store.find(image.id().hex()).isDangling()).isTrue();
    }

    @Test
    void what_is_held_stays_until_it_is_let_go() {
        Image image = Stores.load(store, NEW, List.of("a:1"), BASE);

        try (ImageStore.Hold _ = store.hold(image)) {
            store.remove("a:1", false, true);
            assertThat(store.lowerDirectories(image.layers()).getFirst()).isNotEmptyDirectory();
        }
    }

    @Test
    void what_is_not_there_is_not_found_in_known_words() {
        assertThatThrownBy(() -> store.remove("nope", false, true))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.NOT_FOUND))
                .hasMessage("No such image: nope:latest");
        assertThatThrownBy(() -> store.find("sha256:abc"))
                .hasMessageContaining("No such image: sha256:abc");
    }

    @Test
    void a_prune_takes_dangling_images_only_unless_told() {
        Stores.load(store, NEW, List.of(), BASE);
        Stores.load(store, NEW, List.of("a:1"), TOP);
        Image used = Stores.load(store, NEW, List.of(), Stores.layer("u", "u"));
        usedBy(used, false);

        PruneResult dangling = store.prune(PruneFilter.DANGLING);

        assertThat(dangling.bytes()).isEqualTo(5);
        assertThat(store.list(ImageFilter.NONE)).hasSize(2);
        PruneResult all =
                store.prune(new PruneFilter(false, Optional.empty(), List.of(), List.of()));
        assertThat(all.removals()).startsWith(new Removal.Untagged("a:1"));
        assertThat(store.list(ImageFilter.NONE)).containsExactly(used);
    }

    @Test
    void a_prune_keeps_to_its_time_and_labels() {
        Map<String, Object> labelled = Map.of("Labels", Map.of("keep", "yes"));
        Image old = Stores.load(store, OLD, List.of("old:1"), BASE);
        Image kept = Stores.load(store, OLD, labelled, List.of("kept:1"), TOP);
        Image fresh = Stores.load(store, NEW, List.of("new:1"), Stores.layer("n", "n"));
        Optional<Instant> until = Optional.of(Instant.parse("2025-06-01T00:00:00Z"));

        store.prune(new PruneFilter(false, until, List.of(), List.of("keep=yes")));

        assertThat(store.list(ImageFilter.NONE)).containsExactlyInAnyOrder(kept, fresh);
        assertThat(store.list(ImageFilter.NONE)).doesNotContain(old);
        store.prune(new PruneFilter(false, until, List.of("keep"), List.of()));
        assertThat(store.list(ImageFilter.NONE)).containsExactly(fresh);
    }

    @Test
    void a_prune_takes_only_what_its_caller_may_remove() {
        Map<String, Object> labelled = Map.of("Labels", Map.of("team", "a"));
        Image mine = Stores.load(store, OLD, labelled, List.of("mine:1"), BASE);
        Image theirs = Stores.load(store, OLD, List.of("theirs:1"), TOP);

        PruneResult pruned =
                store.prune(
                        new PruneFilter(
                                false,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                labels -> "a".equals(labels.get("team"))));

        assertThat(pruned.removals())
                .contains(new Removal.Untagged("mine:1"), new Removal.Deleted(mine.id()));
        assertThat(store.list(ImageFilter.NONE)).containsExactly(theirs);
    }

    @Test
    void disk_use_counts_each_layer_once_and_knows_what_is_shared() {
        Image both = Stores.load(store, NEW, List.of("a:1"), BASE, TOP);
        Image one = Stores.load(store, NEW, List.of("b:1"), BASE);

        DiskUse disk = store.diskUse();

        assertThat(disk.layerBytes()).isEqualTo(8);
        assertThat(disk.sharedBytes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(both.id(), 5L, one.id(), 5L));
        assertThat(disk.blobBytes()).isGreaterThan(2 * 2048);
        assertThat(Set.copyOf(blobs())).hasSize(6);
    }
}
