package io.jsec.image;

import java.util.List;

/**
 * What went, and how much room that made.
 *
 * @param bytes of the files of all layers that went
 */
public record PruneResult(List<Removal> removals, long bytes) {
    /** Copies the list. */
    public PruneResult {
        removals = List.copyOf(removals);
    }
}
