package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Docker's API as bytes on the socket: an answer that breaks off is never taken for a whole one.
 */
final class EngineApi {
    /** Bounds a broken engine only. */
    private static final int ANSWER_S_MAX = 120;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ScheduledExecutorService ALARMS =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private final Path socket;

    EngineApi(Path socket) {
        this.socket = socket;
    }

    /** A whole answer. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** Not copied. */
        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, UTF_8);
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    Answer get(String path) throws IOException {
        return call("GET", path, "");
    }

    Answer post(String path, String json) throws IOException {
        return call("POST", path, json);
    }

    Answer delete(String path) throws IOException {
        return call("DELETE", path, "");
    }

    /**
     * One exchange.
     *
     * @throws IOException where it breaks off, in the request or in the answer
     */
    Answer call(String method, String path, String json) throws IOException {
        return exchange(head(method, path, json), json.getBytes(UTF_8));
    }

    /** A connection that the engine has accepted, and that waits for its request. */
    SocketChannel welcomed() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        write(channel, "GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n".getBytes(ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!answer.toString().endsWith("\r\n\r\nOK")) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("no whole answer: " + answer);
            }
            answer.append((char) one.get(0));
        }
        return channel;
    }

    /** The last exchange of such a connection. */
    static Answer last(SocketChannel welcomed, String method, String path, String json)
            throws IOException {
        try (welcomed) {
            write(welcomed, head(method, path, json));
            write(welcomed, json.getBytes(UTF_8));
            return answer(readAll(welcomed));
        }
    }

    private static byte[] head(String method, String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        String type = body.length == 0 ? "" : "Content-Type: application/json\r\n";
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n"
                        + type
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        return head.getBytes(ISO_8859_1);
    }

    /** One exchange of any bytes. */
    Answer exchange(byte[] head, byte[] body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            ScheduledFuture<?> alarm =
                    ALARMS.schedule(() -> close(channel), ANSWER_S_MAX, TimeUnit.SECONDS);
            channel.connect(UnixDomainSocketAddress.of(socket));
            write(channel, head);
            write(channel, body);
            byte[] all = readAll(channel);
            alarm.cancel(false);
            return answer(all);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }

    private static Answer answer(byte[] all) throws IOException {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new EOFException("no whole head in " + all.length + " bytes");
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            return new Answer(status, chunks(text, end + 4));
        }
        byte[] body = text.substring(end + 4).getBytes(ISO_8859_1);
        String mark = "\r\ncontent-length: ";
        int at = head.indexOf(mark);
        if (at >= 0) {
            String length = head.substring(at + mark.length()).split("\r\n", 2)[0];
            if (body.length != Integer.parseInt(length.strip())) {
                throw new EOFException(body.length + " bytes of " + length);
            }
        }
        return new Answer(status, body);
    }

    private static byte[] chunks(String text, int from) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                throw new EOFException("broken off before a chunk");
            }
            int size = Integer.parseInt(text.substring(at, line), 16);
            int end = line + 2 + size;
            if (end + 2 > text.length()) {
                throw new EOFException("broken off in a chunk");
            }
            if (size == 0) {
                return body.toByteArray();
            }
            body.writeBytes(text.substring(line + 2, end).getBytes(ISO_8859_1));
            at = end + 2;
        }
    }

    /** One stream's text, of Docker's multiplexed form; 1 is output, 2 is errors. */
    static String stream(byte[] multiplexed, int number) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer all = ByteBuffer.wrap(multiplexed);
        while (all.hasRemaining()) {
            if (all.remaining() < 8) {
                throw new EOFException("broken off in a frame's head");
            }
            int kind = all.getInt() >>> 24;
            int length = all.getInt();
            if (length > all.remaining()) {
                throw new EOFException("broken off in a frame");
            }
            if (kind == number) {
                text.write(multiplexed, all.position(), length);
            }
            all.position(all.position() + length);
        }
        return text.toString(UTF_8);
    }
}
