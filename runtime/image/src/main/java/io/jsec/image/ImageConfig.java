package io.jsec.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an image says about running it. An empty list or text is one that the image does not set.
 *
 * @param entrypoint the command and its first arguments
 * @param command further arguments, or the command where there is no entrypoint
 * @param env {@code NAME=VALUE} each
 * @param user as in a Dockerfile's USER; empty for root
 * @param workingDir the folder to start in; empty for the root
 * @param exposedPorts {@code 80/tcp} each
 * @param volumes absolute paths that get a volume
 * @param labels by name
 * @param stopSignal {@code SIGTERM}
 * @param shell for the shell form of a Dockerfile's instructions
 * @param onBuild instructions that a build on top carries out first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
public record ImageConfig(
        List<String> entrypoint,
        List<String> command,
        List<String> env,
        String user,
        String workingDir,
        Set<String> exposedPorts,
        Set<String> volumes,
        Map<String, String> labels,
        String stopSignal,
        List<String> shell,
        List<String> onBuild,
        Optional<ImageHealthcheck> healthcheck) {
    /** An image that says nothing. */
    public static final ImageConfig EMPTY =
            new ImageConfig(
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    "",
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    "",
                    List.of(),
                    List.of(),
                    Optional.empty());

    /** Copies the collections; sets are in alphabetical order. */
    public ImageConfig {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        env = List.copyOf(env);
        exposedPorts = Collections.unmodifiableSet(new TreeSet<>(exposedPorts));
        volumes = Collections.unmodifiableSet(new TreeSet<>(volumes));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        shell = List.copyOf(shell);
        onBuild = List.copyOf(onBuild);
    }

    /** An image that sets no more than these. */
    public ImageConfig(List<String> entrypoint, List<String> env, String user, String workingDir) {
        this(
                entrypoint,
                List.of(),
                env,
                user,
                workingDir,
                Set.of(),
                Set.of(),
                Map.of(),
                "",
                List.of(),
                List.of(),
                Optional.empty());
    }
}
