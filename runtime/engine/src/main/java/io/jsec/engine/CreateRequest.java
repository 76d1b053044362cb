package io.jsec.engine;

import java.util.Optional;

/**
 * A container as a client asks for it; {@code POST /containers/create}.
 *
 * @param name without a slash; empty for a generated one
 * @param config what runs
 * @param host what surrounds it
 */
public record CreateRequest(Optional<String> name, ContainerConfig config, HostConfig host) {
    /** An image's own command, every default. */
    public static CreateRequest of(String image) {
        return new CreateRequest(Optional.empty(), ContainerConfig.of(image), HostConfig.DEFAULT);
    }

    /** The same with a name. */
    public CreateRequest named(String other) {
        return new CreateRequest(Optional.of(other), config, host);
    }

    /** The same with another configuration. */
    public CreateRequest with(ContainerConfig other) {
        return new CreateRequest(name, other, host);
    }

    /** The same with other surroundings. */
    public CreateRequest with(HostConfig other) {
        return new CreateRequest(name, config, other);
    }
}
