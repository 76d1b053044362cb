package io.jsec.engine;

import java.util.List;

/**
 * What a prune removed.
 *
 * @param removed ids or names
 * @param reclaimedBytes of disk
 */
public record PruneReport(List<String> removed, long reclaimedBytes) {
    /** Copied. */
    public PruneReport {
        removed = List.copyOf(removed);
    }
}
