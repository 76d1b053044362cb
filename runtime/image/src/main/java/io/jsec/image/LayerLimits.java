package io.jsec.image;

/**
 * How much a layer may hold.
 *
 * @param entriesMax members of the archive
 * @param bytesMax of content, holes counted
 */
record LayerLimits(long entriesMax, long bytesMax) {
    private static final long LAYER_ENTRIES_MAX = 2_000_000;
    private static final long LAYER_BYTES_MAX = 64L << 30;

    static final LayerLimits DEFAULT = new LayerLimits(LAYER_ENTRIES_MAX, LAYER_BYTES_MAX);
}
