package io.jsec.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Output and errors of a container in one stream: a frame has one byte for the stream (1 output, 2
 * errors, 3 the engine's own), three of zero, four for its length, and the bytes.
 */
public final class Frames {
    private static final int HEAD_BYTES = 8;
    private static final int ENGINE_MESSAGE_BYTES_MAX = 64 * 1024;
    private static final int COPY_BYTES = 32 * 1024;

    private Frames() {}

    /**
     * Copies frames to two streams until they end; what comes is flushed frame by frame.
     *
     * @throws ApiException where the engine itself has something to say
     * @throws IOException where a stream breaks, or the bytes are no frames
     */
    public static void copy(InputStream in, OutputStream out, OutputStream err) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        while (true) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length == 0) {
                return;
            }
            if (head.length < HEAD_BYTES) {
                throw new EOFException("the engine broke off within a frame");
            }
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(4));
            switch (head[0]) {
                case 0, 1 -> copy(in, length, out, buffer);
                case 2 -> copy(in, length, err, buffer);
                case 3 -> {
                    byte[] text = in.readNBytes((int) Math.min(length, ENGINE_MESSAGE_BYTES_MAX));
                    throw new ApiException(
                            500, new String(text, java.nio.charset.StandardCharsets.UTF_8));
                }
                default -> throw new IOException("Unrecognized input header: " + head[0]);
            }
        }
    }

    private static void copy(InputStream in, long length, OutputStream out, byte[] buffer)
            throws IOException {
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("the engine broke off within a frame");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        out.flush();
    }

    /** Copies bytes as they come, flushed as they come. */
    public static void copyRaw(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        int count = in.read(buffer);
        while (count >= 0) {
            out.write(buffer, 0, count);
            out.flush();
            count = in.read(buffer);
        }
    }
}
