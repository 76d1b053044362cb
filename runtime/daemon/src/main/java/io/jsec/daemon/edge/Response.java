package io.jsec.daemon.edge;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to one request: one of a body, a stream, or the connection itself. */
public final class Response {
    private static final byte[] CRLF = Bytes.ascii("\r\n");
    private static final byte[] LAST_CHUNK = Bytes.ascii("0\r\n\r\n");

    /** How the answer is framed, once it has begun. */
    enum Form {
        /** Nothing was sent yet. */
        OPEN,
        /** All of it was sent, or its length is known. */
        COMPLETE,
        CHUNKED,
        /** Closing the connection ends it. */
        UNTIL_CLOSE,
        HIJACKED
    }

    private final Request request;
    private final Connection connection;
    private final Map<String, String> headers;
    private Form form = Form.OPEN;
    private boolean closes;
    private int status;
    private Runnable hijacked = () -> {};

    /**
     * @param headers fields of every answer
     */
    Response(Request request, Connection connection, Map<String, String> headers) {
        this.request = request;
        this.connection = connection;
        this.headers = new LinkedHashMap<>(headers);
        this.closes = !request.keepsAlive();
    }

    /** Sets a field of the answer. */
    public Response header(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(name + " holds more than printable ASCII");
        }
        headers.put(name, value);
        return this;
    }

    /** Sends an answer whose body is whole. */
    public void send(int status, String contentType, byte[] body) throws IOException {
        begin();
        headers.put("Content-Type", contentType);
        headers.put("Content-Length", Integer.toString(body.length));
        form = Form.COMPLETE;
        write(head(status), request.isHead() ? new byte[0] : body);
    }

    /** Sends an answer without a body. */
    public void send(int status) throws IOException {
        begin();
        if (status != 204 && status != 304) {
            headers.put("Content-Length", "0");
        }
        form = Form.COMPLETE;
        write(head(status));
    }

    /**
     * Begins an answer whose body follows; its head is sent at once. Each write of the stream is
     * sent at once too. The answer is whole when the handler returns; where the handler throws, the
     * connection is closed without the end.
     */
    public OutputStream stream(int status, String contentType) throws IOException {
        begin();
        headers.put("Content-Type", contentType);
        if (request.readsChunks()) {
            headers.put("Transfer-Encoding", "chunked");
            form = Form.CHUNKED;
        } else {
            closes = true;
            form = Form.UNTIL_CLOSE;
        }
        write(head(status));
        return new Body();
    }

    /**
     * Takes the connection over, in the form the client asked for: 101 to a request with Upgrade,
     * else 200 with a body that ends with the connection. Bytes that followed the request come
     * first.
     *
     * @param upgraded content type of the form 101
     * @param plain content type of the form 200
     */
    public Duplex hijack(String upgraded, String plain) throws IOException {
        takeOver();
        if (request.upgrades()) {
            headers.put("Content-Type", upgraded);
            headers.put("Connection", "Upgrade");
            headers.put("Upgrade", "tcp");
            status = 101;
            write(statusLine("101 UPGRADED"));
        } else {
            headers.put("Content-Type", plain);
            status = 200;
            write(statusLine("200 OK"));
        }
        hijacked.run();
        return new Duplex(connection);
    }

    /**
     * Takes the connection over as a WebSocket.
     *
     * @param text whether output is text
     * @throws StatusException where the request asks for none; nothing was sent then
     */
    public WebSocket webSocket(boolean text) throws IOException {
        Map<String, String> fields = WebSocketHandshake.answer(request);
        takeOver();
        headers.putAll(fields);
        status = 101;
        write(statusLine("101 Switching Protocols"));
        hijacked.run();
        Duplex duplex = new Duplex(connection);
        return new WebSocket(duplex.input(), duplex.output(), text);
    }

    private void takeOver() throws IOException {
        begin();
        try {
            request.body().skipEmpty();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (!request.body().isEnded()) {
            throw new StatusException(400, "this request takes no body");
        }
        form = Form.HIJACKED;
        closes = true;
    }

    /** Whether anything was sent. */
    public boolean isBegun() {
        return form != Form.OPEN;
    }

    /** The status that was sent; 0 before. */
    public int status() {
        return status;
    }

    /** Runs something once the connection is taken over: what follows may last. */
    public void whenHijacked(Runnable action) {
        hijacked = action;
    }

    /** Whether the client asked for another protocol on this connection. */
    public boolean upgrades() {
        return request.upgrades();
    }

    Form form() {
        return form;
    }

    boolean closes() {
        return closes;
    }

    /** No request follows this one. */
    void close() {
        closes = true;
    }

    /** Sends what ends the answer. */
    void finish() throws IOException {
        if (form == Form.OPEN) {
            throw new IllegalStateException(
                    request.method() + " " + request.path() + " was not answered");
        }
        if (form == Form.CHUNKED && !request.isHead()) {
            write(LAST_CHUNK);
        }
    }

    private void begin() {
        if (form != Form.OPEN) {
            throw new IllegalStateException("the answer has begun");
        }
        if (request.body().isAwaited()) {
            // Whether the client sends its body all the same, nobody can tell.
            closes = true;
        }
    }

    private byte[] head(int code) {
        status = code;
        if (closes) {
            headers.put("Connection", "close");
        }
        return statusLine(code + " " + Reasons.of(code));
    }

    private byte[] statusLine(String status) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Date: ")
                .append(
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\n\r\n");
        return Bytes.ascii(text.toString());
    }

    private void write(byte[]... parts) throws IOException {
        try {
            connection.outbox().write(parts);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while answering");
    }

    /** What is written here is sent. */
    private final class Body extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0 || request.isHead()) {
                return;
            }
            byte[] part = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
            if (form == Form.CHUNKED) {
                String size = Integer.toHexString(length) + "\r\n";
                Response.this.write(Bytes.ascii(size), part, CRLF);
            } else {
                Response.this.write(part);
            }
        }
    }
}
