package io.jsec.image;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lists images by a filter, newest first. */
final class ImageListing {
    private ImageListing() {}

    static List<Image> list(Map<ImageDigest, Image> images, ImageFilter filter) {
        Predicate<Image> wanted = image -> true;
        if (!filter.all()) {
            Set<ImageDigest> parents = parents(images);
            wanted = wanted.and(i -> !i.isDangling() || !parents.contains(i.id()));
        }
        if (filter.dangling().isPresent()) {
            wanted = wanted.and(i -> i.isDangling() == filter.dangling().get());
        }
        for (String label : filter.labels()) {
            wanted = wanted.and(i -> hasLabel(i, label));
        }
        for (String name : filter.before()) {
            Image other = ImageLookup.find(images, name).image();
            wanted = wanted.and(i -> i.created().isBefore(other.created()));
        }
        for (String name : filter.since()) {
            Image other = ImageLookup.find(images, name).image();
            wanted = wanted.and(i -> i.created().isAfter(other.created()));
        }
        if (filter.until().isPresent()) {
            wanted = wanted.and(i -> i.created().isBefore(filter.until().get()));
        }
        if (!filter.references().isEmpty()) {
            List<Glob> patterns = filter.references().stream().map(Glob::compile).toList();
            wanted = wanted.and(i -> i.references().stream().anyMatch(r -> matches(r, patterns)));
        }
        return images.values().stream()
                .filter(wanted)
                .sorted(
                        Comparator.comparing(Image::created)
                                .reversed()
                                .thenComparing(image -> image.id().hex()))
                .toList();
    }

    /** Images that others were made from. */
    static Set<ImageDigest> parents(Map<ImageDigest, Image> images) {
        return images.values().stream()
                .flatMap(image -> image.parent().stream())
                .collect(Collectors.toSet());
    }

    static boolean hasLabel(Image image, String label) {
        int equals = label.indexOf('=');
        if (equals < 0) {
            return image.config().labels().containsKey(label);
        }
        String value = image.config().labels().get(label.substring(0, equals));
        return label.substring(equals + 1).equals(value);
    }

    private static boolean matches(ImageReference reference, List<Glob> patterns) {
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.matches(reference.familiar())
                                || pattern.matches(reference.familiarName()));
    }
}
