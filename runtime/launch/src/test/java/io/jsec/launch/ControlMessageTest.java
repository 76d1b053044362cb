package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ControlMessageTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final ControlMessage FULL =
            new ControlMessage(ControlOp.FAILED, 7, -1, 13, 1L << 40, ID, "mount\0/proc");

    @Test
    void every_field_comes_back() {
        assertThat(ControlMessage.decode(FULL.encode())).isEqualTo(FULL);
        ControlMessage bare = ControlMessage.request(ControlOp.HELLO, 1);
        assertThat(ControlMessage.decode(bare.encode())).isEqualTo(bare);
    }

    @Test
    void the_header_is_the_agreed_one() {
        byte[] bytes = FULL.encode();
        assertThat(bytes).hasSize(112 + 11);
        String header = HexFormat.of().formatHex(Arrays.copyOf(bytes, 32));
        assertThat(header)
                .isEqualTo(
                        "4a534c3101006700"
                                + "0700000000000000"
                                + "ffffffff0d000000"
                                + "0000000000010000");
        assertThat(new String(bytes, 32, 64, StandardCharsets.US_ASCII)).isEqualTo(ID);
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, 96, 112)))
                .isEqualTo("0b000000" + "00000000" + "0000000000000000");
    }

    @Test
    void every_shortening_is_refused() {
        byte[] bytes = FULL.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ControlMessage.decode(cut))
                    .isInstanceOf(LauncherException.class);
        }
    }

    @Test
    void a_lengthening_is_refused() {
        byte[] longer = Arrays.copyOf(FULL.encode(), FULL.encode().length + 1);
        assertThatThrownBy(() -> ControlMessage.decode(longer)).hasMessageContaining("length");
    }

    @Test
    void another_magic_version_op_id_and_reserved_bytes_are_refused() {
        assertRefused(0, "magic");
        assertRefused(4, "version");
        assertRefused(7, "op");
        assertRefused(32, "id");
        assertRefused(100, "reserved");
        assertRefused(111, "reserved");
    }

    private static void assertRefused(int at, String why) {
        byte[] bytes = FULL.encode();
        bytes[at] ^= 0x40;
        assertThatThrownBy(() -> ControlMessage.decode(bytes))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("are both of one version?");
    }

    @Test
    void random_bytes_never_do_more_than_be_refused() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = FULL.encode();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ControlMessage.decode(bytes).encode().length).isLessThanOrEqualTo(5000);
            } catch (LauncherException e) {
                assertThat(e).hasMessageContaining("malformed");
            }
        }
    }

    @Test
    void a_text_or_an_id_over_the_limit_is_a_bug() {
        ControlMessage wide = new ControlMessage(ControlOp.ERROR, 1, 0, 0, 0, "", "x".repeat(4097));
        assertThatThrownBy(wide::encode).isInstanceOf(IllegalArgumentException.class);
        for (String id : new String[] {"abc", "g".repeat(64), "A".repeat(64), "a".repeat(65)}) {
            ControlMessage message = ControlMessage.request(ControlOp.KILL, 1);
            assertThatThrownBy(() -> message.to(id)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void every_op_has_a_number_of_its_own() {
        assertThat(ControlOp.values()).extracting(ControlOp::number).doesNotHaveDuplicates();
        for (ControlOp op : ControlOp.values()) {
            assertThat(ControlOp.of(op.number())).contains(op);
        }
        assertThat(ControlOp.of(0)).isEmpty();
    }
}
