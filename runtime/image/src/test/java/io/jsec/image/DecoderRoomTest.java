package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many decoders there are at once. */
@Tag("unit")
class DecoderRoomTest {
    private final DecoderRoom room = new DecoderRoom(2);

    private InputStream enter() throws IOException {
        return room.in(InputStream::nullInputStream);
    }

    @Test
    void one_more_than_there_is_room_for_is_refused_until_one_leaves() throws IOException {
        InputStream first = enter();
        try (InputStream second = enter()) {
            assertThatThrownBy(this::enter)
                    .isInstanceOfSatisfying(
                            ImageException.class,
                            e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.IN_USE))
                    .hasMessage(
                            "archive refused: 2 others in xz or zstd are being read, which need"
                                    + " much memory. Instead: again when one of them is done, or"
                                    + " gzip");
            first.close();
            first.close();
            enter();
            assertThatThrownBy(this::enter).isInstanceOf(ImageException.class);
            assertThat(second.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_decoder_that_does_not_begin_takes_no_room() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() ->
                            room.in(() -> {
                                throw new IOException("no head");
                            }))
                    .hasMessage("no head");
        }

        enter();
        enter();
    }
}
