package io.jsec.engine;

/**
 * What a container changed of its image.
 *
 * @param path absolute
 * @param kind how
 */
public record FileChange(String path, Kind kind) {
    /** How; the ordinal is Docker's number. */
    public enum Kind {
        /** Another content or mode. */
        MODIFIED,
        /** Not in the image. */
        ADDED,
        /** Not there any more. */
        DELETED
    }
}
