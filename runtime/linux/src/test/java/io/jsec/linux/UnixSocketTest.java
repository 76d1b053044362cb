package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.UnixSocket.Kind;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.Sockets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class UnixSocketTest {
    @TempDir Path directory;

    @Test
    void a_message_keeps_its_end_and_carries_descriptors() throws Exception {
        Fd[] ends = UnixSocket.pair(Kind.SEQPACKET);
        Path file = Files.writeString(directory.resolve("f"), "passed");
        try (Fd a = ends[0];
                Fd b = ends[1];
                Fd open = Openat2.open(file, Fcntl.O_RDONLY, 0)) {
            Messages out = new Messages(a, 4096, 4);
            Messages in = new Messages(b, 4096, 4);
            out.send(bytes("one"), List.of(open, open));
            out.send(bytes("two"), List.of());
            try (Messages.Received first = in.receive();
                    Messages.Received second = in.receive()) {
                assertThat(first.bytes()).isEqualTo(bytes("one"));
                assertThat(first.descriptors()).hasSize(2);
                assertThat(first.truncated()).isFalse();
                byte[] text = new byte[16];
                assertThat(first.descriptors().getFirst().read(text)).isEqualTo(6);
                assertThat(first.descriptors().getFirst().control(Fcntl.F_GETFD, 0))
                        .isEqualTo(Fcntl.FD_CLOEXEC);
                assertThat(second.bytes()).isEqualTo(bytes("two"));
                assertThat(second.descriptors()).isEmpty();
            }
        }
    }

    @Test
    void a_message_over_the_buffer_is_told_and_leaks_no_descriptor() throws Exception {
        Fd[] ends = UnixSocket.pair(Kind.SEQPACKET);
        try (Fd a = ends[0];
                Fd b = ends[1]) {
            long before = openDescriptors();
            List<Fd> many = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                many.add(a);
            }
            new Messages(a, 200, 20).send(new byte[200], many);
            try (Messages.Received cut = new Messages(b, 100, 2).receive()) {
                assertThat(cut.truncated()).isTrue();
                assertThat(cut.bytes()).hasSize(100);
                assertThat(cut.descriptors()).hasSize(2);
            }
            assertThat(openDescriptors()).isEqualTo(before);
        }
    }

    @Test
    void sending_more_than_agreed_is_emsgsize_before_the_call() {
        Fd[] ends = UnixSocket.pair(Kind.SEQPACKET);
        try (Fd a = ends[0];
                Fd b = ends[1]) {
            Messages out = new Messages(a, 10, 1);
            assertThatThrownBy(() -> out.send(new byte[11], List.of()))
                    .matches(e -> ((LinuxException) e).is(Errno.EMSGSIZE));
            assertThatThrownBy(() -> out.send(new byte[1], List.of(a, b, b)))
                    .matches(e -> ((LinuxException) e).is(Errno.EMSGSIZE));
        }
    }

    @Test
    void the_peers_end_is_an_empty_message_and_sending_to_it_is_epipe() {
        Fd[] ends = UnixSocket.pair(Kind.SEQPACKET);
        try (Fd a = ends[0]) {
            ends[1].close();
            Messages messages = new Messages(a, 100, 1);
            assertThat(messages.receive().isEnd()).isTrue();
            assertThatThrownBy(() -> messages.send(new byte[1], List.of()))
                    .matches(e -> ((LinuxException) e).is(Errno.EPIPE));
        }
    }

    @Test
    void a_listener_knows_who_connected() {
        Path path = directory.resolve("s");
        try (Fd listener = UnixSocket.listen(path, Kind.SEQPACKET);
                Fd client = UnixSocket.connect(path, Kind.SEQPACKET);
                Fd server = UnixSocket.accept(listener)) {
            UnixSocket.Peer peer = UnixSocket.peer(server);
            assertThat(peer.uid()).isEqualTo(Identity.effectiveUid());
            assertThat(peer.pid()).isEqualTo((int) ProcessHandle.current().pid());
            UnixSocket.shutdown(client, Sockets.SHUT_RDWR);
            assertThat(new Messages(server, 10, 1).receive().isEnd()).isTrue();
        }
    }

    @Test
    void a_path_of_107_bytes_works_and_one_more_is_refused_with_the_limit() {
        int room = Sockets.SUN_PATH_BYTES_MAX - directory.toString().length() - 1;
        Path fits = directory.resolve("s".repeat(room));
        UnixSocket.listen(fits, Kind.STREAM).close();
        Path over = directory.resolve("s".repeat(room + 1));
        assertThatThrownBy(() -> UnixSocket.listen(over, Kind.STREAM))
                .hasMessageContaining("ENAMETOOLONG")
                .hasMessageContaining("107 bytes");
        assertThatThrownBy(() -> UnixSocket.connect(over, Kind.STREAM))
                .matches(e -> ((LinuxException) e).is(Errno.ENAMETOOLONG));
    }

    @Test
    void connecting_to_nobody_says_to_start_the_engine() {
        assertThatThrownBy(() -> UnixSocket.connect(directory.resolve("none"), Kind.SEQPACKET))
                .hasMessageContaining("ENOENT")
                .hasMessageContaining("start what serves it");
    }

    private static long openDescriptors() throws Exception {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
