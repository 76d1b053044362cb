package io.jsec.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the image that a user means: by name, by name and digest, or by the start of an id. */
final class ImageLookup {
    private static final Pattern ID = Pattern.compile("(?:sha256:)?([a-f0-9]{1,64})");

    private ImageLookup() {}

    /**
     * The image, and whether it was named.
     *
     * @param name present where the text is a name and not an id
     */
    record Found(Image image, Optional<ImageReference> name) {}

    /**
     * @throws ImageException NOT_FOUND, or BAD_PARAMETER where several ids start so
     */
    static Found find(Map<ImageDigest, Image> images, String typed) {
        Optional<ImageReference> reference = reference(typed);
        if (reference.isPresent()) {
            for (Image image : images.values()) {
                if (names(image, reference.get())) {
                    return new Found(image, reference);
                }
            }
        }
        Matcher id = ID.matcher(typed);
        if (id.matches()) {
            String prefix = id.group(1);
            List<Image> starting =
                    images.values().stream()
                            .filter(image -> image.id().hex().startsWith(prefix))
                            .toList();
            if (starting.size() > 1) {
                throw ImageException.said(
                        ImageException.Kind.BAD_PARAMETER,
                        "multiple IDs found with provided prefix: " + typed);
            }
            if (starting.size() == 1) {
                return new Found(starting.getFirst(), Optional.empty());
            }
        }
        if (reference.isEmpty() && !id.matches()) {
            // Says what is wrong with the name.
            ImageReference.parse(typed);
        }
        throw ImageException.said(
                ImageException.Kind.NOT_FOUND,
                "No such image: " + reference.map(ImageReference::familiar).orElse(typed));
    }

    private static Optional<ImageReference> reference(String typed) {
        try {
            return Optional.of(ImageReference.parseTagged(typed));
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    private static boolean names(Image image, ImageReference wanted) {
        if (wanted.digest().isPresent()) {
            return image.references().stream()
                            .anyMatch(r -> r.repository().equals(wanted.repository()))
                    && (image.manifest().equals(wanted.digest().get())
                            || image.references().stream()
                                    .anyMatch(r -> r.digest().equals(wanted.digest())));
        }
        return image.references().contains(wanted);
    }
}
