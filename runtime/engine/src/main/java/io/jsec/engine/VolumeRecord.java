package io.jsec.engine;

import java.time.Instant;
import java.util.Map;

/**
 * What is kept of a volume: one row.
 *
 * @param name unique
 * @param created when
 * @param labels of the user's
 * @param anonymous whether nobody named it
 */
record VolumeRecord(String name, Instant created, Map<String, String> labels, boolean anonymous) {
    VolumeRecord {
        labels = Map.copyOf(labels);
    }
}
