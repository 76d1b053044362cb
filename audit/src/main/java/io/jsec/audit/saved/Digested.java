package io.jsec.audit.saved;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A stream whose bytes go into a digest, also those that are skipped; the library's own lets them
 * pass.
 */
final class Digested extends FilterInputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Digest wanted;
    private final MessageDigest digest;
    private final byte[] skipped = new byte[BUFFER_BYTES];

    Digested(InputStream in, Digest wanted) {
        super(in);
        this.wanted = wanted;
        this.digest = wanted.start();
    }

    /**
     * Takes in what is left, and compares.
     *
     * @param what is named where the digest is another one
     */
    void check(String what) throws IOException {
        while (read(skipped, 0, skipped.length) >= 0) {
            // Each byte counts.
        }
        if (!wanted.isOf(digest)) {
            throw new IOException(what + " is not what its digest " + wanted + " says");
        }
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            digest.update((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int got = in.read(into, at, length);
        if (got > 0) {
            digest.update(into, at, got);
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(skipped, 0, (int) Math.min(count, skipped.length)));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
