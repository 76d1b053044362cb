package io.jsec.engine;

import java.util.List;
import java.util.Optional;

/**
 * A container that becomes an image.
 *
 * @param repository empty for none
 * @param tag empty for latest
 * @param author of it
 * @param comment on it
 * @param pause whether the container is frozen meanwhile
 * @param changes Dockerfile instructions
 * @param config in place of the container's
 */
public record CommitRequest(
        String repository,
        String tag,
        String author,
        String comment,
        boolean pause,
        List<String> changes,
        Optional<ContainerConfig> config) {
    /** Copied. */
    public CommitRequest {
        changes = List.copyOf(changes);
    }
}
