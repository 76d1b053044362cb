package io.jsec.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much room images take.
 *
 * @param layerBytes of the files of every unpacked layer, each counted once
 * @param blobBytes of the archives they came from, and documents
 * @param sharedBytes of each image: layers that it shares with another one
 */
public record DiskUse(long layerBytes, long blobBytes, Map<ImageDigest, Long> sharedBytes) {
    /** Copies the map. */
    public DiskUse {
        sharedBytes = Map.copyOf(sharedBytes);
    }

    static DiskUse of(StoreParts parts) {
        Map<ImageDigest, Integer> users = new HashMap<>();
        Map<ImageDigest, Long> sizes = new HashMap<>();
        Map<ImageDigest, Image> images = parts.catalog().images();
        for (Image image : images.values()) {
            for (ImageDigest layer : Set.copyOf(image.layers())) {
                users.merge(layer, 1, Integer::sum);
                sizes.computeIfAbsent(layer, one -> parts.layers().report(one).bytes());
            }
        }
        Map<ImageDigest, Long> shared = new HashMap<>();
        for (Image image : images.values()) {
            shared.put(
                    image.id(),
                    image.layers().stream()
                            .distinct()
                            .filter(layer -> users.getOrDefault(layer, 0) > 1)
                            .mapToLong(layer -> sizes.getOrDefault(layer, 0L))
                            .sum());
        }
        long blobs = parts.catalog().usedBlobs().stream().mapToLong(parts.blobs()::size).sum();
        return new DiskUse(sizes.values().stream().mapToLong(Long::longValue).sum(), blobs, shared);
    }
}
