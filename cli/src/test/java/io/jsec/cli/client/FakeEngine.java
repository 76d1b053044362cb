package io.jsec.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that answers what it is told to, and remembers what it was asked. */
public final class FakeEngine implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile String version = "1.50";

    private FakeEngine(ServerSocketChannel server, Path socket) {
        this.server = server;
        this.socket = socket;
    }

    /** What came: the first line without HTTP/1.1, the headers, the body. */
    public record Asked(String line, String head, String body) {}

    /** Writes the whole answer, head and all. */
    @FunctionalInterface
    public interface Answer {
        /** Writes it; may read what comes after the request. */
        void write(InputStream in, OutputStream out) throws IOException;
    }

    public static FakeEngine start(Path folder) throws IOException {
        Path socket = folder.resolve("e.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        FakeEngine engine = new FakeEngine(server, socket);
        Thread.ofVirtual().start(() -> engine.serve(server));
        return engine;
    }

    public EngineAddress address() {
        return EngineAddress.of(socket);
    }

    /** Speaks another version. */
    public FakeEngine version(String other) {
        version = other;
        return this;
    }

    /** The answer to a method and path without version and query; the body is JSON. */
    public FakeEngine answer(String methodAndPath, int status, String body) {
        return answer(methodAndPath, (in, out) -> out.write(plain(status, body)));
    }

    public FakeEngine answer(String methodAndPath, Answer answer) {
        answers.put(methodAndPath, answer);
        return this;
    }

    /** What was asked, without pings. */
    public List<Asked> asked() {
        return asked.stream().filter(each -> !each.line().contains("_ping")).toList();
    }

    public List<String> lines() {
        return asked().stream().map(Asked::line).toList();
    }

    public List<Asked> all() {
        return List.copyOf(asked);
    }

    /** A whole answer with a length. */
    public static byte[] plain(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + status
                        + " X\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + bytes.length
                        + "\r\n\r\n"
                        + body;
        return head.getBytes(StandardCharsets.UTF_8);
    }

    /** Serves a socket, until that is closed. */
    void serve(ServerSocketChannel other) {
        while (other.isOpen()) {
            try {
                SocketChannel client = other.accept();
                Thread.ofVirtual().start(() -> converse(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(SocketChannel client) {
        try (client) {
            InputStream in = java.nio.channels.Channels.newInputStream(client);
            OutputStream out = java.nio.channels.Channels.newOutputStream(client);
            String head = head(in);
            String line = head.substring(0, head.indexOf(" HTTP/1.1"));
            asked.add(new Asked(line, head, body(head, in)));
            String path = line.replaceFirst(" /v1\\.[0-9]+/", " /").replaceFirst("\\?.*", "");
            if (path.endsWith("/_ping") && !answers.containsKey(path)) {
                out.write(
                        ("HTTP/1.1 200 OK\r\nConnection: close\r\nOstype: linux\r\nApi-Version: "
                                        + version
                                        + "\r\nContent-Length: 0\r\n"
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            answers.getOrDefault(
                            path,
                            (i, o) -> o.write(plain(404, "{\"message\":\"no " + path + "\"}")))
                    .write(in, out);
        } catch (IOException _) {
            // The client went away, which is a thing clients do.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static String body(String head, InputStream in) throws IOException {
        if (head.contains("Upgrade: tcp")) {
            int length = length(head);
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        if (!head.contains("Transfer-Encoding: chunked")) {
            return new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = -1;
        while (size != 0) {
            size = Integer.parseInt(line(in), 16);
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        int at = head.indexOf("Content-Length: ");
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b != '\n') {
            line.append(b == '\r' ? "" : (char) b);
            b = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
