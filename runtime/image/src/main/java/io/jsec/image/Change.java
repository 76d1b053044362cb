package io.jsec.image;

/**
 * How a container's files differ from its image's, one line of {@code docker diff}.
 *
 * @param kind what happened
 * @param path absolute
 */
public record Change(Kind kind, String path) {
    /** In the order of Docker's numbers. */
    public enum Kind {
        /** Its content or what is in it changed: 0, C. */
        MODIFIED,
        /** It was not in the image: 1, A. */
        ADDED,
        /** It is in the image only: 2, D. */
        DELETED
    }
}
