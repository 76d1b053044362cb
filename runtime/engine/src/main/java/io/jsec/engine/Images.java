package io.jsec.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The images of an engine, with what containers make of them. {@code ref} is a name with or without
 * a tag, an id, or the start of one.
 */
public interface Images {
    /** Those that match; filters dangling, label, before, since, reference, until. */
    List<ImageSummary> list(boolean all, Filters filters);

    /** Everything known of one. */
    ImageView inspect(String ref);

    /** How it was made, newest step first. */
    List<HistoryStep> history(String ref);

    /** Names it once more. */
    void tag(String ref, String repository, String tag);

    /**
     * Takes a name, and the image with its last one.
     *
     * @param force whether several names and stopped containers are no reason against it
     * @param prune whether parents without a name go too
     */
    List<ImageDeletion> remove(String ref, boolean force, boolean prune);

    /** Removes images without a name; all unused ones with filter dangling=false. */
    ImagePrune prune(Filters filters);

    /** Reads archives of {@code docker save} and OCI layouts, compressed or not. */
    ImageLoad load(InputStream archive);

    /**
     * Makes an image of one file system.
     *
     * @param repository empty for none
     * @param tag empty for latest
     * @param message for its history
     * @param changes Dockerfile instructions
     * @return its id
     */
    String importRoot(
            InputStream tar, String repository, String tag, String message, List<String> changes);

    /** Writes an archive as {@code docker save} does. */
    void save(List<String> refs, OutputStream archive);

    /** A line of {@code docker images}. */
    record ImageSummary(
            String id,
            String parentId,
            List<String> repoTags,
            List<String> repoDigests,
            java.time.Instant created,
            long sizeBytes,
            java.util.Map<String, String> labels,
            int containers) {}

    /**
     * Everything known of an image.
     *
     * @param config what its containers run; its image is empty
     * @param layers diff ids, lowest first
     */
    record ImageView(
            String id,
            String parentId,
            List<String> repoTags,
            List<String> repoDigests,
            String comment,
            java.time.Instant created,
            String author,
            String architecture,
            String variant,
            String os,
            long sizeBytes,
            ContainerConfig config,
            List<String> layers,
            java.time.Instant lastTagged) {}

    /**
     * A step of an image's making.
     *
     * @param id of the image, or {@code <missing>}
     */
    record HistoryStep(
            String id,
            java.time.Instant created,
            String createdBy,
            List<String> tags,
            long sizeBytes,
            String comment) {}

    /**
     * What a removal did.
     *
     * @param untagged whether a name was taken, else an image was deleted
     * @param what the name or the id
     */
    record ImageDeletion(boolean untagged, String what) {}

    /** What a prune did. */
    record ImagePrune(List<ImageDeletion> deletions, long reclaimedBytes) {}
}
