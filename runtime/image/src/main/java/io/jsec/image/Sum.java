package io.jsec.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 and length of what is read through it. */
final class Sum extends EveryByte {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final MessageDigest sha256;
    private long count;

    Sum(InputStream in) {
        super(in);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            sha256.update(buffer, offset, read);
            count += read;
        }
        return read;
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    /** Reads to the end and returns the digest of everything. */
    ImageDigest finish() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (read(buffer, 0, buffer.length) >= 0) {
            // Only the sum counts.
        }
        return new ImageDigest(HexFormat.of().formatHex(sha256.digest()));
    }
}
