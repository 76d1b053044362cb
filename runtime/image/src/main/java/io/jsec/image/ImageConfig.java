package io.jsec.image;

import java.util.List;

/**
 * What an image says about running it.
 *
 * @param entrypoint the command and its first arguments
 * @param env {@code NAME=VALUE} each
 * @param user as in a Dockerfile's USER; empty for root
 * @param workingDir the folder to start in; empty for the root
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
public record ImageConfig(
        List<String> entrypoint, List<String> env, String user, String workingDir) {
    /** Copies the lists. */
    public ImageConfig {
        entrypoint = List.copyOf(entrypoint);
        env = List.copyOf(env);
    }
}
