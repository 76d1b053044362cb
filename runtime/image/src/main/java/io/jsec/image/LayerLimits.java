package io.jsec.image;

import java.io.InputStream;

/**
 * How much a layer may hold.
 *
 * @param entriesMax members of the archive
 * @param bytesMax of content, holes counted
 */
record LayerLimits(long entriesMax, long bytesMax) {
    private static final long LAYER_ENTRIES_MAX = 2_000_000;
    private static final long LAYER_BYTES_MAX = 64L << 30;

    /** A header, and what stands before it. */
    private static final long ENTRY_BYTES = 4096;

    static final LayerLimits DEFAULT = new LayerLimits(LAYER_ENTRIES_MAX, LAYER_BYTES_MAX);

    /** A decompressed archive that ends where none within these limits would go on. */
    InputStream bounded(InputStream plain, String what) {
        return new Bounded(plain, what, bytesMax + entriesMax * ENTRY_BYTES);
    }
}
