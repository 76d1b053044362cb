package io.jsec.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What runs in a container: {@code Config} of Docker's API. In a request, what is empty comes from
 * the image; in a view, it is merged already.
 *
 * @param hostname empty for the short id
 * @param domainname empty for none
 * @param user {@code user[:group]}, empty for the image's
 * @param streams which streams a client attaches to and whether input stays open
 * @param exposedPorts {@code 80/tcp}
 * @param tty whether it has a terminal of its own
 * @param env {@code NAME=VALUE}; {@code NAME} alone takes one of the image away
 * @param cmd arguments; absent for the image's
 * @param entrypoint absent for the image's; empty or one empty word for none
 * @param healthcheck absent for the image's
 * @param image as the client named it
 * @param volumes paths that are volumes
 * @param workingDir empty for the image's
 * @param labels of the user's; {@code io.jsec.*} is refused
 * @param stopSignal name or number, empty for the image's
 * @param stopTimeoutSeconds absent for 10
 * @param shell for the shell form of health checks
 */
public record ContainerConfig(
        String hostname,
        String domainname,
        String user,
        StreamConfig streams,
        Set<String> exposedPorts,
        boolean tty,
        List<String> env,
        Optional<List<String>> cmd,
        Optional<List<String>> entrypoint,
        Optional<HealthConfig> healthcheck,
        String image,
        Set<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        OptionalInt stopTimeoutSeconds,
        List<String> shell) {
    /** Copied, in the order given. */
    public ContainerConfig {
        exposedPorts = Collections.unmodifiableSet(new TreeSet<>(exposedPorts));
        env = List.copyOf(env);
        cmd = cmd.map(List::copyOf);
        entrypoint = entrypoint.map(List::copyOf);
        volumes = Collections.unmodifiableSet(new TreeSet<>(volumes));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        shell = List.copyOf(shell);
    }

    /**
     * Streams.
     *
     * @param attachStdin {@code AttachStdin}, what the creating client attaches to
     * @param attachStdout likewise
     * @param attachStderr likewise
     * @param openStdin whether input stays open without a client
     * @param stdinOnce whether input ends when the first client's does
     */
    public record StreamConfig(
            boolean attachStdin,
            boolean attachStdout,
            boolean attachStderr,
            boolean openStdin,
            boolean stdinOnce) {
        /** No input. */
        public static final StreamConfig DEFAULT =
                new StreamConfig(false, true, true, false, false);
    }

    /** An image's own command. */
    public static ContainerConfig of(String image) {
        return builder(image).build();
    }

    /** A builder with everything of the image's. */
    public static ContainerConfigBuilder builder(String image) {
        return new ContainerConfigBuilder(image);
    }

    /** A builder holding everything of this one. */
    public ContainerConfigBuilder toBuilder() {
        return new ContainerConfigBuilder(this);
    }
}
