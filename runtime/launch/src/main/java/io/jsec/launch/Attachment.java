package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Sockets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A container's streams, through one socket of the launcher: output comes in Docker's frames (u8
 * stream 1 or 2, three zero bytes, u32 big-endian length, data), input goes as it is. Reading
 * blocks a platform thread; one thread may read while another writes.
 */
public final class Attachment implements AutoCloseable {
    /** Bytes of a frame's data. */
    public static final int FRAME_BYTES_MAX = 1 << 20;

    private static final int HEADER_BYTES = 8;

    private final Fd socket;
    private final Object reading = new Object();

    /** Takes the socket over. */
    Attachment(Fd socket) {
        this.socket = socket;
    }

    /** A part of the output. */
    public static final class Frame {
        private final boolean error;
        private final byte[] data;

        private Frame(boolean error, byte[] data) {
            this.error = error;
            this.data = data;
        }

        /** Whether it is of standard error. */
        public boolean isError() {
            return error;
        }

        /** The data; not copied. */
        public byte[] data() {
            return data;
        }
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
            byte[] header = read(HEADER_BYTES);
            if (header.length == 0) {
                return Optional.empty();
            }
            int length = header.length == HEADER_BYTES ? length(header) : -1;
            boolean legal = header[0] == 1 || header[0] == 2;
            if (!legal || length < 0 || length > FRAME_BYTES_MAX) {
                throw new LauncherException("the launcher sends bytes that are no frame");
            }
            byte[] data = read(length);
            if (data.length < length) {
                throw new LauncherException("the launcher ends within a frame");
            }
            return Optional.of(new Frame(header[0] == 2, data));
        }
    }

    /** Writes to the container's input; blocks while it does not read. */
    public void write(byte[] input) {
        socket.write(input);
    }

    /** Ends the container's input; output goes on. */
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

    /** Big endian; negative where the zero bytes are not. */
    private static int length(byte[] header) {
        if (header[1] != 0 || header[2] != 0 || header[3] != 0) {
            return -1;
        }
        return (header[4] & 0xff) << 24
                | (header[5] & 0xff) << 16
                | (header[6] & 0xff) << 8
                | (header[7] & 0xff);
    }

    /** So many bytes, or fewer at the end. */
    private byte[] read(int count) {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            byte[] part = have == 0 ? bytes : new byte[count - have];
            int n = socket.read(part);
            if (n == 0) {
                return Arrays.copyOf(bytes, have);
            }
            if (have > 0) {
                System.arraycopy(part, 0, bytes, have, n);
            }
            have += n;
        }
        return bytes;
    }
}
