package io.jsec.image;

import java.io.IOException;
import java.io.InputStream;

/**
 * What came out of a decoder, up to a limit: a few bytes can stand for more than a disk holds, and
 * most of it may be headers and padding that no other limit counts.
 */
final class Bounded extends EveryByte {
    private final String what;
    private final long bytesMax;
    private long bytes;

    /**
     * @param what it is, for the sentence
     */
    Bounded(InputStream in, String what, long bytesMax) {
        super(in);
        this.what = what;
        this.bytesMax = bytesMax;
    }

    /**
     * As ever.
     *
     * @throws ImageException TOO_LARGE
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        bytes += Math.max(count, 0);
        if (bytes > bytesMax) {
            throw ImageException.tooLarge(what, bytesMax + " bytes when decompressed");
        }
        return count;
    }
}
