package io.jsec.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image of the store.
 *
 * @param id digest of its configuration
 * @param manifest digest of its manifest
 * @param references every name, in alphabetical order; none: dangling
 * @param created when it was made, 1970 where it does not say
 * @param tagged when it last got a name here
 * @param parent the image it was committed from, where that happened here
 * @param platform what it runs on
 * @param author free text
 * @param comment free text of its last step
 * @param config how to run it
 * @param layers digests of the uncompressed layers, lowest first
 * @param history its steps, oldest first
 * @param bytes of all files of all layers
 */
public record Image(
        ImageDigest id,
        ImageDigest manifest,
        List<ImageReference> references,
        Instant created,
        Optional<Instant> tagged,
        Optional<ImageDigest> parent,
        Platform platform,
        String author,
        String comment,
        ImageConfig config,
        List<ImageDigest> layers,
        List<Step> history,
        long bytes) {
    /** Copies the lists. */
    public Image {
        references = List.copyOf(references);
        layers = List.copyOf(layers);
        history = List.copyOf(history);
    }

    /**
     * What an image runs on, in Go's names.
     *
     * @param variant of the architecture, {@code v8}; mostly empty
     */
    public record Platform(String os, String architecture, String variant) {}

    /**
     * One step of an image's making.
     *
     * @param bytes of the files of its layer; 0 where it made none
     */
    public record Step(
            Instant created,
            String createdBy,
            String author,
            String comment,
            boolean emptyLayer,
            long bytes) {}

    /** Names with a tag, as people write them. */
    public List<String> repoTags() {
        return references.stream()
                .filter(reference -> reference.tag().isPresent())
                .map(ImageReference::familiar)
                .toList();
    }

    /** Names with a digest, as people write them. */
    public List<String> repoDigests() {
        return references.stream()
                .filter(reference -> reference.digest().isPresent())
                .map(ImageReference::familiar)
                .toList();
    }

    /** Whether it has no name with a tag. */
    public boolean isDangling() {
        return repoTags().isEmpty();
    }
}
