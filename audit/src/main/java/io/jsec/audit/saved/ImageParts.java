package io.jsec.audit.saved;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the parts of one image lie in an archive.
 *
 * @param names with tags
 * @param platform e.g. {@code linux/arm64}, where an index names it, else empty
 * @param config its configuration
 * @param layers the lowest first
 */
record ImageParts(List<String> names, String platform, Part config, List<Part> layers) {
    /**
     * A part.
     *
     * @param name in the archive
     * @param digest of its bytes as they lie there, where it is told
     */
    record Part(String name, Optional<Digest> digest) {}

    ImageParts {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }

    /** Whether another one has the same configuration, and so the same content. */
    boolean isSame(ImageParts other) {
        return config.digest().isPresent() && config.digest().equals(other.config.digest());
    }

    /** The same image under the names of both. */
    ImageParts with(ImageParts other) {
        List<String> both =
                new ArrayList<>(Stream.concat(names.stream(), other.names.stream()).toList());
        return new ImageParts(both.stream().distinct().toList(), platform, config, layers);
    }
}
