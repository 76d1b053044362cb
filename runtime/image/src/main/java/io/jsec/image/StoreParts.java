package io.jsec.image;

import java.time.Clock;

/**
 * What a store is made of.
 *
 * @param architecture of this machine, in Go's names
 */
record StoreParts(
        StoreFiles files,
        Blobs blobs,
        LayerStore layers,
        Catalog catalog,
        Pins pins,
        ImageUse use,
        Clock clock,
        String architecture) {
    void reached(String step) {
        files.reached(step);
    }
}
