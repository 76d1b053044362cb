package io.jsec.engine;

import java.util.List;

/**
 * What an archive held.
 *
 * @param images in the archive's order
 * @param notes what was left out of it, a line for people each
 */
public record ImageLoad(List<Loaded> images, List<String> notes) {
    /** Copied. */
    public ImageLoad {
        images = List.copyOf(images);
        notes = List.copyOf(notes);
    }

    /**
     * An image that is there now.
     *
     * @param id {@code sha256:…}
     * @param names as they are typed, with a tag; none where the archive names it nothing
     */
    public record Loaded(String id, List<String> names) {
        /** Copied. */
        public Loaded {
            names = List.copyOf(names);
        }
    }
}
