package io.jsec.image;

import java.io.IOException;
import java.util.Arrays;

/** What a frame's last bytes were, and those of them that nobody read yet. Grows as it is used. */
final class ZstdWindow {
    private static final int FIRST_BYTES = 256 * 1024;
    private static final int SLACK_BYTES = 4 * 1024 * 1024;

    private final int bytes;
    private byte[] buffer;
    private int read;
    private int end;
    private long total;

    /** The most that an offset goes back, in bytes. */
    ZstdWindow(int bytes) {
        this.bytes = bytes;
        buffer = new byte[Math.min(FIRST_BYTES, capacity())];
    }

    private int capacity() {
        return bytes + Math.max(ZstdBlock.BYTES_MAX, Math.min(bytes, SLACK_BYTES));
    }

    /** Bytes that were ever added. */
    long total() {
        return total;
    }

    /** Whether all was read. */
    boolean isRead() {
        return read == end;
    }

    int read(byte[] out, int from, int count) {
        int some = Math.min(count, end - read);
        System.arraycopy(buffer, read, out, from, some);
        read += some;
        return some;
    }

    /** Shows what was added behind a total, which is not read yet, to a sum. */
    void sum(XxHash64 sum, long since) {
        int count = (int) (total - since);
        sum.update(buffer, end - count, count);
    }

    /**
     * Adds bytes.
     *
     * @param limit the most the total may become
     */
    void add(byte[] from, int at, int count, long limit) throws IOException {
        make(count, limit);
        System.arraycopy(from, at, buffer, end, count);
        end += count;
        total += count;
    }

    /** Adds one byte many times. */
    void fill(byte value, int count, long limit) throws IOException {
        make(count, limit);
        Arrays.fill(buffer, end, end + count, value);
        end += count;
        total += count;
    }

    /** Adds what was there an offset before, which may overlap with what is added. */
    void repeat(int offset, int count, long limit) throws IOException {
        if (offset > Math.min(total, bytes)) {
            throw ZstdInputStream.corrupt("an offset of " + offset + " goes before the begin");
        }
        make(count, limit);
        int from = end - offset;
        if (offset >= count) {
            System.arraycopy(buffer, from, buffer, end, count);
        } else {
            for (int i = 0; i < count; i++) {
                buffer[end + i] = buffer[from + i];
            }
        }
        end += count;
        total += count;
    }

    /** Room for more: what was read and is out of reach goes, or the buffer grows. */
    private void make(int count, long limit) throws IOException {
        if (total + count > limit) {
            throw ZstdInputStream.corrupt("a block of more bytes than it may have");
        }
        if (end + count <= buffer.length) {
            return;
        }
        if (buffer.length < capacity()) {
            long wanted = Math.max(2L * buffer.length, (long) end + count);
            buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, capacity()));
        }
        if (end + count > buffer.length) {
            int kept = Math.min(end, Math.max(bytes, end - read));
            System.arraycopy(buffer, end - kept, buffer, 0, kept);
            read -= end - kept;
            end = kept;
        }
    }
}
