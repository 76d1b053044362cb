package io.jsec.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses members of gzip, one after the other, in the memory of one: the JDK's stream calls
 * itself for each member without content, of which a small archive can hold millions. Sums and
 * lengths are compared; zeros behind the last member are padding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipMembers extends InputStream {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int DEFLATE = 8;
    private static final int HAS_SUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xE0;
    private static final int TIME_AND_SYSTEM_BYTES = 6;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final CRC32 headSum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private boolean inMember;
    private boolean begun;
    private boolean over;

    /** Reads from a stream, which it closes with itself. */
    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!over) {
            if (!inMember) {
                over = !begin();
                inMember = !over;
                continue;
            }
            int inflated = inflate(out, from, count);
            if (inflated > 0) {
                sum.update(out, from, inflated);
                return inflated;
            }
            end();
            inMember = false;
        }
        return -1;
    }

    /** Bytes of the member; 0 at its end. */
    private int inflate(byte[] out, int from, int count) throws IOException {
        try {
            while (!inflater.finished()) {
                int inflated = inflater.inflate(out, from, count);
                at = end - inflater.getRemaining();
                if (inflated > 0) {
                    return inflated;
                }
                if (inflater.needsDictionary()) {
                    throw corrupt("it needs a dictionary");
                }
                if (inflater.needsInput()) {
                    if (at == end && !fill()) {
                        throw early();
                    }
                    inflater.setInput(buffer, at, end - at);
                }
            }
            return 0;
        } catch (DataFormatException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }

    /** Reads the head of the next member; false at the end of all. */
    private boolean begin() throws IOException {
        int first = octet();
        while (begun && first == 0) {
            first = octet();
        }
        if (first < 0) {
            return false;
        }
        headSum.reset();
        headSum.update(first);
        if (first != 0x1f || needed() != 0x8b || needed() != DEFLATE) {
            throw corrupt("something else behind a member");
        }
        int flags = needed();
        if ((flags & RESERVED) != 0) {
            throw corrupt("a member of a kind to come");
        }
        skip(TIME_AND_SYSTEM_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            skip(needed() | needed() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        int told = (int) headSum.getValue() & 0xFFFF;
        if ((flags & HAS_SUM) != 0 && (needed() | needed() << 8) != told) {
            throw corrupt("a head whose sum is another");
        }
        begun = true;
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        sum.reset();
        return true;
    }

    private void end() throws IOException {
        if (number() != sum.getValue()) {
            throw corrupt("a member whose sum is another");
        }
        if (number() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw corrupt("a member whose length is another");
        }
    }

    private void skip(int octets) throws IOException {
        for (int i = 0; i < octets; i++) {
            needed();
        }
    }

    private void skipText() throws IOException {
        int next = needed();
        while (next != 0) {
            next = needed();
        }
    }

    /** Four bytes, lowest first. */
    private long number() throws IOException {
        long value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (long) needed() << (8 * i);
        }
        return value;
    }

    private int needed() throws IOException {
        int next = octet();
        if (next < 0) {
            throw early();
        }
        headSum.update(next);
        return next;
    }

    private int octet() throws IOException {
        return at == end && !fill() ? -1 : buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    private static EOFException early() {
        return new EOFException("gzip ends within a member");
    }

    private static IOException corrupt(String what) {
        return new ZipException("no valid gzip: " + what);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
