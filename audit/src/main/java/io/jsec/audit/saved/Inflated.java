package io.jsec.audit.saved;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A stream without its compression, told by its first bytes. What comes out is bounded as a whole
 * and by its ratio to what goes in.
 */
final class Inflated extends FilterInputStream {
    private static final int RATIO_MAX = 300;
    private static final long FREE_BYTES = 64L * 1024 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;
    static final int MAGIC_BYTES = 6;
    private static final Map<String, String> REFUSED =
            Map.of("28b52ffd", "zstd", "fd377a585a00", "xz", "425a68", "bzip2", "04224d18", "lz4");

    private final Counted source;
    private final Budget budget;
    private final byte[] skipped = new byte[BUFFER_BYTES];
    private long bytes;

    private Inflated(InputStream in, Counted source, Budget budget) {
        super(in);
        this.source = source;
        this.budget = budget;
    }

    /** How many bytes of a kind may still come. */
    static final class Budget {
        private long left;

        Budget(long bytes) {
            this.left = bytes;
        }

        void take(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the saved image is larger than what is read of one");
            }
        }
    }

    /** Counts what is taken from a stream. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int got = in.read(into, at, length);
            bytes += Math.max(got, 0);
            return got;
        }
    }

    /**
     * The content of a stream.
     *
     * @throws IOException where it is compressed in a way that is not supported
     */
    static InputStream of(InputStream raw, Budget budget) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES);
        byte[] magic = buffered.readNBytes(MAGIC_BYTES);
        buffered.reset();
        refuse(magic);
        Counted counted = new Counted(buffered);
        InputStream in = isGzip(magic) ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
        return new BufferedInputStream(new Inflated(in, counted, budget), BUFFER_BYTES);
    }

    /**
     * Refuses the compressions that are not supported.
     *
     * @param magic the first bytes
     */
    static void refuse(byte[] magic) throws IOException {
        String hex = HexFormat.of().formatHex(magic);
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            if (hex.startsWith(refused.getKey())) {
                throw new IOException(
                        "compressed by "
                                + refused.getValue()
                                + ", which is not supported. Instead: save it plain or by gzip");
            }
        }
    }

    /** Whether a file begins as one that is compressed by gzip. */
    static boolean isGzip(byte[] head) {
        return head.length > 1 && Arrays.equals(head, 0, 2, new byte[] {0x1f, (byte) 0x8b}, 0, 2);
    }

    private int counted(int got) throws IOException {
        if (got > 0) {
            bytes += got;
            budget.take(got);
            if (bytes > FREE_BYTES && bytes / RATIO_MAX > source.bytes) {
                throw new IOException(
                        "more than " + RATIO_MAX + " times as large as its compressed form");
            }
        }
        return got;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        counted(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        return counted(in.read(into, at, length));
    }

    @Override
    public long skip(long count) throws IOException {
        // What is skipped counts, too.
        return Math.max(0, read(skipped, 0, (int) Math.min(count, skipped.length)));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
