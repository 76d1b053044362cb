package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Places for connections. */
class RoomTest {
    private static int entered(Room room, String user, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            entered += room.tryEnter(user) ? 1 : 0;
        }
        return entered;
    }

    @Test
    void one_user_leaves_room_for_the_others() {
        Room room = new Room(5, 3);

        assertThat(entered(room, "1000", 10)).isEqualTo(3);
        assertThat(entered(room, "1001", 10)).isEqualTo(2);
        assertThat(room.taken()).isEqualTo(5);
        assertThat(room.tryEnter("0")).isFalse();
    }

    @Test
    void a_place_that_was_given_back_is_anybodys() {
        Room room = new Room(3, 2);
        entered(room, "1", 2);
        entered(room, "2", 1);

        room.leave("1");
        assertThat(room.tryEnter("2")).isTrue();
        room.leave("2");
        assertThat(room.tryEnter("1")).isTrue();
        assertThat(room.tryEnter("3")).isFalse();
    }

    @Test
    void who_has_no_place_gives_none_back() {
        Room room = new Room(3, 2);
        entered(room, "1", 1);
        room.leave("1");

        assertThat(room.taken()).isZero();
        assertThatThrownBy(() -> room.leave("1")).isInstanceOf(IllegalStateException.class);
    }
}
