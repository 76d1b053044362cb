package io.jsec.image;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Removes blobs and layers that no image and no container uses. */
final class StoreSweep {
    private StoreSweep() {}

    /** At the start, when nothing is in progress. */
    static void everything(StoreParts parts) {
        Set<ImageDigest> blobs = parts.catalog().usedBlobs();
        for (ImageDigest blob : parts.blobs().all()) {
            if (!blobs.contains(blob)) {
                parts.blobs().delete(blob);
            }
        }
        parts.layers().keepOnly(usedLayers(parts));
    }

    /**
     * After an image went.
     *
     * @return the layers that went with it, and how many bytes of files they held
     */
    static Swept after(StoreParts parts, Set<ImageDigest> blobs, List<ImageDigest> layers) {
        Set<ImageDigest> gone = new LinkedHashSet<>();
        long[] bytes = {0};
        parts.pins()
                .sweep(held -> {
                    Set<ImageDigest> usedBlobs = parts.catalog().usedBlobs();
                    blobs.stream()
                            .filter(blob -> !held.test(blob) && !usedBlobs.contains(blob))
                            .forEach(parts.blobs()::delete);
                    Set<ImageDigest> used = usedLayers(parts);
                    for (ImageDigest layer : Set.copyOf(layers)) {
                        if (!held.test(layer)
                                && !used.contains(layer)
                                && parts.layers().has(layer)) {
                            bytes[0] += parts.layers().report(layer).bytes();
                            parts.layers().remove(layer);
                            gone.add(layer);
                        }
                    }
                });
        return new Swept(List.copyOf(gone), bytes[0]);
    }

    /** What went. */
    record Swept(List<ImageDigest> layers, long bytes) {}

    static Set<ImageDigest> usedLayers(StoreParts parts) {
        Set<ImageDigest> used = new HashSet<>(parts.use().layers());
        parts.catalog().images().values().forEach(image -> used.addAll(image.layers()));
        return used;
    }
}
