package io.jsec.image;

import io.jsec.image.ImageUse.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes names and images by dockerd's rules and in its words. */
final class ImageRemoval {
    private static final int SHORT_ID_DIGITS = 12;

    private final StoreParts parts;
    private final List<Removal> removals = new ArrayList<>();
    private long bytes;

    ImageRemoval(StoreParts parts) {
        this.parts = parts;
    }

    /**
     * Removes what the text names: a name, or with its last name the image; by id, the image with
     * its names.
     *
     * @param prune also images without names that only this one was made from
     */
    List<Removal> remove(String typed, boolean force, boolean prune) {
        ImageLookup.Found found = ImageLookup.find(parts.catalog().images(), typed);
        Image image = found.image();
        Optional<ImageReference> name = found.name();
        if (name.isPresent()) {
            removeName(image, name.get(), typed, force, prune);
        } else {
            removeById(image, force, prune);
        }
        return List.copyOf(removals);
    }

    private void removeName(
            Image image, ImageReference name, String typed, boolean force, boolean prune) {
        if (!force && isSingle(image)) {
            Optional<User> user = parts.use().users(image.id()).stream().findFirst();
            if (user.isPresent()) {
                throw conflict(
                        "conflict: unable to remove repository reference \""
                                + typed
                                + "\" (must force) - container "
                                + shortId(user.get().container())
                                + " is using its referenced image "
                                + image.id().shortHex());
            }
        }
        Set<String> gone = new LinkedHashSet<>();
        image.references().stream()
                .filter(r -> matches(r, name))
                .forEach(r -> gone.add(r.toString()));
        boolean otherTag =
                image.references().stream()
                        .anyMatch(r ->
                                r.repository().equals(name.repository())
                                        && r.tag().isPresent()
                                        && !gone.contains(r.toString()));
        if (name.tag().isPresent() && !otherTag) {
            image.references().stream()
                    .filter(r -> r.repository().equals(name.repository()))
                    .forEach(r -> gone.add(r.toString()));
        }
        untag(gone);
        Image left = parts.catalog().images().get(image.id());
        if (left != null && left.references().isEmpty() && blocker(left, true).isEmpty()) {
            delete(left, prune);
        }
    }

    private static boolean matches(ImageReference r, ImageReference name) {
        return r.repository().equals(name.repository())
                && r.tag().equals(name.tag())
                && r.digest().equals(name.digest());
    }

    private void removeById(Image image, boolean force, boolean prune) {
        if (!force && image.references().size() > 1 && !isSingle(image)) {
            throw conflict(
                    unable(image, "must be forced")
                            + "image is referenced in multiple repositories");
        }
        Optional<String> blocker = blocker(image, force);
        if (blocker.isPresent()) {
            throw conflict(blocker.get());
        }
        untag(
                image.references().stream()
                        .map(ImageReference::toString)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
        delete(image, prune);
    }

    private void untag(Set<String> names) {
        if (!names.isEmpty()) {
            parts.catalog().untag(names);
            names.forEach(name ->
                    removals.add(new Removal.Untagged(ImageReference.parse(name).familiar())));
        }
    }

    /** One name, or one tag with digests of the same repository. */
    private static boolean isSingle(Image image) {
        List<ImageReference> names = image.references();
        return names.size() <= 1
                || (names.stream().map(ImageReference::repository).distinct().count() == 1
                        && names.stream().filter(r -> r.tag().isPresent()).count() <= 1);
    }

    /** Why an image cannot go, in words; a stopped container only counts where not forced. */
    private Optional<String> blocker(Image image, boolean force) {
        if (ImageListing.parents(parts.catalog().images()).contains(image.id())) {
            return Optional.of(
                    unable(image, "cannot be forced") + "image has dependent child images");
        }
        for (User user : parts.use().users(image.id())) {
            if (user.running()) {
                return Optional.of(
                        unable(image, "cannot be forced")
                                + "image is being used by running container "
                                + shortId(user.container()));
            }
            if (!force) {
                return Optional.of(
                        unable(image, "must be forced")
                                + "image is being used by stopped container "
                                + shortId(user.container()));
            }
        }
        return Optional.empty();
    }

    private static String unable(Image image, String how) {
        return "conflict: unable to delete " + image.id().shortHex() + " (" + how + ") - ";
    }

    private void delete(Image image, boolean prune) {
        Optional<CatalogEntry> entry = parts.catalog().entry(image.id());
        if (entry.isEmpty()) {
            return;
        }
        Set<ImageDigest> blobs = new LinkedHashSet<>(parts.catalog().manifest(entry.get()).blobs());
        blobs.add(entry.get().manifest());
        parts.catalog().remove(image.id());
        parts.reached("image gone from the index");
        removals.add(new Removal.Deleted(image.id()));
        StoreSweep.Swept swept = StoreSweep.after(parts, blobs, image.layers());
        swept.layers().forEach(layer -> removals.add(new Removal.Deleted(layer)));
        bytes += swept.bytes();
        Image parent = image.parent().map(parts.catalog().images()::get).orElse(null);
        if (prune && parent != null && parent.isDangling() && blocker(parent, false).isEmpty()) {
            delete(parent, true);
        }
    }

    /** Removes every image that fits and that nobody uses. */
    PruneResult prune(PruneFilter filter) {
        boolean again = true;
        while (again) {
            again = false;
            for (Map.Entry<ImageDigest, Image> one : parts.catalog().images().entrySet()) {
                Image image = one.getValue();
                if (filter.fits(image) && blocker(image, false).isEmpty()) {
                    untag(
                            image.references().stream()
                                    .map(ImageReference::toString)
                                    .collect(Collectors.toCollection(LinkedHashSet::new)));
                    delete(image, false);
                    again = true;
                }
            }
        }
        return new PruneResult(removals, bytes);
    }

    private static ImageException conflict(String words) {
        return ImageException.said(ImageException.Kind.IN_USE, words);
    }

    private static String shortId(String container) {
        return container.substring(0, Math.min(SHORT_ID_DIGITS, container.length()));
    }
}
