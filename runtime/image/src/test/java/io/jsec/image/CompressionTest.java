package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that real programs compressed, whole, cut off, damaged and too large. */
@Tag("unit")
class CompressionTest {
    @TempDir private Path folder;

    private static byte[] plain(byte[] compressed) throws IOException {
        try (InputStream in = Compression.plain(stream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] tar() {
        RawTar tar = new RawTar();
        tar.folder("etc", 0755);
        tar.file("etc/words", 0644, Compressed.text(5, 60_000));
        return tar.bytes();
    }

    @ParameterizedTest
    @CsvSource({"gzip, GZIP", "bzip2, BZIP2", "xz, XZ", "zstd, ZSTD", "pzstd, ZSTD", "cat, NONE"})
    void what_a_program_made_is_known_by_its_first_bytes(String program, Compression compression)
            throws IOException {
        byte[] compressed = Compressed.by(tar(), program);

        assertThat(Compression.of(stream(compressed))).isEqualTo(compression);
        assertThat(plain(compressed)).isEqualTo(tar());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -1", "bzip2 -9", "xz -9", "xz -0 --check=sha256", "zstd -19"})
    void every_level_and_several_streams_in_a_row_are_read(String words) throws IOException {
        String[] all = words.split(" ", -1);
        String[] options = Arrays.copyOfRange(all, 1, all.length);
        byte[] first = Compressed.by(Compressed.mixed(3, 200_000), all[0], options);
        byte[] second = Compressed.by(Compressed.mixed(4, 100_000), all[0], options);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        byte[] plain = plain(both);

        assertThat(plain).hasSize(300_000).startsWith(Compressed.mixed(3, 200_000));
        assertThat(plain).endsWith(Compressed.mixed(4, 100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void what_is_cut_off_or_damaged_fails_as_data_do(String program) throws IOException {
        byte[] compressed = Compressed.by(tar(), program);
        Random random = new Random(1);
        for (int i = 0; i < 120; i++) {
            byte[] bad = compressed.clone();
            if (i % 2 == 0) {
                bad = Arrays.copyOf(bad, 10 + random.nextInt(bad.length - 10));
            } else {
                bad[8 + random.nextInt(bad.length - 8)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] tried = bad;
            try {
                assertThat(plain(tried)).isEqualTo(tar());
            } catch (ZipException | EOFException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        byte[] half = Arrays.copyOf(compressed, compressed.length / 2);
        assertThatThrownBy(() -> plain(half))
                .isInstanceOfAny(EOFException.class, ZipException.class);
    }

    @Test
    void a_client_that_goes_is_not_taken_for_a_bad_archive() throws IOException {
        byte[] xz = Compressed.by(tar(), "xz");
        InputStream going =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at == xz.length / 2) {
                            throw new IOException("the client went");
                        }
                        return xz[at++] & 0xff;
                    }

                    @Override
                    public int read(byte[] bytes, int from, int count) throws IOException {
                        bytes[from] = (byte) read();
                        return 1;
                    }
                };

        assertThatThrownBy(() -> Compression.plain(going).readAllBytes())
                .isNotInstanceOf(ZipException.class)
                .hasMessage("the client went");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd", "cat"})
    void what_is_read_is_closed_with_its_plain_form(String program) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream archive =
                new FilterInputStream(stream(Compressed.by(tar(), program))) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        closed.set(true);
                    }
                };

        Compression.plain(archive).close();

        assertThat(closed).isTrue();
    }

    @Test
    void xz_that_needs_more_memory_than_any_level_is_refused() throws IOException {
        byte[] large = Compressed.by(tar(), "xz", "--lzma2=preset=6,dict=512MiB");

        assertThatThrownBy(() -> plain(large))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("KiB of memory would be needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void a_root_is_imported_whatever_compresses_it(String program) throws IOException {
        try (ImageStore store = Stores.open(folder.resolve("store"))) {
            byte[] compressed = Compressed.by(tar(), program);

            Image image = store.importRoot(stream(compressed), named(program), Progress.SILENT);

            assertThat(image.layers()).containsExactly(ImageDigest.of(tar()));
            byte[] half = Arrays.copyOf(compressed, compressed.length / 2);
            assertThatThrownBy(() -> store.importRoot(stream(half), named("x"), Progress.SILENT))
                    .isInstanceOfSatisfying(
                            ImageException.class,
                            e ->
                                    assertThat(e.kind())
                                            .isEqualTo(ImageException.Kind.INVALID_ARCHIVE));
        }
    }

    private static ImportRequest named(String name) {
        return new ImportRequest(Optional.of(ImageReference.parseTagged(name)), "", List.of());
    }
}
