package io.jsec.audit.saved;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file from an offset on, of which there may be several; skipping moves on without reading. */
final class FileView extends InputStream {
    private final FileChannel file;
    private long at;

    FileView(FileChannel file, long offset) {
        this.file = file;
        this.at = offset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = file.read(ByteBuffer.wrap(into, from, length), at);
        at += Math.max(got, 0);
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long moved = Math.clamp(file.size() - at, 0, Math.max(count, 0));
        at += moved;
        return moved;
    }

    @Override
    public int available() throws IOException {
        return Math.clamp(file.size() - at, 0, Integer.MAX_VALUE);
    }
}
