package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ZstdInputStreamTest {
    private static final String MAGIC = "28b52ffd";
    private static final long SEED = Long.getLong("seed", 20260304);

    private static byte[] plain(byte[] compressed) throws IOException {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int before = all.length;
            all = Arrays.copyOf(all, before + part.length);
            System.arraycopy(part, 0, all, before, part.length);
        }
        return all;
    }

    @Test
    void blocks_as_they_are_and_of_one_byte_are_read() throws IOException {
        // One segment of 9 bytes: a raw block of 4, one of 5 times x, the last.
        byte[] frame = hex(MAGIC + "20 09  20 00 00 61 62 63 64  2b 00 00 78");

        assertThat(plain(frame)).asString().isEqualTo("abcdxxxxx");
    }

    @Test
    void nothing_is_a_frame_too() throws IOException {
        assertThat(plain(hex(MAGIC + "20 00 01 00 00"))).isEmpty();
        assertThat(plain(new byte[0])).isEmpty();
    }

    @Test
    void frames_follow_one_another_and_those_of_others_are_left_out() throws IOException {
        byte[] one = hex(MAGIC + "20 01  09 00 00 61");
        byte[] skippable = hex("5a2a4d18 03000000 ffffff");

        assertThat(plain(joined(skippable, one, skippable, one, one))).asString().isEqualTo("aaa");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1",
        "0, -19",
        "1, -3",
        "7, -19",
        "100, -3",
        "1000, -19",
        "5000, -1",
        "70000, -3",
        "131072, -9",
        "131073, -19",
        "400000, -6",
        "2000000, -1",
        "1000000, -12",
    })
    void what_the_command_makes_of_text_is_read(int length, String level) throws IOException {
        byte[] text = Compressed.text(SEED, length);

        assertThat(plain(Compressed.by(text, "zstd", level, "-c"))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast=5",
                "-1",
                "-2",
                "-3",
                "-5",
                "-7",
                "-9",
                "-13",
                "-16",
                "-19",
                "--ultra -22",
                "--no-check -3",
                "-3 --long=27",
                "-T2 -3 -B524288",
                "-3 --zstd=wlog=10",
                "-19 -B1KB"
            })
    void what_the_command_makes_of_everything_is_read(String words) throws IOException {
        for (long seed = SEED; seed < SEED + 2; seed++) {
            byte[] bytes = Compressed.mixed(seed, 300_000 + (int) (seed % 7) * 1000);
            byte[] compressed = Compressed.by(bytes, "zstd", (words + " -q -c").split(" ", -1));

            assertThat(plain(compressed)).as("seed " + seed).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000, 300_000})
    void what_cannot_be_made_smaller_is_read(int length) throws IOException {
        byte[] bytes = Compressed.random(SEED, length);

        assertThat(plain(Compressed.by(bytes, "zstd", "-c"))).isEqualTo(bytes);
        assertThat(plain(Compressed.by(new byte[length], "zstd", "-c"))).hasSize(length);
    }

    @Test
    void what_many_threads_made_is_read() throws IOException {
        byte[] bytes = Compressed.mixed(SEED, 2_000_000);

        assertThat(plain(Compressed.by(bytes, "pzstd", "-p", "2", "-c"))).isEqualTo(bytes);
    }

    @Test
    void repetitions_far_back_are_found_while_the_window_moves() throws IOException {
        byte[] part = Compressed.random(SEED, 900_000);
        byte[] bytes = joined(part, Compressed.mixed(SEED, 4_500_000), part, part);

        byte[] compressed = Compressed.by(bytes, "zstd", "-q", "--ultra", "-20", "-c");

        assertThat(plain(compressed)).isEqualTo(bytes);
    }

    @Test
    void reads_of_any_size_are_the_same() throws IOException {
        byte[] bytes = Compressed.mixed(SEED, 300_000);
        byte[] compressed = Compressed.by(bytes, "zstd", "-c");
        Random random = new Random(SEED);
        byte[] out = new byte[bytes.length + 10];
        int at = 0;
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
            int some = 0;
            while (some >= 0) {
                at += some;
                if (random.nextInt(10) == 0) {
                    int one = in.read();
                    some = one < 0 ? -1 : 1;
                    out[at] = (byte) one;
                } else {
                    some = in.read(out, at, 1 + random.nextInt(Math.min(9_000, out.length - at)));
                }
            }
        }

        assertThat(Arrays.copyOf(out, at)).isEqualTo(bytes);
    }

    @Test
    void a_sample_is_read_where_no_command_is() throws IOException {
        byte[] sample = Base64.getDecoder().decode(SAMPLE);

        assertThat(plain(sample)).isEqualTo(Compressed.text(1, 400));
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd 28, a frame of a kind to come",
        "28b52ffd 21 01 05, it needs a dictionary",
        "28b52ffd 00 ff, a window of more than",
        "28b52ffd 20 01 0f 00 00 61, a block of a kind to come",
        "28b52ffd 20 01 11 00 00 61 61, a block of 2 bytes",
        "28b52ffd 20 02 09 00 00 61, a frame of 1 bytes",
        "28b52ffd 24 01 09 00 00 61 00000000, a frame whose sum is another",
        "28b52ffd 20 01 0d 00 00 00, a block without sequences",
        "28b52ffd 20 01 09 00 00 61 00112233, something else behind a frame",
        "28b52ffd 20 04 1d 00 00 00 01 03, modes of tables",
        "28b52ffd 20 04 1d 00 00 03 00 00, repeats a Huffman table",
        "28b52ffd 20 04 1d 00 00 00 01 fc, repeats a table",
    })
    void a_frame_that_is_none_is_refused_with_the_reason(String frame, String reason) {
        assertThatThrownBy(() -> plain(hex(frame)))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void input_that_ends_early_is_told_at_every_place() throws IOException {
        byte[] text = Compressed.text(SEED, 2_000);
        byte[] compressed = Compressed.by(text, "zstd", "-c");
        for (int length = 1; length < compressed.length; length++) {
            byte[] some = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() -> plain(some))
                    .as(length + " bytes")
                    .isInstanceOf(EOFException.class);
        }
    }

    /** No input leaves memory, hangs, or fails in another way than others. */
    @Test
    void damaged_input_is_refused_or_read_and_nothing_else() throws IOException {
        Random random = new Random(SEED);
        byte[][] inputs = {
            Compressed.by(Compressed.mixed(SEED, 60_000), "zstd", "-19", "--no-check", "-c"),
            Compressed.by(Compressed.text(SEED, 30_000), "zstd", "-1", "--no-check", "-c"),
            Compressed.by(Compressed.text(SEED, 300), "zstd", "--no-check", "-c"),
        };
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] damaged = inputs[i % inputs.length].clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int at = random.nextInt(i % 2 == 0 ? damaged.length : Math.min(60, damaged.length));
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                plain(damaged);
            } catch (ZipException | EOFException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void a_sum_finds_every_byte_that_was_changed() throws IOException {
        byte[] text = Compressed.text(SEED, 20_000);
        byte[] compressed = Compressed.by(text, "zstd", "--check", "-c");
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = compressed.clone();
            int at = 6 + random.nextInt(damaged.length - 6);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            byte[] read = text;
            try {
                read = plain(damaged);
            } catch (ZipException | EOFException e) {
                continue;
            }
            assertThat(read).as("byte " + at).isEqualTo(text);
        }
    }

    @Test
    void a_window_takes_memory_only_as_it_fills() throws IOException {
        // A window of 128 MiB, and one byte in it; a hundred of them at once.
        byte[] frame = hex(MAGIC + "00 88  09 00 00 61");
        InputStream[] open = new InputStream[100];
        for (int i = 0; i < open.length; i++) {
            open[i] = new ZstdInputStream(new ByteArrayInputStream(frame));
            assertThat(open[i].read()).isEqualTo('a');
        }
        assertThat(open).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    })
    void the_sums_are_those_of_their_specification(String text, String sum) {
        XxHash64 whole = new XxHash64();
        byte[] bytes = Archives.text(text);
        whole.update(bytes, 0, bytes.length);
        XxHash64 pieces = new XxHash64();
        for (int i = 0; i < bytes.length; i++) {
            pieces.update(bytes, i, 1);
        }

        assertThat(Long.toHexString(whole.value())).isEqualTo(sum);
        assertThat(pieces.value()).isEqualTo(whole.value());
    }

    /** The first 400 bytes of {@link Compressed#text} with seed 1, made by zstd -19. */
    private static final String SAMPLE =
            "KLUv/QRofQQAcocSEMC3AeaU/3U3V25uaRYFHBYlppzwYbv6aS7fPa2+x9VHonMP05r4UsfV"
                    + "DulXfZYzqVrjyNESjXo5X3RnaHjKPtHKCoHwA56JKSctqDAM6ubwLpS4ARAY8CqsFgOumIrb"
                    + "xxkzF5L8p16CblbulnVPtUu13LDdBQAihYukYSu9/iYiKVZxfs1oiBdk4FMj1nT+";
}
