package io.jsec.daemon.edge;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, with or without chunks. Reading waits for the client, and the client waits
 * for the reader. A client that asked whether it should send at all (RFC 9110, 10.1.1) is told so
 * by the first read.
 */
public final class RequestBody extends InputStream {
    private static final byte[] CONTINUE = Bytes.ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final Inbox inbox;
    private final Outbox outbox;
    private final EdgeLimits limits;
    private boolean awaited;
    private boolean ended;
    private long taken;
    private @Nullable ByteBuf current;

    /**
     * @param awaited whether the client waits for leave to send
     */
    RequestBody(Inbox inbox, Outbox outbox, EdgeLimits limits, boolean awaited) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.limits = limits;
        this.awaited = awaited;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuf bytes = filled();
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(length, bytes.readableBytes());
        bytes.readBytes(target, offset, count);
        if (!bytes.isReadable()) {
            bytes.release();
            current = null;
        }
        taken += count;
        if (taken > limits.bodyBytes()) {
            throw tooLong(limits.bodyBytes());
        }
        return count;
    }

    /**
     * The whole body, which must be short.
     *
     * @throws StatusException 413, where it is not
     */
    public byte[] readShort(int bytesMax) throws IOException {
        byte[] bytes = readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            Arrays.fill(bytes, (byte) 0);
            throw tooLong(bytesMax);
        }
        return bytes;
    }

    private static StatusException tooLong(long bytesMax) {
        return StatusException.last(
                413, "the body of the request is longer than " + bytesMax + " bytes");
    }

    /** Some unread bytes; null at the end. */
    private @Nullable ByteBuf filled() throws IOException {
        try {
            if (awaited && !ended) {
                awaited = false;
                outbox.write(CONTINUE);
            }
            while (current == null && !ended) {
                next(limits.body());
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a body");
        }
    }

    private void next(Duration patience) throws IOException, InterruptedException {
        Piece piece =
                inbox.take(patience)
                        .orElseThrow(() -> new GoneException("the client stopped in its body"));
        switch (piece) {
            case Piece.Data(ByteBuf bytes) -> {
                if (bytes.isReadable()) {
                    current = bytes;
                } else {
                    bytes.release();
                }
            }
            case Piece.End() -> ended = true;
            case Piece.Malformed(int status, String message) ->
                    throw StatusException.last(status, message);
            case Piece.Truncated() -> throw new GoneException("TLS was cut in the body");
            case Piece.Eof() -> throw new GoneException("the client closed in its body");
            case Piece.Head(var request) -> throw new IllegalStateException("a head in a body");
        }
    }

    /** Whether nothing of the body is left to be read. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the client never got the leave to send that it waits for. */
    boolean isAwaited() {
        return awaited && !ended;
    }

    /** Forgets an interrupted read's bytes. */
    void release() {
        if (current != null) {
            current.release();
            current = null;
        }
    }

    /** Takes the end of a body that has no bytes, without waiting for the client's. */
    void skipEmpty() throws IOException, InterruptedException {
        while (!ended) {
            next(limits.body());
            if (current != null) {
                return;
            }
        }
    }
}
