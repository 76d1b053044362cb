package io.jsec.audit.collect;

import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An engine behind a unix socket that answers as a test tells it to; to everything else 404. */
final class FakeEngine implements AutoCloseable {
    /** What is written for a question. */
    interface Reply {
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeEngine(Path folder) throws IOException {
        socket = folder.resolve("engine.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    EngineAddress address() {
        return new EngineAddress.Unix(socket);
    }

    FakeEngine on(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    FakeEngine on(String path, String body) {
        return on(path, status(200, body));
    }

    /** Answers with what was recorded: an object of bodies by path. */
    FakeEngine plays(byte[] recording) {
        String text = new String(recording, StandardCharsets.UTF_8);
        int[] starts = lines(text);
        Node root = JsonReader.read("recording", recording);
        for (Node.Entry entry : root.pairs()) {
            on(entry.name(), slice(text, starts, entry.value()));
        }
        return this;
    }

    private static int[] lines(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String slice(String text, int[] starts, Node node) {
        int from = starts[node.at().startLine() - 1] + node.at().startColumn() - 1;
        int to = starts[node.at().endLine() - 1] + node.at().endColumn() - 1;
        return text.substring(from, to);
    }

    static Reply status(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return raw(
                "HTTP/1.1 %d Said\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(status, bytes.length),
                bytes);
    }

    /** The body in chunks of a few bytes. */
    static Reply chunked(String body, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += size) {
            int length = Math.min(size, bytes.length - i);
            out.writeBytes(
                    (Integer.toHexString(length) + ";x=y\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, i, length);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes("0\r\nTrailer: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", out.toByteArray());
    }

    static Reply raw(String head, byte[] rest) {
        return out -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(rest);
        };
    }

    static Reply raw(String all) {
        return raw(all, new byte[0]);
    }

    /** Nothing, until the engine is closed. */
    Reply hanging() {
        return out -> closed.await();
    }

    /** A beginning, and nothing more until the engine is closed. */
    Reply hangingAfter(String beginning) {
        return out -> {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            closed.await();
        };
    }

    /** The paths that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().start(() -> serve(channel));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            String path = path(in);
            asked.add(path);
            Reply reply =
                    Optional.ofNullable(replies.get(path))
                            .orElse(status(404, "{\"message\":\"no such thing\"}"));
            reply.send(Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The client gave up: what it makes of that is what the test looks at.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The path of a request, which is read to the end of its header. */
    private static String path(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII).split(" ", 3)[1];
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
