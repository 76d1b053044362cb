package io.jsec.daemon.edge;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking half of a connection: one exchange after the other, on a virtual thread. */
final class Exchanges implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    /** What is read and thrown away of a body nobody wanted. */
    private static final int DRAINED_BYTES_MAX = 16 << 20;

    private final Connection connection;
    private final Peer peer;
    private final EdgeLimits limits;
    private final Handler handler;
    private final Map<String, String> headers;
    private final BooleanSupplier welcome;

    /**
     * @param headers fields of every answer
     * @param welcome whether the client may make another request
     */
    Exchanges(
            Connection connection,
            Peer peer,
            EdgeLimits limits,
            Handler handler,
            Map<String, String> headers,
            BooleanSupplier welcome) {
        this.connection = connection;
        this.peer = peer;
        this.limits = limits;
        this.handler = handler;
        this.headers = Map.copyOf(headers);
        this.welcome = welcome;
    }

    @Override
    public void run() {
        try {
            boolean more = one(limits.headers());
            while (more) {
                more = one(limits.idle());
            }
        } catch (IOException e) {
            LOG.debug("connection of {} ends: {}", peer.label(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    /** One exchange; false ends the connection. */
    private boolean one(Duration patience) throws IOException, InterruptedException {
        Optional<Piece> piece = connection.inbox().take(patience);
        return switch (piece.orElse(new Piece.Eof())) {
            case Piece.Head(HttpRequest head) -> welcome.getAsBoolean() && exchange(head);
            case Piece.Malformed(int status, String message) -> {
                refuse(status, message);
                yield false;
            }
            case Piece.Eof() -> false;
            case Piece.Truncated() -> false;
            case Piece.Data(ByteBuf bytes) -> {
                // Bytes after a request that could have become a stream, and did not.
                bytes.release();
                yield false;
            }
            case Piece.End() -> throw new IllegalStateException("an end without a request");
        };
    }

    /** Answers what is no request. */
    private void refuse(int status, String message) throws IOException, InterruptedException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
        head.append(Reasons.of(status)).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = ErrorBody.of(message);
        head.append("Content-Type: application/json\r\nConnection: close\r\nContent-Length: ");
        head.append(body.length).append("\r\n\r\n");
        connection.outbox().write(Bytes.ascii(head.toString()), body);
        connection.shutdownOutput();
        linger();
    }

    private boolean exchange(HttpRequest head) throws IOException, InterruptedException {
        boolean awaited = HttpUtil.is100ContinueExpected(head);
        RequestBody body =
                new RequestBody(connection.inbox(), connection.outbox(), limits, awaited);
        Response response;
        try {
            Request request = new Request(head, peer, body, connection.gone());
            response = new Response(request, connection, headers);
            if (mayHijack(handler, head)) {
                response.close();
            }
            answer(request, response);
        } catch (StatusException e) {
            refuse(e.status(), e.sentence());
            return false;
        } finally {
            connection.gone().forget();
            body.release();
        }
        return ended(response, body);
    }

    private void answer(Request request, Response response)
            throws IOException, InterruptedException {
        try {
            if (request.header("Expect").isPresent() && !expectsContinue(request)) {
                throw new StatusException(417, "nothing but 100-continue can be expected");
            }
            handler.handle(request, response);
            response.finish();
        } catch (StatusException e) {
            if (e.endsConnection()) {
                response.close();
            }
            if (response.isBegun()) {
                throw new GoneException("a failure after the answer began: " + e.sentence());
            }
            response.send(e.status(), "application/json", ErrorBody.of(e.sentence()));
            response.finish();
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            if (response.isBegun()) {
                throw new GoneException("a failure after the answer began");
            }
            boolean crowded = Shortage.isOfDescriptors(e);
            response.send(
                    crowded ? 503 : 500,
                    "application/json",
                    ErrorBody.of(crowded ? Shortage.SENTENCE : "internal error: see the log"));
            response.finish();
        }
    }

    private static boolean expectsContinue(Request request) {
        return request.header("Expect").orElse("").equalsIgnoreCase("100-continue");
    }

    /** Whether another request may follow; throws away what is left of this one. */
    private boolean ended(Response response, RequestBody body) throws IOException {
        if (response.closes()) {
            connection.shutdownOutput();
            linger();
            return false;
        }
        byte[] waste = new byte[8192];
        int left = DRAINED_BYTES_MAX;
        try {
            while (left > 0) {
                int count = body.read(waste);
                if (count < 0) {
                    return true;
                }
                left -= count;
            }
        } catch (StatusException e) {
            LOG.debug("the rest of a body of {}: {}", peer.label(), e.sentence());
        }
        return false;
    }

    /**
     * Reads for a while what the client still sends: a socket closed over unread bytes is a reset
     * connection for the client, who then may never see the answer.
     */
    private void linger() {
        long end = System.nanoTime() + limits.lingering().toNanos();
        int left = DRAINED_BYTES_MAX;
        try {
            while (left > 0) {
                Duration patience = Duration.ofNanos(end - System.nanoTime());
                Piece piece = connection.inbox().take(patience).orElse(new Piece.Eof());
                switch (piece) {
                    case Piece.Data(ByteBuf bytes) -> {
                        left -= bytes.readableBytes() + 1;
                        bytes.release();
                    }
                    case Piece.Head(var head) -> left -= 1;
                    case Piece.End() -> left -= 1;
                    case Piece.Eof() -> left = 0;
                    case Piece.Truncated() -> left = 0;
                    case Piece.Malformed(int status, String message) -> left = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether bytes may follow a request instead of another one. */
    static boolean mayHijack(Handler handler, HttpRequest head) {
        String target = head.uri();
        int mark = target.indexOf('?');
        return head.headers()
                        .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || handler.mayHijack(
                        head.method().name(), mark < 0 ? target : target.substring(0, mark));
    }
}
