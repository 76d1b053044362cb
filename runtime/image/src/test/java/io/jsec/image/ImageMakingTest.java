package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ImageMakingTest {
    private static final byte[] BASE =
            new RawTar()
                    .folder("etc", 0755)
                    .file("etc/hosts", "h")
                    .file("etc/gone", "g")
                    .folder("old", 0755)
                    .file("old/inside", "i")
                    .bytes();

    @TempDir private Path folder;
    private ImageStore store;
    private Path upper;

    @BeforeEach
    void open() throws IOException {
        store = Stores.open(folder.resolve("store"));
        upper = Files.createDirectories(folder.resolve("upper"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ImportRequest named(String name, String... changes) {
        return new ImportRequest(
                Optional.of(ImageReference.parseTagged(name)), "", List.of(changes));
    }

    private CommitRequest commit(Image base, String... changes) {
        return new CommitRequest(
                base.id(),
                upper,
                base.config(),
                List.of(changes),
                Optional.of(ImageReference.parseTagged("made")),
                "An Author",
                "a message",
                List.of("sh", "-c", "x"),
                Set.of("/etc/hosts"));
    }

    /** What an overlay leaves behind of a container that removed, replaced and added. */
    private void change() throws IOException {
        Files.createDirectories(upper.resolve("etc"));
        Files.createFile(upper.resolve("etc/hosts"));
        Files.writeString(upper.resolve("etc/new"), "new");
        Files.createDirectories(upper.resolve("old"));
        Files.writeString(upper.resolve("old/fresh"), "f");
        try (Fd etc = Openat2.open(upper.resolve("etc"), Fcntl.O_RDONLY, 0);
                Fd old = Openat2.open(upper.resolve("old"), Fcntl.O_RDONLY, 0)) {
            Entries.makeWhiteout(etc, RawName.bytes("gone"));
            Whiteouts.makeOpaque(old);
        }
    }

    @Test
    void an_import_is_an_image_of_one_layer() {
        Image image =
                store.importRoot(
                        stream(Archives.gzip(BASE)),
                        named("mine", "CMD [\"/x\"]", "ENV A=b"),
                        Progress.SILENT);

        assertThat(image.repoTags()).containsExactly("mine:latest");
        assertThat(image.config().command()).containsExactly("/x");
        assertThat(image.layers()).containsExactly(ImageDigest.of(BASE));
        assertThat(image.comment()).isEqualTo("Imported from -");
        assertThat(image.created()).isEqualTo(Stores.CLOCK.instant());
        assertThat(image.platform().architecture()).isEqualTo("amd64");
        assertThat(store.lowerDirectories(image.layers()).getFirst().resolve("etc/hosts"))
                .hasContent("h");
    }

    @Test
    void what_is_no_archive_is_not_imported() {
        for (byte[] bytes : List.of(new byte[0], Archives.text("no archive ".repeat(100)))) {
            assertThatThrownBy(() -> store.importRoot(stream(bytes), named("x"), Progress.SILENT))
                    .isInstanceOfSatisfying(
                            ImageException.class,
                            e ->
                                    assertThat(e.kind())
                                            .isEqualTo(ImageException.Kind.INVALID_ARCHIVE));
        }
        assertThat(store.list(ImageFilter.NONE)).isEmpty();
        assertThat(StoreFiles.names(folder.resolve("store/oci/blobs/sha256"))).isEmpty();
    }

    @Test
    void several_members_of_gzip_are_one_archive() throws IOException {
        byte[] first = Archives.gzip(Arrays.copyOfRange(BASE, 0, 700));
        byte[] second = Archives.gzip(Arrays.copyOfRange(BASE, 700, BASE.length));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(first);
        both.write(second);
        // A stream that never says that there is more.
        ByteArrayInputStream shy =
                new ByteArrayInputStream(both.toByteArray()) {
                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                };

        Image image = store.importRoot(shy, named("two"), Progress.SILENT);

        assertThat(image.layers()).containsExactly(ImageDigest.of(BASE));
    }

    @Test
    void the_changes_of_a_container_are_told_as_docker_tells_them() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base"), Progress.SILENT);
        change();

        assertThat(store.changes(base.layers(), upper, Set.of("/etc/hosts")))
                .containsExactly(
                        new Change(Change.Kind.MODIFIED, "/etc"),
                        new Change(Change.Kind.DELETED, "/etc/gone"),
                        new Change(Change.Kind.ADDED, "/etc/new"),
                        new Change(Change.Kind.MODIFIED, "/old"),
                        new Change(Change.Kind.ADDED, "/old/fresh"));
        assertThat(store.changes(base.layers(), upper, Set.of()))
                .contains(new Change(Change.Kind.MODIFIED, "/etc/hosts"));
    }

    @Test
    void a_folder_that_holds_mount_points_only_did_not_change() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base"), Progress.SILENT);
        Files.createDirectories(upper.resolve("etc"));
        Files.createFile(upper.resolve("etc/hosts"));

        assertThat(store.changes(base.layers(), upper, Set.of("/etc/hosts"))).isEmpty();
    }

    @Test
    void a_commit_is_a_layer_on_top_with_whiteouts() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base", "CMD [\"a\"]"), Progress.SILENT);
        change();

        Image made = store.commit(commit(base, "CMD [\"b\"]"));

        assertThat(made.layers()).hasSize(2).startsWith(base.layers().getFirst());
        assertThat(made.parent()).contains(base.id());
        assertThat(made.config().command()).containsExactly("b");
        assertThat(made.author()).isEqualTo("An Author");
        assertThat(made.history()).hasSize(2);
        assertThat(made.history().getLast().createdBy()).isEqualTo("sh -c x");
        assertThat(made.comment()).isEqualTo("a message");
        Path top = store.lowerDirectories(made.layers()).getFirst();
        assertThat(top.resolve("etc/new")).hasContent("new");
        assertThat(StoreFiles.names(top.resolve("etc"))).containsExactly("gone", "new");
        List<String> names = new ArrayList<>();
        Path blob = folder.resolve("store/oci/blobs/sha256/" + made.layers().getLast().hex());
        TarReader tar = new TarReader(Files.newInputStream(blob));
        for (TarMember m = tar.next(); m != null; m = tar.next()) {
            names.add(m.path());
        }
        assertThat(names)
                .containsExactly(
                        "etc/", "etc/.wh.gone", "etc/new", "old/", "old/.wh..wh..opq", "old/fresh");
    }

    @Test
    void a_parent_stays_while_it_has_children() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base"), Progress.SILENT);
        Image made = store.commit(commit(base));
        store.remove("base", false, true);

        assertThat(store.list(ImageFilter.NONE)).containsExactly(made);
        assertThatThrownBy(() -> store.remove(base.id().hex(), true, true))
                .hasMessage(
                        "conflict: unable to delete "
                                + base.id().shortHex()
                                + " (cannot be forced) - image has dependent child images");
        assertThat(store.remove("made", false, true)).contains(new Removal.Deleted(base.id()));
        assertThat(StoreFiles.names(folder.resolve("store/oci/blobs/sha256"))).isEmpty();
    }

    @Test
    void what_was_saved_loads_elsewhere_with_equal_ids() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base"), Progress.SILENT);
        change();
        Image made = store.commit(commit(base));
        store.tag("base", ImageReference.parseTagged("base:2"));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();

        store.save(List.of("base", made.id().hex()), archive);

        try (ImageStore other = Stores.open(folder.resolve("other"))) {
            LoadResult result = other.load(stream(archive.toByteArray()), Progress.SILENT);
            assertThat(result.images()).hasSize(2);
            assertThat(other.find("base:2").repoTags()).containsExactly("base:2", "base:latest");
            assertThat(other.find(made.id().hex()).isDangling()).isTrue();
            assertThat(other.find(made.id().hex()).manifest()).isEqualTo(made.manifest());
        }
    }

    @Test
    void nothing_is_written_for_an_image_that_is_not_there() {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();

        assertThatThrownBy(() -> store.save(List.of("nope"), archive))
                .hasMessage("No such image: nope:latest");
        assertThat(archive.size()).isZero();
    }

    @Test
    void a_damaged_blob_is_not_saved_as_whole() throws IOException {
        Image base = store.importRoot(stream(BASE), named("base"), Progress.SILENT);
        Path blob = folder.resolve("store/oci/blobs/sha256/" + base.layers().getFirst().hex());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[600] ^= 1;
        Files.write(blob, bytes);

        assertThatThrownBy(() -> store.save(List.of("base"), new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.DAMAGED));
    }

    @Test
    void the_embedded_image_has_the_digests_it_has_everywhere() throws IOException {
        Path program = FakeProgram.in(folder, 1);

        Image probe = store.addProbe(program);

        assertThat(probe.repoTags()).containsExactly("jsec/probe:latest");
        Path layout = Files.createDirectory(folder.resolve("layout"));
        ProbeImage.writeLayout(program, layout);
        assertThat(layout.resolve("blobs/sha256/" + probe.id().hex())).exists();
        assertThat(layout.resolve("blobs/sha256/" + probe.manifest().hex())).exists();
        assertThat(store.addProbe(program)).isEqualTo(probe);
        assertThat(store.lowerDirectories(probe.layers()).getFirst().resolve("jsec-probe"))
                .exists();
    }
}
