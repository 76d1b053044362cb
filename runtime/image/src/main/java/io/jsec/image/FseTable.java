package io.jsec.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * A table that decodes symbols of unequal likelihood (finite state entropy, RFC 8878, 4.1): each
 * state stands for a symbol, and says how many bits choose the next state.
 */
final class FseTable {
    private final int accuracy;
    private final byte[] symbols;
    private final byte[] bits;
    private final short[] bases;

    private FseTable(int accuracy, byte[] symbols, byte[] bits, short[] bases) {
        this.accuracy = accuracy;
        this.symbols = symbols;
        this.bits = bits;
        this.bases = bases;
    }

    /** A table, and where the bytes behind its description start. */
    record Read(FseTable table, int next) {}

    /** Always the same symbol, by no bits. */
    static FseTable of(int symbol) {
        return new FseTable(0, new byte[] {(byte) symbol}, new byte[1], new short[1]);
    }

    /**
     * The table of a distribution.
     *
     * @param accuracy the number of states as a power of two
     * @param counts states of each symbol; -1 for less than one
     */
    static FseTable of(int accuracy, short... counts) throws IOException {
        int size = 1 << accuracy;
        byte[] symbols = new byte[size];
        int[] next = new int[counts.length];
        int high = size;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] == -1) {
                symbols[--high] = (byte) symbol;
            }
            next[symbol] = Math.abs(counts[symbol]);
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            for (int i = 0; i < counts[symbol]; i++) {
                symbols[at] = (byte) symbol;
                do {
                    at = (at + step) & (size - 1);
                } while (at >= high);
            }
        }
        if (at != 0) {
            throw ZstdInputStream.corrupt("a distribution does not fill its table");
        }
        byte[] bits = new byte[size];
        short[] bases = new short[size];
        for (int state = 0; state < size; state++) {
            int number = next[symbols[state]]++;
            bits[state] = (byte) (accuracy - floorLog(number));
            bases[state] = (short) ((number << bits[state]) - size);
        }
        return new FseTable(accuracy, symbols, bits, bases);
    }

    /**
     * Reads the description of a distribution.
     *
     * @param accuracyMost its greatest accuracy
     * @param symbolMost its greatest symbol
     */
    static Read read(byte[] bytes, int from, int to, int accuracyMost, int symbolMost)
            throws IOException {
        Forward in = new Forward(bytes, from, to);
        int accuracy = in.take(4) + 5;
        if (accuracy > accuracyMost) {
            throw ZstdInputStream.corrupt("a distribution of 2^" + accuracy + " states");
        }
        short[] counts = new short[symbolMost + 1];
        int remaining = 1 << accuracy;
        int symbol = 0;
        while (remaining > 0) {
            if (symbol > symbolMost) {
                throw ZstdInputStream.corrupt("a distribution of too many symbols");
            }
            int count = in.likelihood(remaining);
            counts[symbol++] = (short) count;
            remaining -= Math.abs(count);
            if (count == 0) {
                symbol += in.zeros();
            }
        }
        if (remaining < 0 || symbol > symbolMost + 1) {
            throw ZstdInputStream.corrupt("a distribution of more than all");
        }
        return new Read(of(accuracy, Arrays.copyOf(counts, symbol)), in.end());
    }

    private static int floorLog(int number) {
        return 31 - Integer.numberOfLeadingZeros(number);
    }

    /** The first state. */
    int start(ZstdBits in) {
        return in.read(accuracy);
    }

    int symbol(int state) {
        return symbols[state];
    }

    int next(int state, ZstdBits in) {
        return bases[state] + in.read(bits[state]);
    }

    /** Bits from the begin of some bytes, lowest first. */
    private static final class Forward {
        private final byte[] bytes;
        private final int to;
        private long at;

        Forward(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.to = to;
            at = from * 8L;
        }

        int take(int count) throws IOException {
            int value = 0;
            for (int i = 0; i < count; i++) {
                int place = (int) (at >> 3);
                if (place >= to) {
                    throw ZstdInputStream.corrupt("a distribution ends early");
                }
                value |= ((bytes[place] >> (at & 7)) & 1) << i;
                at++;
            }
            return value;
        }

        /** A value of as many bits as what remains needs, less one where it is small. */
        int likelihood(int remaining) throws IOException {
            int count = floorLog(remaining + 1) + 1;
            int lower = take(count - 1);
            int threshold = (1 << count) - 1 - (remaining + 1);
            if (lower < threshold) {
                return lower - 1;
            }
            int value = lower | (take(1) << (count - 1));
            return (value >= 1 << (count - 1) ? value - threshold : value) - 1;
        }

        /** How many symbols behind an impossible one are so too. */
        int zeros() throws IOException {
            int all = 0;
            int some;
            do {
                some = take(2);
                all += some;
            } while (some == 3);
            return all;
        }

        int end() {
            return (int) ((at + 7) >> 3);
        }
    }
}
