package io.jsec.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which images to list; what is empty filters nothing.
 *
 * @param all also dangling images that others were made from
 * @param references patterns of names, {@code busy*:1.*}; one of them matches
 * @param labels {@code key} or {@code key=value}; all of them are there
 * @param dangling only images without a name, or only those with one
 * @param before names of images: only what was created before each
 * @param since names of images: only what was created after each
 * @param until only what was created before this time
 */
public record ImageFilter(
        boolean all,
        List<String> references,
        List<String> labels,
        Optional<Boolean> dangling,
        List<String> before,
        List<String> since,
        Optional<Instant> until) {
    /** Every image with a name, and those that nothing else was made from. */
    public static final ImageFilter NONE =
            new ImageFilter(
                    false,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());

    /** Copies the lists. */
    public ImageFilter {
        references = List.copyOf(references);
        labels = List.copyOf(labels);
        before = List.copyOf(before);
        since = List.copyOf(since);
    }
}
