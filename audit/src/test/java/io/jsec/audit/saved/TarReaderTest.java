package io.jsec.audit.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    private static List<TarEntry> read(byte[] bytes) throws IOException {
        TarReader tar = new TarReader(new ByteArrayInputStream(bytes));
        List<TarEntry> all = new ArrayList<>();
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static List<String> names(TarWriter tar) throws IOException {
        return read(tar.bytes()).stream().map(TarEntry::name).toList();
    }

    @Test
    void long_names_are_put_together() throws IOException {
        String name = "a/".repeat(120) + "b";
        byte[] gnu = (name + "\0").getBytes(StandardCharsets.UTF_8);

        assertThat(
                        names(
                                new TarWriter()
                                        .pax("path=" + name)
                                        .file("short", "x")
                                        .raw("././@LongLink", 'L', 0, gnu.length, "", gnu)
                                        .file("cut", "y")
                                        .file("last", "z")))
                .containsExactly(name, name, "last");
    }

    @Test
    void the_size_of_a_pax_header_counts() throws IOException {
        TarWriter tar =
                new TarWriter()
                        .pax("size=600")
                        .raw("x", '0', 0644, 0, "", new byte[600])
                        .file("y", "");

        assertThat(names(tar)).containsExactly("x", "y");
    }

    @Test
    void a_link_has_no_content_whatever_its_size_says() throws IOException {
        TarWriter tar =
                new TarWriter().raw("link", '2', 0777, 4096, "to", new byte[0]).file("y", "");

        assertThat(names(tar)).containsExactly("link", "y");
    }

    @Test
    void global_headers_change_nothing() throws IOException {
        byte[] records = "12 path=evil\n".getBytes(StandardCharsets.UTF_8);
        TarWriter tar = new TarWriter().raw("g", 'g', 0, records.length, "", records).file("y", "");

        assertThat(names(tar)).containsExactly("y");
    }

    @Test
    void sizes_in_base_256_are_read() throws IOException {
        byte[] bytes = new TarWriter().file("x", 0644, new byte[513]).file("y", "").bytes();
        Arrays.fill(bytes, 124, 136, (byte) 0);
        bytes[124] = (byte) 0x80;
        bytes[134] = 2;
        bytes[135] = 1;
        seal(bytes);

        assertThat(read(bytes)).extracting(TarEntry::size).containsExactly(513L, 0L);
    }

    private static void seal(byte[] bytes) {
        Arrays.fill(bytes, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += bytes[i] & 0xff;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, 148, 8);
    }

    @Test
    void damage_is_refused() {
        byte[] sum = new TarWriter().file("x", "x").bytes();
        sum[0] = 'y';
        assertThatThrownBy(() -> read(sum)).hasMessage("the checksum of a tar header is wrong");

        byte[] zero = new byte[2048];
        byte[] good = new TarWriter().file("x", "").bytes();
        System.arraycopy(good, 0, zero, 512, 512);
        assertThatThrownBy(() -> read(zero)).hasMessage("a block of zeros stands amid the archive");

        byte[] huge = new TarWriter().raw("x", '0', 0, 1L << 32, "", new byte[0]).bytes();
        assertThatThrownBy(() -> read(huge)).hasMessage("the archive ends too early");

        byte[] pax = new TarWriter().raw("p", 'x', 0, 1 << 21, "", new byte[0]).bytes();
        assertThatThrownBy(() -> read(pax)).hasMessageContaining("more than 1048576");

        byte[] records = "99 a=b\n".getBytes(StandardCharsets.UTF_8);
        byte[] bad = new TarWriter().raw("p", 'x', 0, 7, "", records).bytes();
        assertThatThrownBy(() -> read(bad)).hasMessage("a pax header is damaged");

        byte[] name = new TarWriter().pax("path=" + "x".repeat(5000)).file("x", "").bytes();
        assertThatThrownBy(() -> read(name)).hasMessageContaining("more than 4096 characters");
    }

    @Test
    void headers_without_end_are_refused() {
        TarWriter tar = new TarWriter();
        for (int i = 0; i < 20; i++) {
            tar.pax("path=x");
        }
        assertThatThrownBy(() -> read(tar.bytes()))
                .hasMessage("a tar entry has more than 8 headers");
    }

    @Test
    void any_damage_of_one_byte_ends_in_a_result_or_a_refusal() {
        byte[] whole = new TarWriter().pax("path=long/name").file("x", "content").bytes();
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(damaged)).hasSizeLessThan(10);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
