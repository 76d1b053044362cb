package io.jsec.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which unused images to remove.
 *
 * @param dangling only those without a name
 * @param until only those created before this time
 * @param labels {@code key} or {@code key=value}; all of them are there
 * @param withoutLabels none of these is there
 */
public record PruneFilter(
        boolean dangling,
        Optional<Instant> until,
        List<String> labels,
        List<String> withoutLabels) {
    /** Every unused image without a name. */
    public static final PruneFilter DANGLING =
            new PruneFilter(true, Optional.empty(), List.of(), List.of());

    /** Copies the lists. */
    public PruneFilter {
        labels = List.copyOf(labels);
        withoutLabels = List.copyOf(withoutLabels);
    }

    boolean fits(Image image) {
        return (!dangling || image.isDangling())
                && until.map(time -> image.created().isBefore(time)).orElse(true)
                && labels.stream().allMatch(label -> ImageListing.hasLabel(image, label))
                && withoutLabels.stream().noneMatch(label -> ImageListing.hasLabel(image, label));
    }
}
