package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small archives that stand for more than there is room for. */
@Tag("unit")
class DecompressionBombTest {
    private static final LayerLimits SMALL = new LayerLimits(100, 1 << 20);

    @TempDir private Path folder;
    private ImageStore store;
    private StoreFiles files;

    @BeforeEach
    void open() throws IOException {
        store = Stores.open(folder.resolve("store"));
        files = new StoreFiles(folder.resolve("files"), StoreFiles.Steps.IGNORED);
        files.prepare();
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(StoreFiles.names(folder.resolve("store/ingest"))).containsExactly("view");
        assertThat(StoreFiles.names(folder.resolve("files/ingest"))).containsExactly("view");
        store.close();
    }

    private void load(InputStream archive) throws IOException {
        try (StoreFiles.Work work = files.work()) {
            ArchiveIntake.read(archive, work, Progress.SILENT, SMALL);
        }
    }

    private void unpack(byte[] plain, byte[] archive) {
        new LayerStore(files, Owners.ofThisProcess(), SMALL)
                .ensure(ImageDigest.of(plain), () -> stream(archive));
    }

    private static org.assertj.core.api.ThrowableAssert.ThrowingCallable importing(
            ImageStore store, byte[] archive) {
        ImportRequest request =
                new ImportRequest(Optional.of(ImageReference.parseTagged("bomb")), "", List.of());
        return () -> store.importRoot(stream(archive), request, Progress.SILENT);
    }

    private static void assertTooLarge(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.TOO_LARGE))
                .hasMessageContaining("refused: it has over " + words)
                .hasMessageContaining(". Instead: a smaller image");
    }

    // Promise P66
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void a_file_that_expands_is_refused_before_it_is_written(String program) throws IOException {
        byte[] tar = new RawTar().file("zeros", 0644, new byte[16 << 20]).bytes();
        byte[] small = Compressed.by(tar, program);
        assertThat(small.length).isLessThan(tar.length / 500);

        assertTooLarge(() -> load(stream(small)), "1048576 bytes");
        assertTooLarge(() -> unpack(tar, small), "1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void entries_without_content_are_counted(String program) throws IOException {
        RawTar tar = new RawTar();
        for (int i = 0; i < 20_000; i++) {
            tar.folder("f", 0755);
        }
        byte[] small = Compressed.by(tar.bytes(), program);

        assertTooLarge(() -> load(stream(small)), "100 files");
        assertTooLarge(() -> unpack(tar.bytes(), small), "100 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void padding_behind_the_end_is_counted(String program) throws IOException {
        byte[] tar = java.util.Arrays.copyOf(new RawTar().file("a", "a").bytes(), 8 << 20);
        byte[] small = Compressed.by(tar, program);

        assertTooLarge(() -> unpack(tar, small), "1458176 bytes when decompressed");
    }

    @Test
    void headers_that_speak_of_nothing_are_counted() {
        RawTar tar = new RawTar();
        for (int i = 0; i < 20; i++) {
            tar.entry("g", 'g', 0644, "", new byte[1 << 20]);
        }
        byte[] small = Archives.gzip(tar.bytes());

        assertTooLarge(() -> load(stream(small)), "1048576 bytes when decompressed");
        assertTooLarge(() -> unpack(tar.bytes(), small), "1458176 bytes when decompressed");
    }

    @Test
    void names_that_are_kept_in_memory_are_counted() throws IOException {
        RawTar tar = new RawTar();
        String folders = ("n".repeat(250) + "/").repeat(16);
        for (int i = 0; i < 9000; i++) {
            tar.pax("path", folders + i).link("x", "y");
        }
        byte[] small = Compressed.by(tar.bytes(), "zstd");

        assertThatThrownBy(() -> store.load(stream(small), Progress.SILENT))
                .hasMessageContaining("it has over 33554432 bytes of names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void a_hundred_thousand_streams_of_nothing_are_nothing(String program) throws IOException {
        byte[] one = Compressed.by(new byte[0], program);
        byte[] all = new byte[one.length * 100_000];
        for (int i = 0; i < all.length; i += one.length) {
            System.arraycopy(one, 0, all, i, one.length);
        }

        assertThatThrownBy(importing(store, all))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("archive refused: it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void what_is_compressed_more_than_once_is_no_archive(String program) throws IOException {
        byte[] nested = new RawTar().file("a", "a").bytes();
        for (int i = 0; i < 3; i++) {
            nested = Compressed.by(nested, program);
        }
        byte[] all = nested;

        assertThatThrownBy(importing(store, all))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.INVALID_ARCHIVE))
                .hasMessageContaining(" refused: ");
        assertThatThrownBy(() -> store.load(stream(all), Progress.SILENT))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.INVALID_ARCHIVE));
        assertThat(store.list(ImageFilter.NONE)).isEmpty();
    }

    @Test
    void the_last_of_many_files_of_one_name_counts() {
        byte[] layer = Stores.layer("a", "content");
        byte[] config = Archives.config(layer);
        String name = ImageDigest.of(config).hex() + ".json";
        RawTar tar = new RawTar();
        for (int i = 0; i < 4; i++) {
            tar.file("manifest.json", "no " + i).file("l.tar", "no " + i);
        }
        tar.file("l.tar", 0644, layer).file(name, 0644, config);
        tar.file(
                "manifest.json",
                "[{\"Config\":\"" + name + "\",\"RepoTags\":[],\"Layers\":[\"l.tar\"]}]");

        store.load(stream(tar.bytes()), Progress.SILENT);

        assertThat(store.list(ImageFilter.NONE)).hasSize(1);
    }
}
