package io.jsec.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to make an image of a container.
 *
 * @param base the image it was made from
 * @param upper its upper directory, in owner form; nobody writes there meanwhile
 * @param config how it is run
 * @param changes instructions of a Dockerfile that change that
 * @param name absent: the image stays without a name
 * @param author free text
 * @param message free text
 * @param command what the container runs, for the history
 * @param left absolute paths that the engine made for its mounts: no part of the image
 */
public record CommitRequest(
        ImageDigest base,
        Path upper,
        ImageConfig config,
        List<String> changes,
        Optional<ImageReference> name,
        String author,
        String message,
        List<String> command,
        Set<String> left) {
    /** Copies the collections. */
    public CommitRequest {
        changes = List.copyOf(changes);
        command = List.copyOf(command);
        left = Set.copyOf(left);
    }

    /**
     * The labels the image will have.
     *
     * @throws ImageException BAD_PARAMETER for a change that is not understood
     */
    public Map<String, String> labels() {
        return ConfigChange.apply(config, changes).labels();
    }

    /** The same with other changes. */
    public CommitRequest with(List<String> others) {
        return new CommitRequest(base, upper, config, others, name, author, message, command, left);
    }

    /** The same without a name. */
    public CommitRequest unnamed() {
        return new CommitRequest(
                base, upper, config, changes, Optional.empty(), author, message, command, left);
    }
}
