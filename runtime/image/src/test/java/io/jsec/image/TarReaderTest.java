package io.jsec.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.image.TarMember.Extent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TarReaderTest {
    private static TarReader reader(RawTar tar) {
        return new TarReader(new ByteArrayInputStream(tar.bytes()));
    }

    private static TarMember first(RawTar tar) throws IOException {
        return Objects.requireNonNull(reader(tar).next());
    }

    private static String content(TarReader reader) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[7];
        for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toString(ISO_8859_1);
    }

    @Test
    void members_come_in_order_with_their_content() throws IOException {
        TarReader reader =
                reader(
                        new RawTar()
                                .owner(7, 8)
                                .mtime(99)
                                .folder("etc", 01755)
                                .file("etc/a", "hello")
                                .file("empty", "")
                                .link("l", "etc/a")
                                .hardLink("h", "etc/a")
                                .pipe("p")
                                .device("d"));

        TarMember folder = Objects.requireNonNull(reader.next());
        assertThat(folder.path()).isEqualTo("etc/");
        assertThat(folder.kind()).isEqualTo(TarKind.FOLDER);
        assertThat(folder.mode()).isEqualTo(01755);
        assertThat(folder.uid()).isEqualTo(7);
        assertThat(folder.gid()).isEqualTo(8);
        assertThat(folder.mtimeSeconds()).isEqualTo(99);
        TarMember file = Objects.requireNonNull(reader.next());
        assertThat(file.size()).isEqualTo(5);
        assertThat(content(reader)).isEqualTo("hello");
        assertThat(Objects.requireNonNull(reader.next()).size()).isZero();
        assertThat(Objects.requireNonNull(reader.next()).link()).isEqualTo("etc/a");
        assertThat(Objects.requireNonNull(reader.next()).kind()).isEqualTo(TarKind.HARD_LINK);
        assertThat(Objects.requireNonNull(reader.next()).kind()).isEqualTo(TarKind.PIPE);
        assertThat(Objects.requireNonNull(reader.next()).kind())
                .isEqualTo(TarKind.CHARACTER_DEVICE);
        assertThat(reader.next()).isNull();
    }

    @Test
    void content_that_nobody_read_is_skipped() throws IOException {
        TarReader reader = reader(new RawTar().file("a", 0644, new byte[5000]).file("b", "second"));

        assertThat(reader.next()).isNotNull();
        assertThat(Objects.requireNonNull(reader.next()).path()).isEqualTo("b");
        assertThat(content(reader)).isEqualTo("second");
    }

    @Test
    void pax_records_replace_what_the_header_says() throws IOException {
        String path = "d/" + "n".repeat(300);

        TarMember member =
                first(
                        new RawTar()
                                .pax(
                                        "path", path,
                                        "uid", "3000000",
                                        "gid", "4000000",
                                        "mtime", "12.5",
                                        "SCHILY.xattr.user.a", "v\0w",
                                        "comment", "of no use")
                                .file("short", "x"));

        assertThat(member.path()).isEqualTo(path);
        assertThat(member.uid()).isEqualTo(3_000_000);
        assertThat(member.gid()).isEqualTo(4_000_000);
        assertThat(member.mtimeSeconds()).isEqualTo(12);
        assertThat(member.mtimeNanos()).isEqualTo(500_000_000);
        assertThat(member.attributes()).containsOnlyKeys("user.a");
        assertThat(member.attributes().get("user.a")).isEqualTo("v\0w".getBytes(ISO_8859_1));
    }

    @Test
    void a_pax_header_speaks_of_one_member_only() throws IOException {
        TarReader reader = reader(new RawTar().pax("path", "long").file("a", "").file("b", ""));

        assertThat(Objects.requireNonNull(reader.next()).path()).isEqualTo("long");
        assertThat(Objects.requireNonNull(reader.next()).path()).isEqualTo("b");
    }

    @Test
    void long_names_of_gnu_are_read() throws IOException {
        byte[] name = ("n".repeat(150) + "\0").getBytes(ISO_8859_1);
        byte[] link = ("t".repeat(160) + "\0").getBytes(ISO_8859_1);

        TarMember member =
                first(
                        new RawTar()
                                .entry("././@LongLink", 'L', 0, "", name)
                                .entry("././@LongLink", 'K', 0, "", link)
                                .link("n", "t"));

        assertThat(member.path()).isEqualTo("n".repeat(150));
        assertThat(member.link()).isEqualTo("t".repeat(160));
    }

    @Test
    void names_are_any_bytes() throws IOException {
        assertThat(first(new RawTar().file("\u00ff\n\u0001", "")).path())
                .isEqualTo("\u00ff\n\u0001");
    }

    @Test
    void global_headers_are_passed_over() throws IOException {
        TarMember member =
                first(
                        new RawTar()
                                .entry("g", 'g', 0, "", "12 path=no\n\n".getBytes(ISO_8859_1))
                                .file("yes", ""));

        assertThat(member.path()).isEqualTo("yes");
    }

    @Test
    void numbers_in_base_256_are_read() throws IOException {
        byte[] archive = new RawTar().file("a", "").bytes();
        archive[124] = (byte) 0x80;
        Arrays.fill(archive, 125, 136, (byte) 0);
        archive[134] = 1;
        RawTar.seal(resealed(archive));

        assertThat(TarFields.number(archive, 124, 12)).isEqualTo(256);
        archive[136] = (byte) 0xff;
        Arrays.fill(archive, 137, 148, (byte) 0xff);
        assertThat(TarFields.signed(archive, 136, 12)).isEqualTo(-1);
        assertThatThrownBy(() -> TarFields.number(archive, 136, 12))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] resealed(byte[] archive) {
        return Arrays.copyOf(archive, 512);
    }

    @Test
    void sparse_files_of_each_notation_have_the_same_extents() throws IOException {
        List<Extent> extents = List.of(new Extent(1024, 3), new Extent(4096, 2));
        byte[] map = Arrays.copyOf("2\n1024\n3\n4096\n2\n".getBytes(ISO_8859_1), 512 + 5);
        System.arraycopy("abcde".getBytes(ISO_8859_1), 0, map, 512, 5);
        RawTar first =
                new RawTar()
                        .pax(
                                "GNU.sparse.major", "1",
                                "GNU.sparse.minor", "0",
                                "GNU.sparse.name", "f",
                                "GNU.sparse.realsize", "8192")
                        .file("GNUSparseFile.0/f", 0644, map);
        RawTar second =
                new RawTar()
                        .pax("GNU.sparse.size", "8192", "GNU.sparse.map", "1024,3,4096,2")
                        .file("f", "abcde");
        RawTar third =
                new RawTar()
                        .pax(
                                "GNU.sparse.size", "8192",
                                "GNU.sparse.offset", "1024",
                                "GNU.sparse.numbytes", "3",
                                "GNU.sparse.offset", "4096",
                                "GNU.sparse.numbytes", "2")
                        .file("f", "abcde");

        for (RawTar tar : List.of(first, second, third)) {
            TarReader reader = reader(tar);
            TarMember member = Objects.requireNonNull(reader.next());
            assertThat(member.path()).isEqualTo("f");
            assertThat(member.extents()).isEqualTo(extents);
            assertThat(member.size()).isEqualTo(8192);
            assertThat(member.storedBytes()).isEqualTo(5);
            assertThat(content(reader)).isEqualTo("abcde");
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4096,2,1024,3",
                "1024,3,1025,2",
                "1024,5,9000,0",
                "1024,4",
                "1024",
                "1,-1",
                "9223372036854775807,5",
                "0,9223372036854775807",
                "a,b",
                ""
            })
    void a_sparse_map_that_is_not_in_order_is_refused(String map) {
        RawTar tar =
                new RawTar()
                        .pax("GNU.sparse.size", "8192", "GNU.sparse.map", map)
                        .file("f", "abcde");

        assertThatThrownBy(() -> first(tar)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_broken_checksum_is_refused() {
        byte[] archive = new RawTar().file("a", "x").bytes();
        archive[0] = 'b';

        assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(archive)).next())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tar header's checksum does not match");
    }

    @Test
    void an_archive_that_ends_within_something_is_an_end_of_file() {
        byte[] archive = new RawTar().file("a", 0644, new byte[2000]).bytes();

        for (int length : new int[] {1, 511, 513, 1000, 2511}) {
            TarReader reader =
                    new TarReader(new ByteArrayInputStream(Arrays.copyOf(archive, length)));
            assertThatThrownBy(
                            () -> {
                                while (reader.next() != null) {
                                    content(reader);
                                }
                            })
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void a_header_without_end_is_refused_before_it_is_read() {
        RawTar tar = new RawTar().entry("x", 'x', 0, "", 0_77777777777L, new byte[0]);

        assertThatThrownBy(() -> reader(tar).next())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a header of over 1048576 bytes");
    }

    @Test
    void an_unknown_type_is_named() {
        assertThatThrownBy(() -> first(new RawTar().entry("v", 'V', 0, "", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'v' is of the unknown type 86");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 a=b\n",
                "99 a=b\n",
                "6 a=b",
                "x a=b\n",
                " a=b\n",
                "4 a\n",
                "4294967302 a=b\n"
            })
    void what_is_no_pax_record_is_refused(String header) {
        assertThatThrownBy(() -> PaxRecords.parse(header.getBytes(ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_with_a_nul_is_refused() {
        assertThatThrownBy(() -> first(new RawTar().pax("path", "a\0b").file("a", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pax record path holds a NUL");
    }

    @Test
    void times_of_either_sign_are_read_and_written() {
        for (String text :
                List.of("0", "12", "12.000000005", "-1", "-1.500000000", "-0.500000000")) {
            long[] time = PaxTime.parse(text);
            assertThat(PaxTime.text(time[0], (int) time[1])).isEqualTo(text);
        }
        assertThat(PaxTime.parse("-0.5")).containsExactly(-1, 500_000_000);
        assertThatThrownBy(() -> PaxTime.parse("1e9")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_gnu_tar_would_not_read_back_is_not_written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            tar.file(
                    TarMember.builder("é".repeat(120), TarKind.FILE)
                            .mode(04755)
                            .owner(3_000_000, 5)
                            .mtime(-7, 250)
                            .size(3)
                            .attributes(Map.of("user.x", new byte[] {0, 1}))
                            .build(),
                    "abc".getBytes(ISO_8859_1));
            tar.member(TarMember.builder("l", TarKind.SYMBOLIC_LINK).link("t".repeat(200)).build());
        }

        TarReader reader = new TarReader(new ByteArrayInputStream(out.toByteArray()));
        TarMember file = Objects.requireNonNull(reader.next());
        assertThat(file.path()).isEqualTo("é".repeat(120));
        assertThat(file.mode()).isEqualTo(04755);
        assertThat(file.uid()).isEqualTo(3_000_000);
        assertThat(file.mtimeSeconds()).isEqualTo(-7);
        assertThat(file.mtimeNanos()).isEqualTo(250);
        assertThat(file.attributes().get("user.x")).containsExactly(0, 1);
        assertThat(content(reader)).isEqualTo("abc");
        assertThat(Objects.requireNonNull(reader.next()).link()).isEqualTo("t".repeat(200));
        assertThat(reader.next()).isNull();
    }
}
