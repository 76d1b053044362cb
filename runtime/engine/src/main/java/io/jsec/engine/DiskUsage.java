package io.jsec.engine;

import java.util.List;

/**
 * {@code docker system df}.
 *
 * @param layersBytes of all images, each layer once
 * @param containers with their sizes
 * @param volumes with their sizes
 */
public record DiskUsage(
        long layersBytes, List<ContainerSummary> containers, List<VolumeView> volumes) {
    /** Copied. */
    public DiskUsage {
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
    }
}
