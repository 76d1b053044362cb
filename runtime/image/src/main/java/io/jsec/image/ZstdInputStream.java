package io.jsec.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses frames of zstd, one after the other, without native code: what a registry or a
 * stranger's archive holds is decoded in memory that cannot be overrun. Sums are compared, windows
 * are limited as the zstd command limits them, dictionaries are refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
 */
final class ZstdInputStream extends InputStream {
    /** The most that zstd's command takes without being told to: 2^27 bytes. */
    static final int WINDOW_BYTES_MAX = 1 << 27;

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;

    private final InputStream in;
    private final byte[] block = new byte[ZstdBlock.BYTES_MAX];
    private final byte[] one = new byte[1];
    private @Nullable Frame frame;
    private boolean over;

    /** Reads from a stream, which it closes with itself; nothing behind the last frame is taken. */
    ZstdInputStream(InputStream in) {
        this.in = in;
    }

    /** What cannot be decoded. */
    static IOException corrupt(String what) {
        return new ZipException("no valid zstd: " + what);
    }

    /** A frame that is being read. */
    private static final class Frame {
        private final ZstdWindow window;
        private final ZstdBlock blocks;
        private final int blockMost;
        private final long bytes;
        private final XxHash64 sum = new XxHash64();
        private final boolean summed;
        private boolean last;

        /** {@code bytes} is below 0 where the frame does not say. */
        Frame(int windowBytes, long bytes, boolean summed) throws IOException {
            window = new ZstdWindow(windowBytes);
            blocks = new ZstdBlock(window);
            blockMost = Math.min(windowBytes, ZstdBlock.BYTES_MAX);
            this.bytes = bytes;
            this.summed = summed;
        }
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!over) {
            Frame current = frame;
            if (current == null) {
                over = !begin();
            } else if (!current.window.isRead()) {
                return current.window.read(out, from, count);
            } else if (current.last) {
                end(current);
                frame = null;
            } else {
                block(current);
            }
        }
        return -1;
    }

    /** Begins the next frame, skippable ones left out; false at the end of all. */
    private boolean begin() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            int magic = first | ((int) number(3) << 8);
            if ((magic & ~0xf) == SKIPPABLE) {
                in.skipNBytes(number(4));
            } else if (magic == MAGIC) {
                frame = header();
                return true;
            } else {
                throw corrupt("something else behind a frame");
            }
        }
    }

    private Frame header() throws IOException {
        int flags = (int) number(1);
        boolean single = (flags & 0x20) != 0;
        if ((flags & 0x08) != 0) {
            throw corrupt("a frame of a kind to come");
        }
        long windowBytes = 0;
        if (!single) {
            int descriptor = (int) number(1);
            long base = 1L << (10 + (descriptor >> 3));
            windowBytes = base + base / 8 * (descriptor & 7);
        }
        int dictionaryBytes = new int[] {0, 1, 2, 4}[flags & 3];
        if (number(dictionaryBytes) != 0) {
            throw corrupt("it needs a dictionary");
        }
        int sizeForm = flags >> 6;
        int sizeBytes = sizeForm == 0 ? (single ? 1 : 0) : 1 << sizeForm;
        long bytes = sizeBytes == 0 ? -1 : number(sizeBytes) + (sizeForm == 1 ? 256 : 0);
        if (single) {
            windowBytes = bytes;
        }
        if (windowBytes < 0 || windowBytes > WINDOW_BYTES_MAX) {
            throw corrupt("a window of more than " + WINDOW_BYTES_MAX + " bytes");
        }
        return new Frame((int) windowBytes, bytes, (flags & 0x04) != 0);
    }

    private void block(Frame current) throws IOException {
        int head = (int) number(3);
        current.last = (head & 1) != 0;
        int size = head >> 3;
        if (size > current.blockMost) {
            throw corrupt("a block of " + size + " bytes");
        }
        long before = current.window.total();
        switch ((head >> 1) & 3) {
            case 0 -> {
                fill(size);
                current.window.add(block, 0, size, Long.MAX_VALUE);
            }
            case 1 -> current.window.fill((byte) number(1), size, Long.MAX_VALUE);
            case 2 -> {
                fill(size);
                current.blocks.decode(block, size, current.blockMost);
            }
            default -> throw corrupt("a block of a kind to come");
        }
        if (current.summed) {
            current.window.sum(current.sum, before);
        }
    }

    private void end(Frame current) throws IOException {
        if (current.bytes >= 0 && current.bytes != current.window.total()) {
            throw corrupt("a frame of " + current.window.total() + " bytes, not " + current.bytes);
        }
        if (current.summed && number(4) != (current.sum.value() & 0xffff_ffffL)) {
            throw corrupt("a frame whose sum is another");
        }
    }

    private void fill(int size) throws IOException {
        if (in.readNBytes(block, 0, size) < size) {
            throw new EOFException("zstd ends within a block");
        }
    }

    /** A number of some bytes, lowest first. */
    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("zstd ends within a frame");
            }
            value |= (long) next << (8 * i);
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
