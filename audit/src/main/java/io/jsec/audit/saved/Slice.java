package io.jsec.audit.saved;

import java.io.IOException;
import java.io.InputStream;

/** A number of bytes of a stream; closing it closes the stream. */
final class Slice extends InputStream {
    private final InputStream in;
    private long left;

    Slice(InputStream in, long bytes) {
        this.in = in;
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = in.read(into, at, (int) Math.min(length, left));
        if (got < 0) {
            throw new IOException("the archive ends too early");
        }
        left -= got;
        return got;
    }

    /** How the library's gzip sees that another member follows. */
    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
