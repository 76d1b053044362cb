package io.jsec.image;

/** Told how far a load or import is. Called from the thread that does the work. */
@FunctionalInterface
public interface Progress {
    /** Nobody wants to know. */
    Progress SILENT = (id, status, current, total) -> {};

    /**
     * Takes one report.
     *
     * @param id of the layer, its first 12 digits; empty for the whole
     * @param status what is being done: {@code Loading layer}
     * @param current bytes done
     * @param total bytes to do, 0 where that is unknown
     */
    void report(String id, String status, long current, long total);
}
