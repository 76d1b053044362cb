package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Fd;
import io.jsec.linux.Messages;
import io.jsec.linux.Poll;
import io.jsec.linux.UnixSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HandedSocketsTest {
    private final Fd[] channel = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
    private final Fd[] connection = UnixSocket.pair(UnixSocket.Kind.STREAM);
    private final Messages launcher = new Messages(channel[0], 8192, 2);
    private final HandedSockets sockets = new HandedSockets(channel[1]);

    @AfterEach
    void everything_is_closed() {
        sockets.close();
        channel[0].close();
        connection[0].close();
        connection[1].close();
    }

    private static byte[] message(int flags, int... groups) {
        ByteBuffer bytes = ByteBuffer.allocate(20 + 4 * groups.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(77).putInt(1000).putInt(-2).putShort((short) 3).putShort((short) flags);
        bytes.putInt(groups.length);
        for (int group : groups) {
            bytes.putInt(group);
        }
        return bytes.array();
    }

    @Test
    void a_connection_comes_with_who_is_at_its_other_end() {
        launcher.send(message(0, 4, 27), List.of(connection[1]));
        try (HandedSocket handed = sockets.accept().orElseThrow()) {
            assertThat(handed.listener()).isEqualTo(3);
            assertThat(handed.peer())
                    .isEqualTo(
                            new PeerIdentity(
                                    77, 1000, 4_294_967_294L, List.of(4L, 27L), true, false));
            handed.socket().write("hello".getBytes(StandardCharsets.UTF_8));
        }
        byte[] heard = new byte[5];
        assertThat(connection[0].read(heard)).isEqualTo(5);
        assertThat(heard).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }

    @Test
    void groups_that_are_not_told_are_not_assumed() {
        launcher.send(message(1), List.of(connection[1]));
        try (HandedSocket handed = sockets.accept().orElseThrow()) {
            assertThat(handed.peer().groupsKnown()).isFalse();
            assertThat(handed.peer().isIn(27)).isFalse();
        }
    }

    @Test
    void of_who_comes_by_tcp_nothing_is_known() {
        launcher.send(message(2), List.of(connection[1]));
        try (HandedSocket handed = sockets.accept().orElseThrow()) {
            assertThat(handed.peer().tcp()).isTrue();
            assertThat(handed.peer().groupsKnown()).isFalse();
        }
    }

    @Test
    void a_message_that_is_none_is_refused_and_its_connection_closed() {
        byte[] lies = message(0, 4, 27);
        lies[16] = 9;
        launcher.send(lies, List.of(connection[1]));
        connection[1].close();
        assertThatThrownBy(sockets::accept)
                .isInstanceOf(LauncherException.class)
                .hasMessage("the launcher hands in what is no connection");
        assertThat(connection[0].read(new byte[1])).isZero();
    }

    @Test
    void a_message_without_a_connection_is_refused() {
        launcher.send(message(0), List.of());
        assertThatThrownBy(sockets::accept).isInstanceOf(LauncherException.class);
        launcher.send(new byte[3], List.of(connection[1]));
        assertThatThrownBy(sockets::accept).isInstanceOf(LauncherException.class);
    }

    @Test
    void a_closed_channel_accepts_no_more_and_its_connections_are_the_next_engines()
            throws Exception {
        Fd next = channel[1].duplicate();
        FutureTask<Optional<HandedSocket>> accepting = new FutureTask<>(sockets::accept);
        Thread.ofPlatform().start(accepting);
        sockets.close();
        assertThat(accepting.get()).isEmpty();
        assertThat(sockets.accept()).isEmpty();
        launcher.send(message(0), List.of(connection[1]));
        try (HandedSockets other = new HandedSockets(next);
                HandedSocket handed = other.accept().orElseThrow()) {
            assertThat(handed.peer().uid()).isEqualTo(1000);
        }
    }

    @Test
    void a_process_with_few_descriptors_has_room() {
        assertThat(sockets.hasRoom()).isTrue();
        assertThat(sockets.hasRoom()).as("asking takes none").isTrue();
    }

    @Test
    void a_pause_ends_with_the_channel_and_nobody_waits_for_room_then() throws Exception {
        FutureTask<Boolean> pausing =
                new FutureTask<>(() -> {
                    sockets.pause(Duration.ofDays(1));
                    return sockets.hasRoom();
                });
        Thread.ofPlatform().daemon().start(pausing);
        sockets.close();
        assertThat(pausing.get()).isTrue();
        sockets.pause(Duration.ofDays(1));
    }

    @Test
    void the_launchers_end_ends_the_channel() {
        channel[0].close();
        assertThat(sockets.accept()).isEmpty();
        assertThat(Poll.readable(List.of(connection[0]), Duration.ZERO)).isFalse();
    }

    @Test
    void a_peer_acts_with_its_own_group_and_its_others() {
        PeerIdentity peer = new PeerIdentity(1, 2, 3, List.of(4L), true, false);
        assertThat(peer.isIn(3)).isTrue();
        assertThat(peer.isIn(4)).isTrue();
        assertThat(peer.isIn(2)).isFalse();
    }
}
