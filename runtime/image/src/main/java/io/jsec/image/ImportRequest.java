package io.jsec.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to make an image from a tar archive of its root file system.
 *
 * @param name absent: the image stays without a name
 * @param message of its one step; empty: {@code Imported from -}
 * @param changes instructions of a Dockerfile that say how to run it
 */
public record ImportRequest(Optional<ImageReference> name, String message, List<String> changes) {
    /** Copies the list. */
    public ImportRequest {
        changes = List.copyOf(changes);
    }

    /**
     * The labels the image will have.
     *
     * @throws ImageException BAD_PARAMETER for a change that is not understood
     */
    public Map<String, String> labels() {
        return ConfigChange.apply(ImageConfig.EMPTY, changes).labels();
    }
}
