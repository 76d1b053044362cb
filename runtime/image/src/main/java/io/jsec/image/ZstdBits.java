package io.jsec.image;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits that are read from the end of some bytes to their begin, as zstd writes its codes. */
final class ZstdBits {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private long left;

    /**
     * All of a part of an array.
     *
     * @param from the first byte, whose bits come last
     * @param to behind the last byte, whose highest set bit is no data
     */
    ZstdBits(byte[] bytes, int from, int to) throws IOException {
        if (to <= from || bytes[to - 1] == 0) {
            throw ZstdInputStream.corrupt("a stream of bits has no end");
        }
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        int last = bytes[to - 1] & 0xff;
        left = (to - from) * 8L - Integer.numberOfLeadingZeros(last) + 24 - 1;
    }

    /** How many are left; below 0 where more were read than there are. */
    long left() {
        return left;
    }

    /**
     * The next ones, the first of them highest; 0 for those that are not there.
     *
     * @param count at most 32
     */
    int read(int count) {
        left -= count;
        if (count == 0) {
            return 0;
        }
        long mask = (1L << count) - 1;
        if (left >= 0) {
            return (int) ((word((int) (left >> 3)) >>> (left & 7)) & mask);
        }
        long missing = -left;
        return missing >= count ? 0 : (int) ((word(0) << missing) & mask);
    }

    /** Eight bytes, less where they end before. */
    private long word(int at) {
        int start = from + at;
        if (start + 8 <= to) {
            return (long) LONGS.get(bytes, start);
        }
        long word = 0;
        for (int i = to - 1; i >= start; i--) {
            word = (word << 8) | (bytes[i] & 0xff);
        }
        return word;
    }
}
