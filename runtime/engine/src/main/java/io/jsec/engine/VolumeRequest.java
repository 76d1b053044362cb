package io.jsec.engine;

import java.util.Map;

/**
 * A volume as a client asks for it.
 *
 * @param name empty for an anonymous one
 * @param driver empty or local
 * @param driverOptions none are known; refused
 * @param labels of the user's
 */
public record VolumeRequest(
        String name, String driver, Map<String, String> driverOptions, Map<String, String> labels) {
    /** Copied. */
    public VolumeRequest {
        driverOptions = Map.copyOf(driverOptions);
        labels = Map.copyOf(labels);
    }
}
