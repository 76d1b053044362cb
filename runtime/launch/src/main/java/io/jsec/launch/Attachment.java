package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A container's streams, through one socket of the launcher that carries messages: output is u8
 * stream 1 or 2, three zero bytes, u32 bytes of data, u64 offset of its first byte in all the
 * container wrote, little endian, then the data; input is the data alone. Reading blocks a platform
 * thread; one thread may read while another writes.
 */
public final class Attachment implements AutoCloseable {
    /** Bytes of a frame's data. */
    public static final int FRAME_BYTES_MAX = 16 << 10;

    private static final int HEADER_BYTES = 16;
    private static final int INPUT_BYTES_MAX = 4096;

    private final Fd socket;
    private final Object reading = new Object();
    private final byte[] message = new byte[HEADER_BYTES + FRAME_BYTES_MAX + 1];
    private volatile long offset;

    /**
     * Takes the socket over.
     *
     * @param offset of the first byte that is wanted
     */
    Attachment(Fd socket, long offset) {
        this.socket = socket;
        this.offset = offset;
    }

    /** A part of the output. */
    public static final class Frame {
        private final boolean error;
        private final byte[] data;
        private final long offset;
        private final long lost;

        private Frame(boolean error, byte[] data, long offset, long lost) {
            this.error = error;
            this.data = data;
            this.offset = offset;
            this.lost = lost;
        }

        /** Whether it is of standard error. */
        public boolean isError() {
            return error;
        }

        /** The data; not copied. */
        public byte[] data() {
            return data;
        }

        /** How many bytes the container wrote before these, to both streams. */
        public long offset() {
            return offset;
        }

        /** Bytes between the frame before and this one that this client did not take in time. */
        public long lost() {
            return lost;
        }
    }

    /** The offset of the byte after the last that {@link #next} returned: where to go on. */
    public long offset() {
        return offset;
    }

    /**
     * Waits for output.
     *
     * @return empty at its end
     * @throws LauncherException for bytes that are no frame
     * @throws io.jsec.linux.LinuxException where the connection breaks
     */
    public Optional<Frame> next() {
        synchronized (reading) {
            int length = socket.read(message);
            if (length == 0) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(message, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            boolean legal =
                    length > HEADER_BYTES
                            && length < message.length
                            && (bytes.getInt(0) == 1 || bytes.getInt(0) == 2)
                            && bytes.getInt(4) == length - HEADER_BYTES
                            && bytes.getLong(8) + length - HEADER_BYTES > offset;
            if (!legal) {
                throw new LauncherException("the launcher sends bytes that are no frame");
            }
            // The first frame may begin before the byte that was asked for.
            int known = (int) Math.max(0, offset - bytes.getLong(8));
            byte[] data = Arrays.copyOfRange(message, HEADER_BYTES + known, length);
            long at = bytes.getLong(8) + known;
            Frame frame = new Frame(message[0] == 2, data, at, at - offset);
            offset = at + data.length;
            return Optional.of(frame);
        }
    }

    /** Writes to the container's input; blocks while it does not read. */
    public void write(byte[] input) {
        for (int from = 0; from < input.length; from += INPUT_BYTES_MAX) {
            int to = Math.min(input.length, from + INPUT_BYTES_MAX);
            socket.write(Arrays.copyOfRange(input, from, to));
        }
    }

    /** Ends this client's input; output goes on. */
    public void endInput() {
        UnixSocket.shutdown(socket, Sockets.SHUT_WR);
    }

    /** Detaches; the container goes on and the launcher keeps its output. */
    @Override
    public void close() {
        if (socket.isClosed()) {
            return;
        }
        UnixSocket.shutdown(socket, Sockets.SHUT_RDWR);
        synchronized (reading) {
            socket.close();
        }
    }
}
