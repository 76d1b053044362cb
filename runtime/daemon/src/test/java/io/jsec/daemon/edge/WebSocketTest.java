package io.jsec.daemon.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, read and written over arrays; those of clients have a mask of zeros where not said. */
class WebSocketTest {
    private static final String NO_MASK = "\0\0\0\0";
    private static final String GOODBYE = "\u0088\u0080" + NO_MASK;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private WebSocket socket(String received) {
        return new WebSocket(new ByteArrayInputStream(received.getBytes(ISO_8859_1)), sent, false);
    }

    private String read(String received) throws IOException {
        return new String(socket(received).input().readAllBytes(), ISO_8859_1);
    }

    private String sent() {
        return sent.toString(ISO_8859_1);
    }

    private static String frame(int first, String payload) {
        return (char) first + "" + (char) (0x80 | payload.length()) + NO_MASK + payload;
    }

    private static String hex(String text) {
        return new String(HexFormat.ofDelimiter(" ").parseHex(text), ISO_8859_1);
    }

    @Test
    void a_mask_is_taken_off_wherever_a_read_ends() throws IOException {
        // RFC 6455, 5.7: "Hello" under the mask 37 fa 21 3d, as text.
        String hello = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");
        InputStream input = socket(hello + GOODBYE).input();

        assertThat(input.read()).isEqualTo('H');
        assertThat(input.readNBytes(2)).isEqualTo("el".getBytes(UTF_8));
        assertThat(input.readAllBytes()).isEqualTo("lo".getBytes(UTF_8));
    }

    @Test
    void messages_in_parts_are_one_stream_with_pings_between_them() throws IOException {
        String received =
                frame(0x02, "a")
                        + frame(0x89, "ping")
                        + frame(0x00, "")
                        + frame(0x8A, "nobody asked")
                        + frame(0x80, "b")
                        + frame(0x81, "c");

        assertThat(read(received + GOODBYE)).isEqualTo("abc");
        assertThat(sent()).isEqualTo("\u008A\u0004ping" + "\u0088\u0002\u0003\u00e8");
    }

    @Test
    void a_frame_is_read_before_all_of_it_is_there() throws IOException {
        String head = "\u0082\u00ff\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff" + NO_MASK;
        InputStream input = socket(head + "begin").input();

        assertThat(input.readNBytes(5)).isEqualTo("begin".getBytes(UTF_8));
        assertThatThrownBy(input::read)
                .isInstanceOf(GoneException.class)
                .hasMessage("the client left in the middle of a frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 127, 65_535, 65_536, 200_000})
    void what_is_sent_has_the_shortest_length(int length) throws IOException {
        socket("").output().write(new byte[length]);

        byte[] frame = sent.toByteArray();
        int head = length <= 125 ? 2 : length <= 65_535 ? 4 : 10;
        assertThat(frame).hasSize(head + length);
        assertThat(frame[0]).isEqualTo((byte) 0x82);
        assertThat(Byte.toUnsignedInt(frame[1]))
                .isEqualTo(length <= 125 ? length : length <= 65_535 ? 126 : 127);
        long told = 0;
        for (int i = 2; i < head; i++) {
            told = told << 8 | Byte.toUnsignedInt(frame[i]);
        }
        assertThat(told).isEqualTo(head == 2 ? 0 : length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c2 80 00 00 00 00 | a bit of an extension",
                "82 01 61 | without a mask",
                "80 80 00 00 00 00 | parts of a message out of order",
                "02 80 00 00 00 00 82 80 00 00 00 00 | parts of a message out of order",
                "09 80 00 00 00 00 | a control frame in parts",
                "89 fe 00 7e 00 00 00 00 | a control frame in parts, or of 126 bytes",
                "88 81 00 00 00 00 03 | half a code",
                "83 80 00 00 00 00 | the unknown kind 3",
                "82 fe 00 05 00 00 00 00 | not the shortest",
                "82 ff 00 00 00 00 00 00 ff ff | not the shortest",
                "82 ff 80 00 00 00 00 00 00 00 | negative",
            })
    void what_breaks_the_protocol_ends_it_with_a_code(String hex, String why) {
        WebSocket socket = socket(hex(hex) + frame(0x82, "never read"));

        assertThatThrownBy(() -> socket.input().readAllBytes())
                .isInstanceOf(GoneException.class)
                .hasMessageStartingWith("the client does not speak WebSocket: ")
                .hasMessageContaining(why);
        assertThat(sent()).isEqualTo("\u0088\u0002\u0003\u00ea");
    }

    @Test
    void nothing_follows_a_goodbye() throws IOException {
        WebSocket socket = socket(frame(0x89, "ping") + GOODBYE + frame(0x82, "more"));
        socket.output().close();
        socket.output().write("late".getBytes(UTF_8));

        assertThat(socket.input().readAllBytes()).isEmpty();
        assertThat(socket.input().read()).isEqualTo(-1);
        assertThat(sent()).isEqualTo("\u0088\u0002\u0003\u00e8");
    }

    @Test
    void a_client_that_only_vanishes_did_not_end_its_input() {
        assertThatThrownBy(() -> read(frame(0x82, "half")))
                .isInstanceOf(GoneException.class)
                .hasMessage("the client left without a goodbye");
        assertThatThrownBy(() -> read("\u0082"))
                .isInstanceOf(GoneException.class)
                .hasMessage("the client left in the middle of a frame");
    }

    @Test
    void text_is_always_whole_characters() throws IOException {
        WebSocket socket = new WebSocket(InputStream.nullInputStream(), sent, true);
        byte[] euro = "€".getBytes(UTF_8);

        socket.output().write(euro, 0, 1);
        assertThat(sent.size()).isZero();
        socket.output().write(euro, 1, 2);
        socket.output().write(new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(sent.toString(UTF_8)).contains("€", "a\uFFFDb");
        assertThat(sent()).startsWith("\u0081\u0003").contains("\u0081\u0005a");
    }

    @Test
    void whatever_comes_is_bytes_a_goodbye_or_a_sentence() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] received = new byte[random.nextInt(40)];
            random.nextBytes(received);
            // Most of what is random has no mask, or a bit of an extension: those are seen soon.
            for (int i = 0; i + 1 < received.length; i += 7) {
                received[i] &= (byte) 0x8F;
                received[i + 1] |= (byte) 0x80;
            }
            WebSocket socket = socket(new String(received, ISO_8859_1));
            try {
                assertThat(socket.input().readAllBytes().length)
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(received.length);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).isInstanceOf(GoneException.class);
            }
        }
    }
}
