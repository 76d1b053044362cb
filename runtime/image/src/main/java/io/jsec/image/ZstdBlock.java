package io.jsec.image;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compressed blocks of one frame of zstd (RFC 8878, 3.1.1.3): literals, and sequences that say how
 * many of them to copy, and how much of what came before. Tables and offsets last from block to
 * block.
 */
final class ZstdBlock {
    /** A block's bytes, before and after. */
    static final int BYTES_MAX = 128 * 1024;

    private static final int OFFSET_CODES = 31;
    private static final int[] LENGTH_BASES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48,
        64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10,
        11, 12, 13, 14, 15, 16
    };
    private static final int[] MATCH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
        28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027,
        2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    private final ZstdWindow window;
    private final byte[] literals = new byte[BYTES_MAX];
    private final int[] offsets = {1, 4, 8};
    private final Codes lengths = Codes.lengths();
    private final Codes distances = Codes.distances();
    private final Codes matches = Codes.matches();
    private @Nullable HuffmanTable huffman;
    private int literalCount;

    ZstdBlock(ZstdWindow window) throws IOException {
        this.window = window;
    }

    /** The table of one of the three kinds of codes. */
    private static final class Codes {
        private final FseTable common;
        private final int accuracyMost;
        private final int codeMost;
        private @Nullable FseTable last;

        Codes(FseTable common, int accuracyMost, int codeMost) {
            this.common = common;
            this.accuracyMost = accuracyMost;
            this.codeMost = codeMost;
        }

        static Codes lengths() throws IOException {
            short[] counts = {
                4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1,
                1, 1, 1, 1, -1, -1, -1, -1
            };
            return new Codes(FseTable.of(6, counts), 9, LENGTH_BASES.length - 1);
        }

        static Codes matches() throws IOException {
            short[] counts = {
                1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
            };
            return new Codes(FseTable.of(6, counts), 9, MATCH_BASES.length - 1);
        }

        static Codes distances() throws IOException {
            short[] counts = {
                1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1,
                -1, -1
            };
            return new Codes(FseTable.of(5, counts), 8, OFFSET_CODES);
        }

        /** Takes what a mode says; returns where the bytes behind start. */
        int take(int mode, byte[] bytes, int from, int to) throws IOException {
            switch (mode) {
                case 0 -> last = common;
                case 1 -> {
                    int code = from < to ? bytes[from] & 0xff : codeMost + 1;
                    if (code > codeMost) {
                        throw ZstdInputStream.corrupt("a code of " + code);
                    }
                    last = FseTable.of(code);
                    return from + 1;
                }
                case 2 -> {
                    FseTable.Read read = FseTable.read(bytes, from, to, accuracyMost, codeMost);
                    last = read.table();
                    return read.next();
                }
                default -> table();
            }
            return from;
        }

        FseTable table() throws IOException {
            if (last == null) {
                throw ZstdInputStream.corrupt("a block repeats a table that there is not");
            }
            return last;
        }
    }

    /** Adds what is in a block to the window. */
    void decode(byte[] bytes, int size, int most) throws IOException {
        int at = literals(bytes, size, most);
        if (at >= size) {
            throw ZstdInputStream.corrupt("a block without sequences");
        }
        int head = bytes[at++] & 0xff;
        int count = head;
        if (head == 255) {
            count = 0x7f00 + byteAt(bytes, at, size) + (byteAt(bytes, at + 1, size) << 8);
            at += 2;
        } else if (head > 127) {
            count = ((head - 128) << 8) + byteAt(bytes, at++, size);
        }
        long limit = window.total() + most;
        int used = count == 0 ? end(at, size) : sequences(bytes, at, size, count, limit);
        window.add(literals, used, literalCount - used, limit);
    }

    private static int end(int at, int size) throws IOException {
        if (at != size) {
            throw ZstdInputStream.corrupt("a block goes on behind its end");
        }
        return 0;
    }

    private static int byteAt(byte[] bytes, int at, int to) throws IOException {
        if (at >= to) {
            throw ZstdInputStream.corrupt("a block ends early");
        }
        return bytes[at] & 0xff;
    }

    /** Reads the literals; returns where the bytes behind start. */
    private int literals(byte[] bytes, int size, int most) throws IOException {
        int head = byteAt(bytes, 0, size);
        int kind = head & 3;
        int form = (head >> 2) & 3;
        if (kind > 1) {
            return compressed(bytes, size, most, kind == 2, form);
        }
        int start = form == 1 ? 2 : form == 3 ? 3 : 1;
        int count = head >> (start == 1 ? 3 : 4);
        for (int i = 1; i < start; i++) {
            count |= byteAt(bytes, i, size) << (8 * i - 4);
        }
        literalCount = checked(count, most);
        int end = start + (kind == 0 ? count : 1);
        byteAt(bytes, end - 1, size);
        if (kind == 0) {
            System.arraycopy(bytes, start, literals, 0, count);
        } else {
            Arrays.fill(literals, 0, count, bytes[start]);
        }
        return end;
    }

    private static int checked(int count, int most) throws IOException {
        if (count > most) {
            throw ZstdInputStream.corrupt("a block of more than " + most + " bytes");
        }
        return count;
    }

    private int compressed(byte[] bytes, int size, int most, boolean fresh, int form)
            throws IOException {
        int start = form < 2 ? 3 : form + 2;
        int width = form < 2 ? 10 : form == 2 ? 14 : 18;
        long head = 0;
        for (int i = 0; i < start; i++) {
            head |= (long) byteAt(bytes, i, size) << (8 * i);
        }
        int mask = (1 << width) - 1;
        int count = checked((int) (head >> 4) & mask, most);
        int end = start + ((int) (head >> (4 + width)) & mask);
        if (end > size) {
            throw ZstdInputStream.corrupt("literals end early");
        }
        int at = start;
        if (fresh) {
            HuffmanTable.Read read = HuffmanTable.read(bytes, at, end);
            huffman = read.table();
            at = read.next();
        }
        HuffmanTable table = huffman;
        if (table == null) {
            throw ZstdInputStream.corrupt("a block repeats a Huffman table that there is not");
        }
        literalCount = count;
        if (form == 0) {
            table.decode(bytes, at, end, literals, 0, count);
        } else {
            fourStreams(table, bytes, at, end, count);
        }
        return end;
    }

    private void fourStreams(HuffmanTable table, byte[] bytes, int from, int to, int count)
            throws IOException {
        int quarter = (count + 3) / 4;
        int at = from + 6;
        if (at > to || 3 * quarter > count) {
            throw ZstdInputStream.corrupt("literals end early");
        }
        for (int i = 0; i < 3; i++) {
            int place = from + 2 * i;
            int end = at + (byteAt(bytes, place, to) | (byteAt(bytes, place + 1, to) << 8));
            if (end > to) {
                throw ZstdInputStream.corrupt("literals end early");
            }
            table.decode(bytes, at, end, literals, i * quarter, (i + 1) * quarter);
            at = end;
        }
        table.decode(bytes, at, to, literals, 3 * quarter, count);
    }

    /** Carries the sequences out; returns how many literals they took. */
    private int sequences(byte[] bytes, int from, int to, int count, long limit)
            throws IOException {
        int modes = byteAt(bytes, from, to);
        if ((modes & 3) != 0) {
            throw ZstdInputStream.corrupt("modes of tables that there are not");
        }
        int at = lengths.take((modes >> 6) & 3, bytes, from + 1, to);
        at = distances.take((modes >> 4) & 3, bytes, at, to);
        at = matches.take((modes >> 2) & 3, bytes, at, to);
        ZstdBits in = new ZstdBits(bytes, at, to);
        int length = lengths.table().start(in);
        int distance = distances.table().start(in);
        int match = matches.table().start(in);
        int used = 0;
        for (int i = 0; i < count; i++) {
            int distanceCode = distances.table().symbol(distance);
            int matchCode = matches.table().symbol(match);
            int lengthCode = lengths.table().symbol(length);
            long value = (1L << distanceCode) + (in.read(distanceCode) & 0xffff_ffffL);
            int matchLength = MATCH_BASES[matchCode] + in.read(MATCH_BITS[matchCode]);
            int literalLength = LENGTH_BASES[lengthCode] + in.read(LENGTH_BITS[lengthCode]);
            if (literalLength > literalCount - used) {
                throw ZstdInputStream.corrupt("sequences take more literals than there are");
            }
            window.add(literals, used, literalLength, limit);
            used += literalLength;
            window.repeat(offset(value, literalLength == 0), matchLength, limit);
            if (i < count - 1) {
                length = lengths.table().next(length, in);
                match = matches.table().next(match, in);
                distance = distances.table().next(distance, in);
            }
        }
        if (in.left() != 0) {
            throw ZstdInputStream.corrupt("sequences of another length");
        }
        return used;
    }

    /** Values up to 3 are one of the last three offsets; they are kept in order of use. */
    private int offset(long value, boolean noLiterals) throws IOException {
        long offset;
        int from;
        if (value > 3) {
            offset = value - 3;
            from = 2;
        } else {
            int index = (int) value - (noLiterals ? 0 : 1);
            offset = index == 3 ? offsets[0] - 1L : offsets[index];
            from = Math.min(index, 2);
        }
        if (offset <= 0 || offset > Integer.MAX_VALUE) {
            throw ZstdInputStream.corrupt("an offset of " + offset);
        }
        System.arraycopy(offsets, 0, offsets, 1, from);
        offsets[0] = (int) offset;
        return (int) offset;
    }
}
