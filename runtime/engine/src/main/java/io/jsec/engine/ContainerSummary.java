package io.jsec.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code docker ps}.
 *
 * @param id 64 hexadecimal digits
 * @param name without a slash
 * @param image as the client named it, or its id where that name means another image by now
 * @param imageId {@code sha256:…}
 * @param command one line
 * @param created when it was made
 * @param state where in its life it is
 * @param status {@code Up 3 minutes (healthy)}
 * @param exposedPorts {@code 80/tcp}
 * @param labels with the engine's own
 * @param networkMode none, host
 * @param mounts what is mounted
 * @param sizes what it takes on disk; absent where not asked for
 */
public record ContainerSummary(
        String id,
        String name,
        String image,
        String imageId,
        String command,
        Instant created,
        ContainerState state,
        String status,
        Set<String> exposedPorts,
        Map<String, String> labels,
        String networkMode,
        List<MountPoint> mounts,
        Optional<ContainerView.DiskSizes> sizes) {
    /** Copied. */
    public ContainerSummary {
        exposedPorts = Set.copyOf(exposedPorts);
        labels = Map.copyOf(labels);
        mounts = List.copyOf(mounts);
    }
}
