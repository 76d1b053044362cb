package io.jsec.image;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How a stream is compressed, told by its first bytes. */
enum Compression {
    NONE(""),
    GZIP("1f8b08"),
    ZSTD("28b52ffd"),
    BZIP2("425a68"),
    XZ("fd377a585a00");

    private static final int MAGIC_BYTES_MAX = 6;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /** A stream of what is in another one, which stays open. */
    record Plain(Compression compression, InputStream stream) {}

    /**
     * Decompresses what needs it.
     *
     * @throws ImageException UNSUPPORTED for anything but gzip
     */
    static Plain plain(InputStream in, String what) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES_MAX);
        byte[] head = buffered.readNBytes(MAGIC_BYTES_MAX);
        buffered.reset();
        String hex = HexFormat.of().formatHex(head);
        Compression found = NONE;
        for (Compression one : values()) {
            if (one != NONE && hex.startsWith(one.magic)) {
                found = one;
            }
        }
        return switch (found) {
            case NONE -> new Plain(NONE, buffered);
            case GZIP -> new Plain(GZIP, new GZIPInputStream(new Honest(buffered), BUFFER_BYTES));
            case ZSTD, BZIP2, XZ ->
                    throw ImageException.refused(
                            ImageException.Kind.UNSUPPORTED,
                            what,
                            "it is compressed with " + found.name().toLowerCase(Locale.ROOT),
                            "gzip or no compression");
        };
    }

    /**
     * Says 1 byte is available until the end is certain: the JDK takes 0 for the end of a file of
     * several gzip members.
     */
    private static final class Honest extends FilterInputStream {
        private final BufferedInputStream buffered;

        Honest(BufferedInputStream in) {
            super(in);
            buffered = in;
        }

        @Override
        public int available() throws IOException {
            buffered.mark(1);
            int next = buffered.read();
            buffered.reset();
            return next < 0 ? 0 : 1;
        }
    }
}
