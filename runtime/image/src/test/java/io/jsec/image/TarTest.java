package io.jsec.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TarTest {
    private static final List<TarEntry> ENTRIES =
            List.of(
                    TarEntry.folder("tmp", 01777),
                    TarEntry.file("tmp/hello", 0644, "hello\n".getBytes(US_ASCII)),
                    TarEntry.file("empty", 04755, new byte[0]),
                    TarEntry.file("block", 0600, new byte[512]),
                    TarEntry.file("more", 0600, new byte[513]));

    @Test
    void an_archive_reads_back_what_was_written() {
        assertThat(Tar.read(Tar.write(ENTRIES))).isEqualTo(ENTRIES);
    }

    @Test
    void the_same_entries_give_the_same_bytes() {
        assertThat(Tar.write(ENTRIES)).isEqualTo(Tar.write(ENTRIES));
    }

    @Test
    void an_archive_is_whole_blocks_and_ends_with_two_empty_ones() {
        byte[] archive = Tar.write(ENTRIES);

        assertThat(archive.length % 512).isZero();
        assertThat(Arrays.copyOfRange(archive, archive.length - 1024, archive.length))
                .containsOnly(0);
    }

    @Test
    void a_header_holds_owner_and_time_zero() {
        byte[] archive = Tar.write(List.of(TarEntry.file("a", 0644, new byte[0])));

        assertThat(TarFormat.number(archive, TarFormat.UID, 8)).isZero();
        assertThat(TarFormat.number(archive, TarFormat.GID, 8)).isZero();
        assertThat(TarFormat.number(archive, TarFormat.TIME, 12)).isZero();
    }

    @Test
    void a_name_over_a_hundred_bytes_is_refused() {
        TarEntry entry = TarEntry.file("n".repeat(101), 0644, new byte[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tar.write(List.of(entry)))
                .withMessageContaining("over 100 bytes");
    }

    @Test
    void the_same_path_twice_is_refused() {
        TarEntry entry = TarEntry.file("a", 0644, new byte[0]);
        byte[] archive = Tar.write(List.of(entry, entry));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tar.read(archive))
                .withMessageContaining("comes twice");
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '6', 'x', 'g', 'L', '\0'})
    void links_devices_and_extensions_are_refused(char type) {
        byte[] archive = Tar.write(List.of(TarEntry.file("a", 0644, new byte[0])));
        archive[TarFormat.TYPE] = (byte) type;
        reseal(archive);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tar.read(archive))
                .withMessageContaining("neither file nor folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape", "/etc/passwd", "a/../../b", "."})
    void names_that_climb_are_refused(String name) {
        byte[] archive = Tar.write(List.of(TarEntry.file("aaaaaaaaaaaaaaaa", 0644, new byte[0])));
        Arrays.fill(archive, 0, 100, (byte) 0);
        TarFormat.putText(archive, TarFormat.NAME, name);
        reseal(archive);

        assertThatIllegalArgumentException().isThrownBy(() -> Tar.read(archive));
    }

    @Test
    void a_file_of_another_owner_is_refused() {
        byte[] archive = Tar.write(List.of(TarEntry.file("a", 0644, new byte[0])));
        TarFormat.putNumber(archive, TarFormat.UID, 8, 1000);
        reseal(archive);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tar.read(archive))
                .withMessageContaining("does not belong to root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0000000001", "99999999999", "           ", "77777777777"})
    void a_size_that_is_no_size_is_refused(String size) {
        byte[] archive = Tar.write(List.of(TarEntry.file("a", 0644, new byte[0])));
        TarFormat.putText(archive, TarFormat.SIZE, size);
        reseal(archive);

        assertThatIllegalArgumentException().isThrownBy(() -> Tar.read(archive));
    }

    @Test
    void bytes_behind_the_end_are_refused() {
        byte[] archive = Tar.write(ENTRIES);
        byte[] longer = Arrays.copyOf(archive, archive.length + 512);
        longer[longer.length - 1] = 1;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tar.read(longer))
                .withMessageContaining("behind the end");
    }

    @Test
    void an_archive_cut_anywhere_is_refused() {
        byte[] archive = Tar.write(ENTRIES);
        int needed = archive.length - 512;

        for (int length = 0; length < needed; length += 97) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Tar.read(cut));
        }
    }

    @Test
    void one_flipped_bit_in_a_header_is_refused() {
        byte[] archive = Tar.write(ENTRIES);
        long seed = 20_261_124;
        Random random = new Random(seed);

        for (int i = 0; i < 500; i++) {
            byte[] broken = archive.clone();
            // The last bytes of a header are unused, but the checksum covers them too.
            int at = random.nextInt(512);
            broken[at] ^= (byte) (1 << random.nextInt(7));
            if (at >= TarFormat.CHECKSUM && at < TarFormat.CHECKSUM + 8) {
                continue;
            }
            assertThatIllegalArgumentException()
                    .as("seed %d, byte %d", seed, at)
                    .isThrownBy(() -> Tar.read(broken));
        }
    }

    private static void reseal(byte[] archive) {
        byte[] block = Arrays.copyOf(archive, 512);
        TarFormat.seal(block);
        System.arraycopy(block, 0, archive, 0, 512);
    }
}
