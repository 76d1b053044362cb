package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of gzip, whole and not. */
@Tag("unit")
class GzipMembersTest {
    private static final byte[] HELLO = Archives.gzip("hello".getBytes(UTF_8));
    private static final int HEAD_BYTES = 10;

    private static String plain(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try (GzipMembers in = new GzipMembers(stream(all.toByteArray()))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** The member with other bytes at a place; below 0 counts from the end. */
    private static byte[] with(int place, String hex) {
        byte[] bytes = HELLO.clone();
        byte[] other = HexFormat.of().parseHex(hex);
        System.arraycopy(other, 0, bytes, place < 0 ? bytes.length + place : place, other.length);
        return bytes;
    }

    /** A head with everything a head may have, and its sum. */
    private static byte[] fullHead(int wrong) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(HexFormat.of().parseHex("1f8b081e000000000003"));
        head.writeBytes(HexFormat.of().parseHex("0300414243"));
        head.writeBytes("name\0a comment\0".getBytes(UTF_8));
        CRC32 sum = new CRC32();
        sum.update(head.toByteArray());
        head.write((int) sum.getValue() & 0xff);
        head.write(((int) sum.getValue() >> 8 & 0xff) ^ wrong);
        return head.toByteArray();
    }

    @Test
    void several_members_and_padding_are_one_stream() throws IOException {
        assertThat(plain(HELLO, Archives.gzip(new byte[0]), HELLO, new byte[1000]))
                .isEqualTo("hellohello");
    }

    @Test
    void everything_a_head_may_hold_is_left_out() throws IOException {
        byte[] body = Arrays.copyOfRange(HELLO, HEAD_BYTES, HELLO.length);

        assertThat(plain(HELLO, fullHead(0), body)).isEqualTo("hellohello");
        assertThatThrownBy(() -> plain(fullHead(1), body))
                .isInstanceOf(ZipException.class)
                .hasMessage("no valid gzip: a head whose sum is another");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1f8b09, something else behind a member",
        "3, 20, a member of a kind to come",
        "10, ffff, invalid block type",
        "-8, 00000000, a member whose sum is another",
        "-4, 06000000, a member whose length is another",
    })
    void what_is_wrong_is_said(int place, String hex, String why) {
        assertThatThrownBy(() -> plain(HELLO, with(place, hex)))
                .isInstanceOf(ZipException.class)
                .hasMessage("no valid gzip: " + why);
    }

    @Test
    void something_else_behind_a_member_is_no_padding() {
        assertThatThrownBy(() -> plain(HELLO, new byte[3], new byte[] {'x'}))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("something else behind a member");
    }

    @Test
    void an_early_end_is_told_at_every_place() {
        for (int length = 1; length < HELLO.length; length++) {
            byte[] cut = Arrays.copyOf(HELLO, length);
            assertThatThrownBy(() -> plain(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class)
                    .hasMessage("gzip ends within a member");
        }
    }

    @Test
    void a_name_without_an_end_is_kept_nowhere() {
        byte[] head = HexFormat.of().parseHex("1f8b0808000000000003");
        byte[] name = new byte[5 << 20];
        Arrays.fill(name, (byte) 'n');

        assertThatThrownBy(() -> plain(head, name)).isInstanceOf(EOFException.class);
    }
}
