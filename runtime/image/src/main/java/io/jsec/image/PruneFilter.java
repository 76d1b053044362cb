package io.jsec.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which unused images to remove.
 *
 * @param dangling only those without a name
 * @param until only those created before this time
 * @param labels {@code key} or {@code key=value}; all of them are there
 * @param withoutLabels none of these is there
 * @param among says by its labels whether an image may be removed at all
 */
public record PruneFilter(
        boolean dangling,
        Optional<Instant> until,
        List<String> labels,
        List<String> withoutLabels,
        Predicate<Map<String, String>> among) {
    /** Every unused image without a name. */
    public static final PruneFilter DANGLING =
            new PruneFilter(true, Optional.empty(), List.of(), List.of());

    /** Copies the lists. */
    public PruneFilter {
        labels = List.copyOf(labels);
        withoutLabels = List.copyOf(withoutLabels);
    }

    /** One that may remove every image. */
    public PruneFilter(
            boolean dangling,
            Optional<Instant> until,
            List<String> labels,
            List<String> withoutLabels) {
        this(dangling, until, labels, withoutLabels, _ -> true);
    }

    boolean fits(Image image) {
        return (!dangling || image.isDangling())
                && until.map(time -> image.created().isBefore(time)).orElse(true)
                && among.test(image.config().labels())
                && labels.stream().allMatch(label -> ImageListing.hasLabel(image, label))
                && withoutLabels.stream().noneMatch(label -> ImageListing.hasLabel(image, label));
    }
}
