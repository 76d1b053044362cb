package io.jsec.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, told by its first bytes. */
enum Compression {
    NONE(""),
    GZIP("1f8b08"),
    ZSTD("28b52ffd"),
    BZIP2("425a68"),
    XZ("fd377a585a00");

    private static final int MAGIC_BYTES_MAX = 6;
    private static final String SKIPPABLE = "2a4d18";
    private static final int BUFFER_BYTES = 64 * 1024;

    /** xz -9 needs 65 MiB. */
    private static final int XZ_MEMORY_KIB_MAX = 130 * 1024;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /**
     * Decompresses what needs it; what is returned must be closed. A stream that cannot be
     * decompressed throws {@link ZipException} or {@link EOFException}, whatever it is compressed
     * with.
     *
     * @throws ImageException IN_USE where too many are being decompressed
     */
    static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES_MAX);
        Compression found = of(buffered);
        buffered.reset();
        Source source = new Source(buffered);
        return switch (found) {
            case NONE -> buffered;
            case GZIP -> new GzipMembers(buffered);
            case ZSTD -> DecoderRoom.OF_THIS_PROCESS.in(() -> new ZstdInputStream(buffered));
            case BZIP2 -> new Decoded(source, () -> new BZip2CompressorInputStream(source, true));
            case XZ -> DecoderRoom.OF_THIS_PROCESS.in(() -> xz(source));
        };
    }

    private static InputStream xz(Source source) throws IOException {
        return new Decoded(source, () -> new XZInputStream(source, XZ_MEMORY_KIB_MAX));
    }

    /** How a stream is compressed, whose first bytes it reads. */
    static Compression of(InputStream in) throws IOException {
        String hex = HexFormat.of().formatHex(in.readNBytes(MAGIC_BYTES_MAX));
        // pzstd writes a frame for other programs first.
        if (hex.startsWith(SKIPPABLE, 2) && hex.startsWith("5")) {
            return ZSTD;
        }
        for (Compression one : values()) {
            if (one != NONE && hex.startsWith(one.magic)) {
                return one;
            }
        }
        return NONE;
    }

    /** A stream that remembers whether it failed itself. */
    private static final class Source extends FilterInputStream {
        private boolean failed;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return super.read(bytes, from, count);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }

    /** Makes a decoder, which may read already. */
    private interface Decoder {
        InputStream open() throws IOException;
    }

    /** A library's decoder, whose failures become ours where they are about what it decodes. */
    private static final class Decoded extends InputStream {
        private final Source source;
        private final InputStream decoder;

        Decoded(Source source, Decoder decoder) throws IOException {
            this.source = source;
            try {
                this.decoder = decoder.open();
            } catch (IOException | RuntimeException e) {
                throw ours(e);
            }
        }

        @Override
        public int read() throws IOException {
            try {
                return decoder.read();
            } catch (IOException | RuntimeException e) {
                throw ours(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return decoder.read(bytes, from, count);
            } catch (IOException | RuntimeException e) {
                throw ours(e);
            }
        }

        @Override
        public void close() throws IOException {
            decoder.close();
        }

        private IOException ours(Exception e) {
            if (source.failed && e instanceof IOException failure) {
                return failure;
            }
            if (e instanceof EOFException) {
                return new EOFException("compressed data end early");
            }
            ZipException invalid = new ZipException("no valid compression: " + e.getMessage());
            invalid.initCause(e);
            return invalid;
        }
    }
}
