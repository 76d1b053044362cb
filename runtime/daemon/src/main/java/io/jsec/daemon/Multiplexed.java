package io.jsec.daemon;

import io.jsec.engine.StreamFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Output of a process as clients read it: raw for a terminal, else in frames of a byte for the
 * stream, three zeros, the length in four bytes, and the bytes.
 */
final class Multiplexed {
    static final String RAW = "application/vnd.docker.raw-stream";
    static final String FRAMED = "application/vnd.docker.multiplexed-stream";

    private static final int HEAD_BYTES = 8;

    private final OutputStream out;
    private final boolean raw;

    Multiplexed(OutputStream out, boolean raw) {
        this.out = out;
        this.raw = raw;
    }

    /** The content type of a stream, which older clients take for raw always. */
    static String type(ApiVersion version, boolean tty) {
        return tty || !version.isAtLeast(ApiVersion.MULTIPLEXED_TYPE) ? RAW : FRAMED;
    }

    void write(StreamFrame frame) throws IOException {
        byte[] data = frame.data();
        if (raw) {
            out.write(data);
            return;
        }
        byte[] bytes = new byte[HEAD_BYTES + data.length];
        ByteBuffer.wrap(bytes).putInt(frame.kind().number() << 24).putInt(data.length).put(data);
        out.write(bytes);
    }
}
