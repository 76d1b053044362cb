package io.jsec.image;

import java.util.List;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param images in the archive's order
 * @param notes what was left out of layers, in sentences
 */
public record LoadResult(List<Loaded> images, List<String> notes) {
    /** Copies the lists. */
    public LoadResult {
        images = List.copyOf(images);
        notes = List.copyOf(notes);
    }

    /**
     * One image.
     *
     * @param names none: only its id names it
     * @param moved names that another image had, each with that image's id
     */
    public record Loaded(
            ImageDigest id, List<ImageReference> names, Map<String, ImageDigest> moved) {
        /** Copies the collections. */
        public Loaded {
            names = List.copyOf(names);
            moved = Map.copyOf(moved);
        }
    }
}
