package io.jsec.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.ca.Role;
import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.EdgeLimits;
import io.jsec.journal.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API over a fake engine, on a socket in a folder of a test. */
final class ServedApi implements AutoCloseable {
    private static final Pattern CHUNK = Pattern.compile("([0-9a-f]+)\r\n");

    final FakeEngine engine = new FakeEngine();
    final ToldJournal journal = new ToldJournal();
    private final Path socket;
    private final Edge edge;

    ServedApi(Path folder) throws IOException {
        this(folder, false);
    }

    /**
     * @param required whether changes must be in the journal first
     */
    ServedApi(Path folder, boolean required) throws IOException {
        this(
                folder,
                new Gate(
                        peer -> new Caller(Identity.user(peer.uid()), new Role("admin")),
                        Roles.builtIn()),
                required);
    }

    /**
     * @param gate who calls, and what becomes of it
     */
    ServedApi(Path folder, Gate gate) throws IOException {
        this(folder, gate, false);
    }

    private ServedApi(Path folder, Gate gate, boolean required) throws IOException {
        socket = folder.resolve("api.sock");
        edge =
                Api.edge(
                        engine,
                        "0.1.0",
                        List.of("it is open"),
                        EdgeLimits.standard(),
                        gate,
                        new CallRecord(journal, required));
        edge.listen(socket);
    }

    /** Everybody has this role. */
    static Gate as(String role) {
        Map<String, String> scope =
                role.equals(Roles.SIDECAR) ? Map.of("io.jsec.scope", "a") : Map.of();
        Caller caller = new Caller(Identity.certificate("ann"), new Role(role), scope);
        return new Gate(_ -> caller, Roles.builtIn());
    }

    /**
     * An answer.
     *
     * @param head all lines before the empty one
     * @param body without chunks
     */
    record Answer(int status, String head, String body) {
        JsonNode json() throws IOException {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        }

        String message() throws IOException {
            return json().path("message").asText();
        }
    }

    Answer get(String target) throws IOException {
        return call("GET", target, "");
    }

    Answer post(String target, String body) throws IOException {
        return call("POST", target, body);
    }

    Answer call(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        return parse(raw(head + new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** Sends bytes, ends the sending half, and reads everything. */
    String raw(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (text.matches("(?s)[^\r]*/(attach|start)[ ?].*")) {
                channel.shutdownOutput();
            }
            ByteBuffer in = ByteBuffer.allocate(65_536);
            while (channel.read(in) >= 0) {
                bytes.write(in.array(), 0, in.position());
                in.clear();
            }
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }

    static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no answer: " + text);
        }
        String head = text.substring(0, end);
        String body = text.substring(end + 4);
        int status = Integer.parseInt(head.substring(9, 12));
        if (head.contains("chunked")) {
            body = unchunked(body);
        }
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(status, head, new String(bytes, StandardCharsets.UTF_8));
    }

    private static String unchunked(String text) {
        StringBuilder body = new StringBuilder();
        Matcher chunk = CHUNK.matcher(text);
        int at = 0;
        while (chunk.find(at) && chunk.start() == at) {
            int length = Integer.parseInt(chunk.group(1), 16);
            body.append(text, chunk.end(), chunk.end() + length);
            at = chunk.end() + length + 2;
        }
        return body.toString();
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        engine.containers.exit.countDown();
        edge.close();
    }
}
