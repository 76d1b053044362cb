package io.jsec.engine;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A volume.
 *
 * @param name of it
 * @param driver local
 * @param mountpoint its directory on the host
 * @param created when
 * @param labels of the user's
 * @param anonymous whether nobody named it
 * @param sizeBytes where it was counted
 * @param references containers that mount it
 */
public record VolumeView(
        String name,
        String driver,
        String mountpoint,
        Instant created,
        Map<String, String> labels,
        boolean anonymous,
        OptionalLong sizeBytes,
        int references) {
    /** Copied. */
    public VolumeView {
        labels = Map.copyOf(labels);
    }
}
