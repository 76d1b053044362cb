package io.jsec.daemon.edge;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is a stream of bytes both ways. Each way ends by itself: a client that sends no
 * more still reads.
 */
public final class Duplex {
    private final Connection connection;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();

    Duplex(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the client sends; its end is the end of the client's half. One thread reads. Over TLS
     * that is cut, reading fails by {@link GoneException}: it is no end.
     */
    public InputStream input() {
        return input;
    }

    /** What the client receives; each write is sent at once. Several threads may write. */
    public OutputStream output() {
        return output;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private final class Input extends InputStream {
        private @Nullable ByteBuf current;
        private boolean ended;

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
            while (current == null && !ended) {
                next();
            }
            ByteBuf bytes = current;
            if (bytes == null) {
                return -1;
            }
            int count = Math.min(length, bytes.readableBytes());
            bytes.readBytes(target, offset, count);
            if (!bytes.isReadable()) {
                close();
            }
            return count;
        }

        private void next() throws IOException {
            try {
                switch (connection.inbox().take()) {
                    case Piece.Data(ByteBuf bytes) when bytes.isReadable() -> current = bytes;
                    case Piece.Data(ByteBuf bytes) -> bytes.release();
                    case Piece.Truncated() ->
                            throw new GoneException(
                                    "TLS was cut: more may have been meant to come");
                    case Piece.Head(var _) -> ended = true;
                    case Piece.End() -> ended = true;
                    case Piece.Malformed(int _, String _) -> ended = true;
                    case Piece.Eof() -> ended = true;
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public void close() {
            if (current != null) {
                current.release();
                current = null;
            }
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                connection.outbox().write(Arrays.copyOfRange(bytes, offset, offset + length));
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        /** Ends this way only: the client may go on sending. */
        @Override
        public void close() {
            connection.shutdownOutput();
        }
    }
}
