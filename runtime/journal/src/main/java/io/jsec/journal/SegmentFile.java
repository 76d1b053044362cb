package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;

/**
 * The file that is written to. A write that fails is taken back before anything else is written:
 * what could not be made durable must not stay by chance. Not safe for several threads.
 */
final class SegmentFile implements Closeable {
    private final Disk.Bytes file;
    private final boolean padded;
    private long length;
    private long capacity;
    private int torn;

    /**
     * A file whose good part ends at a place.
     *
     * @param padded whether it has its full size already, and NUL bytes behind its good part
     */
    SegmentFile(Disk.Bytes file, boolean padded, long length, long capacity) {
        this.file = file;
        this.padded = padded;
        this.length = length;
        this.capacity = capacity;
    }

    long length() {
        return length;
    }

    /** Whether it is the file that was kept for a full disk. */
    boolean padded() {
        return padded;
    }

    /** Writes behind the good part; on the disk when it returns. */
    void write(byte[] bytes) throws IOException {
        repair();
        if (padded && length + bytes.length > capacity) {
            throw new IOException("the reserve is used up");
        }
        torn = bytes.length;
        try {
            file.write(bytes, length);
            file.force();
        } catch (IOException e) {
            try {
                repair();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        torn = 0;
        length += bytes.length;
    }

    /** Takes back what a write left that failed. */
    void repair() throws IOException {
        if (torn > 0) {
            if (padded) {
                file.write(new byte[torn], length);
            } else {
                file.truncate(length);
            }
            file.force();
            torn = 0;
        }
    }

    /** Takes back everything, in a file that has its full size. */
    void blank() throws IOException {
        repair();
        if (length > 0) {
            file.write(new byte[(int) length], 0);
            file.force();
            length = 0;
        }
    }

    /** Gives back the room behind the good part; nothing is written afterwards. */
    void seal() throws IOException {
        repair();
        if (padded && capacity > length) {
            file.truncate(length);
            file.force();
            capacity = length;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
