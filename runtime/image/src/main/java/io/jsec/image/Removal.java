package io.jsec.image;

/** What a removal did, one line of {@code docker rmi} each. */
public sealed interface Removal {
    /**
     * A name went.
     *
     * @param name as people write it
     */
    record Untagged(String name) implements Removal {}

    /**
     * An image or a layer went.
     *
     * @param digest id of the image, or digest of the uncompressed layer
     */
    record Deleted(ImageDigest digest) implements Removal {}
}
