package io.jsec.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A filter past which no byte comes: however it is read or skipped, it is by {@link #read(byte[],
 * int, int)}, and nothing is read twice.
 */
abstract class EveryByte extends FilterInputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    EveryByte(InputStream in) {
        super(in);
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final long skip(long count) throws IOException {
        byte[] buffer = new byte[Math.clamp(count, 0, BUFFER_BYTES)];
        return Math.max(read(buffer, 0, buffer.length), 0);
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
