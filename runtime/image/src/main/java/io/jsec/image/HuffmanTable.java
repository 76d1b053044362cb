package io.jsec.image;

import java.io.IOException;
import java.util.Arrays;

/** A table that decodes bytes by prefixes of unequal length (RFC 8878, 4.2). */
final class HuffmanTable {
    private static final int BITS_MAX = 11;
    private static final int WEIGHTS_MAX = 255;
    private static final int WEIGHT_ACCURACY_MAX = 6;

    private final int bitsMost;
    private final byte[] symbols;
    private final byte[] bits;

    private HuffmanTable(int bitsMost, byte[] symbols, byte[] bits) {
        this.bitsMost = bitsMost;
        this.symbols = symbols;
        this.bits = bits;
    }

    /** A table, and where the bytes behind its description start. */
    record Read(HuffmanTable table, int next) {}

    /** Reads the weights of all symbols but the last one's, which follows from them. */
    static Read read(byte[] bytes, int from, int to) throws IOException {
        if (from >= to) {
            throw ZstdInputStream.corrupt("a Huffman table ends early");
        }
        int head = bytes[from] & 0xff;
        int start = from + 1;
        byte[] weights;
        int next;
        if (head < 128) {
            next = start + head;
            require(next <= to);
            weights = compressed(bytes, start, next);
        } else {
            weights = new byte[head - 127];
            next = start + (weights.length + 1) / 2;
            require(next <= to);
            for (int i = 0; i < weights.length; i++) {
                int pair = bytes[start + i / 2];
                weights[i] = (byte) ((i % 2 == 0 ? pair >> 4 : pair) & 0xf);
            }
        }
        return new Read(of(weights), next);
    }

    private static void require(boolean enough) throws IOException {
        if (!enough) {
            throw ZstdInputStream.corrupt("a Huffman table ends early");
        }
    }

    /** Weights of two states that take turns, until the bits are used up. */
    private static byte[] compressed(byte[] bytes, int from, int to) throws IOException {
        FseTable.Read read = FseTable.read(bytes, from, to, WEIGHT_ACCURACY_MAX, BITS_MAX + 1);
        FseTable table = read.table();
        ZstdBits in = new ZstdBits(bytes, read.next(), to);
        int state = table.start(in);
        int other = table.start(in);
        byte[] weights = new byte[WEIGHTS_MAX];
        int count = 0;
        while (true) {
            if (count > WEIGHTS_MAX - 2) {
                throw ZstdInputStream.corrupt("a Huffman table of too many symbols");
            }
            weights[count++] = (byte) table.symbol(state);
            int next = table.next(state, in);
            if (in.left() < 0) {
                weights[count++] = (byte) table.symbol(other);
                return Arrays.copyOf(weights, count);
            }
            state = other;
            other = next;
        }
    }

    private static HuffmanTable of(byte[] weights) throws IOException {
        int sum = 0;
        for (byte weight : weights) {
            if (weight > BITS_MAX + 1) {
                throw ZstdInputStream.corrupt("a weight of " + weight);
            }
            sum += weight == 0 ? 0 : 1 << (weight - 1);
        }
        int bitsMost = 32 - Integer.numberOfLeadingZeros(sum);
        int left = (1 << bitsMost) - sum;
        if (sum == 0 || bitsMost > BITS_MAX || Integer.bitCount(left) != 1) {
            throw ZstdInputStream.corrupt("weights of no Huffman table");
        }
        byte[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = (byte) (32 - Integer.numberOfLeadingZeros(left));
        int size = 1 << bitsMost;
        byte[] symbols = new byte[size];
        byte[] bits = new byte[size];
        int at = 0;
        for (int weight = 1; weight <= bitsMost; weight++) {
            for (int symbol = 0; symbol < all.length; symbol++) {
                if (all[symbol] == weight) {
                    int end = at + (1 << (weight - 1));
                    if (end > size) {
                        throw ZstdInputStream.corrupt("weights of no Huffman table");
                    }
                    Arrays.fill(symbols, at, end, (byte) symbol);
                    Arrays.fill(bits, at, end, (byte) (bitsMost + 1 - weight));
                    at = end;
                }
            }
        }
        return new HuffmanTable(bitsMost, symbols, bits);
    }

    /** Decodes as many bytes as the bits from one place to another must be. */
    void decode(byte[] bytes, int from, int to, byte[] out, int outFrom, int outTo)
            throws IOException {
        ZstdBits in = new ZstdBits(bytes, from, to);
        int mask = (1 << bitsMost) - 1;
        int state = in.read(bitsMost);
        for (int at = outFrom; at < outTo; at++) {
            out[at] = symbols[state];
            int count = bits[state];
            state = ((state << count) & mask) | in.read(count);
        }
        if (in.left() != -bitsMost) {
            throw ZstdInputStream.corrupt("literals of another length");
        }
    }
}
