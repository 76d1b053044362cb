package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.EdgeLimits;
import io.jsec.daemon.edge.Handler;
import io.jsec.daemon.edge.Peer;
import io.jsec.daemon.edge.Request;
import io.jsec.daemon.edge.Response;
import io.jsec.engine.OwnSockets;
import io.jsec.linux.Fd;
import io.jsec.linux.UnixSocket;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets of containers, over a real edge. */
@Timeout(60)
class SidecarDoorTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final OwnSockets.Sidecar SIDECAR =
            new OwnSockets.Sidecar(ID, Map.of("io.jsec.scope", ID), Map.of("session", "s1"));
    private static final Peer PEER =
            Peer.of(new Peer.Container(ID, SIDECAR.scope(), SIDECAR.shared()));

    @TempDir Path folder;
    private final ConcurrentLinkedQueue<Peer> peers = new ConcurrentLinkedQueue<>();

    private Edge edge() {
        Handler handler =
                new Handler() {
                    @Override
                    public boolean mayHijack(String method, String path) {
                        return false;
                    }

                    @Override
                    public void handle(Request request, Response response) throws IOException {
                        peers.add(request.peer());
                        response.send(200, "text/plain", "here".getBytes(UTF_8));
                    }
                };
        return new Edge(EdgeLimits.standard(), handler, Map.of());
    }

    private int listener(Path path) {
        Fd socket = UnixSocket.listen(path, UnixSocket.Kind.STREAM);
        socket.neverWait();
        return socket.release();
    }

    private static SocketChannel asking(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        int _ =
                channel.write(
                        ByteBuffer.wrap("GET /a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8)));
        return channel;
    }

    private static String answer(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("here") && channel.read(bytes) >= 0) {
            text.append(new String(bytes.array(), 0, bytes.position(), UTF_8));
            bytes.clear();
        }
        return text.toString();
    }

    @Test
    void who_comes_by_a_socket_is_its_container_whatever_the_kernel_says() throws IOException {
        SidecarDoor door = new SidecarDoor();
        Path path = folder.resolve("sock");
        try (Edge edge = edge()) {
            door.open(edge);
            door.serve(SIDECAR, listener(path));
            try (SocketChannel client = asking(path)) {
                assertThat(answer(client)).startsWith("HTTP/1.1 200 OK");
            }
            assertThat(peers).containsExactly(PEER);
            door.end(ID);
        }
    }

    @Test
    void what_a_container_made_acts_in_its_name() throws IOException {
        SidecarDoor door = new SidecarDoor();
        Path path = folder.resolve("sock");
        String made = "e".repeat(64);
        try (Edge edge = edge()) {
            door.open(edge);
            door.serve(
                    new OwnSockets.Sidecar(made, SIDECAR.scope(), SIDECAR.shared()),
                    listener(path));
            try (SocketChannel client = asking(path)) {
                assertThat(answer(client)).endsWith("here");
            }
            assertThat(peers).containsExactly(PEER);
            door.end(made);
        }
    }

    @Test
    void clients_wait_until_the_engine_serves() throws IOException {
        SidecarDoor door = new SidecarDoor();
        Path path = folder.resolve("sock");
        door.serve(SIDECAR, listener(path));
        try (SocketChannel client = asking(path);
                Edge edge = edge()) {
            assertThat(peers).isEmpty();
            door.open(edge);
            assertThat(answer(client)).endsWith("here");
            door.end(ID);
        }
    }

    // Promise P75
    @Test
    void the_end_of_a_socket_ends_its_connections_and_no_other() throws IOException {
        SidecarDoor door = new SidecarDoor();
        Path path = folder.resolve("sock");
        Path other = folder.resolve("other");
        try (Edge edge = edge()) {
            door.open(edge);
            door.serve(SIDECAR, listener(path));
            String another = "f".repeat(64);
            door.serve(
                    new OwnSockets.Sidecar(another, Map.of("io.jsec.scope", another)),
                    listener(other));
            try (SocketChannel client = asking(path);
                    SocketChannel beside = asking(other)) {
                assertThat(answer(client)).endsWith("here");
                assertThat(answer(beside)).endsWith("here");

                door.end(ID);

                assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThatThrownBy(() -> asking(path)).isInstanceOf(SocketException.class);
                int _ =
                        beside.write(
                                ByteBuffer.wrap(
                                        "GET /b HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8)));
                assertThat(answer(beside)).endsWith("here");
            }
            door.end(another);
        }
    }

    @Test
    void a_socket_that_was_never_served_is_closed_at_its_end() {
        SidecarDoor door = new SidecarDoor();
        Path path = folder.resolve("sock");
        door.serve(SIDECAR, listener(path));
        door.end(ID);
        door.end(ID);
        assertThatThrownBy(() -> asking(path)).isInstanceOf(SocketException.class);
    }
}
